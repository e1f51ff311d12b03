package io.jobservice.redis;

import io.jobservice.model.JobEntry;
import io.jobservice.model.JobStats;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * What keeps a namespace in order: moving what is due, repairing counters, bringing back what nodes
 * of the other kind gave up. Safe to share; several nodes may be at it at once.
 */
public final class UpkeepStore {

  private static final Logger LOG = LoggerFactory.getLogger(UpkeepStore.class);
  private static final int ENTRIES_A_MOVE = 100;
  private static final int JOBS_A_SCAN = 500;
  private static final int TYPES_A_READ = 100;
  private static final int MOST_TELLS = 50;
  private static final int MOST_WATCHES = 20;
  private static final int JOBS_A_WATCH = 20;
  private static final Duration STALE = Duration.ofHours(6);

  /** Nodes of the other kind delete what is overdue by more than 240 s when they start. */
  private static final Duration OVERDUE = Duration.ofMinutes(5);

  /** What the mover of the other kind writes into an entry of a type that it does not register. */
  private static final String UNKNOWN_THERE = "unknown job when requeueing";

  private final Redis redis;
  private final Retention retention;

  /**
   * The upkeep of a namespace.
   *
   * @param redis where it is
   * @param retention how long records are kept
   */
  public UpkeepStore(Redis redis, Retention retention) {
    this.redis = redis;
    this.retention = retention;
  }

  /**
   * Moves all scheduled and retried jobs that are due to their queues, in chunks.
   *
   * @return whether there were executions of policies that had been missed, and are left to them
   */
  public boolean moveDue() {
    boolean missed = false;
    Keys keys = redis.keys();
    for (String set : List.of(keys.scheduled(), keys.scheduledOwn(), keys.retry())) {
      Moved moved;
      do {
        moved = moveSome(set);
        missed |= moved.missed > 0;
      } while (moved.looked == ENTRIES_A_MOVE);
    }
    return missed;
  }

  private record Moved(long looked, long missed) {}

  /** Tells jobs that wait for others of ends that concerned too many for one script. */
  public void tellOfEnds() {
    for (int i = 0; i < MOST_TELLS; i++) {
      Arguments args = new Arguments().add(retention.stopped().toSeconds());
      if (Replies.text(redis.run("tell", redis.keys().endedAwaited(), args.list())).equals("0")) {
        return;
      }
    }
  }

  /**
   * Looks at some of the jobs that wait for others, for ends that nobody told.
   *
   * @param cursor where to go on, "0" at first
   * @return where to go on next, "0" after the last of them
   */
  public String watchWaiting(String cursor) {
    String next = cursor;
    for (int i = 0; i < MOST_WATCHES; i++) {
      Arguments args =
          new Arguments().add(next).add(JOBS_A_WATCH).add(retention.stopped().toSeconds());
      next = Replies.text(redis.run("watch", redis.keys().awaiting(), args.list()));
      if (next.equals("0")) {
        break;
      }
    }
    return next;
  }

  private Moved moveSome(String set) {
    Arguments args =
        new Arguments()
            .add(ENTRIES_A_MOVE)
            .add(retention.stopped().toSeconds())
            .add(PolicyStore.LATE)
            .add(PolicyStore.BARELY_LATE);
    List<?> reply = Replies.list(redis.run("due", set, args.list()));
    for (Object poison : reply.subList(2, reply.size())) {
      bury(set, new Bytes(Replies.bytes(poison)));
    }
    return new Moved(
        Long.parseLong(Replies.text(reply.get(0))), Long.parseLong(Replies.text(reply.get(1))));
  }

  private void bury(String set, Bytes bytes) {
    LOG.warn("{}: an entry is no job and goes to the dead set", set);
    String reason = "found in " + set + ", and has no id and name, or its record is no hash";
    JobEntry wrapped = PoisonEntry.wrap("unknown", bytes, reason, redis.clock().seconds());
    Arguments args = new Arguments().add(bytes.raw()).add(wrapped.toJson());
    redis.run("bury", set, args.list());
  }

  /**
   * The types of which something runs, as their counters have it.
   *
   * @param types all types to look at
   */
  public List<String> running(List<String> types) {
    List<String> running = new ArrayList<>();
    for (int from = 0; from < types.size(); from += TYPES_A_READ) {
      List<String> some = types.subList(from, Math.min(types.size(), from + TYPES_A_READ));
      String[] keys = some.stream().map(redis.keys()::lock).toArray(String[]::new);
      List<String> counters = redis.read(jedis -> jedis.mget(keys));
      for (int i = 0; i < some.size(); i++) {
        if (counters.get(i) != null && !counters.get(i).equals("0")) {
          running.add(some.get(i));
        }
      }
    }
    return running;
  }

  /**
   * Recomputes the counters of a type from what is in progress.
   *
   * @param type the type
   * @return by how much the counter was too high, less than zero if it was too low
   */
  public long repairCounters(String type) {
    Arguments args = new Arguments().add(type);
    Object reply = redis.run("repair", redis.keys().queue(type), args.list());
    return Long.parseLong(Replies.text(Replies.list(reply).get(1)));
  }

  /**
   * Brings back entries that a node of the other kind moved to the dead set because it does not
   * register their type.
   *
   * @param types the types that are registered here
   * @return how many came back
   */
  public int revive(Iterable<String> types) {
    byte[] key = Redis.bytes(redis.keys().dead());
    List<byte[]> newest = redis.read(jedis -> jedis.zrange(key, -ENTRIES_A_MOVE, -1));
    int revived = 0;
    for (byte[] bytes : newest) {
      try {
        JobEntry entry = JobEntry.parse(bytes);
        for (String type : types) {
          if (entry.err().equals(UNKNOWN_THERE) && entry.name().equals(type)) {
            revived += revive(entry, bytes);
          }
        }
      } catch (JsonSyntaxException e) {
        LOG.trace("a dead record is no job, and stays: {}", e.getMessage());
      }
    }
    return revived;
  }

  private int revive(JobEntry entry, byte[] bytes) {
    String fresh =
        JobEntry.fresh(
                entry.name(), entry.id(), redis.clock().seconds(), entry.args(), entry.unique())
            .toJson();
    Arguments args = new Arguments().add(entry.name()).add(bytes).add(fresh);
    Object reply = redis.run("revive", redis.keys().stats(entry.statsId()), args.list());
    return Replies.text(reply).equals("1") ? 1 : 0;
  }

  /**
   * Renews live jobs that have not been updated for long, a piece of them a call.
   *
   * @param cursor where to go on, "0" at first
   * @return where to go on next, "0" after the last piece
   */
  public String refresh(String cursor) {
    ScanParams some = new ScanParams().count(JOBS_A_SCAN);
    ScanResult<Map.Entry<String, String>> tracked =
        redis.read(jedis -> jedis.hscan(redis.keys().track(), cursor, some));
    if (!tracked.getResult().isEmpty()) {
      Arguments args =
          new Arguments().add(STALE.toSeconds()).add(Claim.LIFE_SECONDS).add(OVERDUE.toSeconds());
      tracked.getResult().forEach(job -> args.add(job.getKey()));
      Object missing = redis.run("refresh", redis.keys().track(), args.list());
      Replies.texts(missing).forEach(this::putBack);
    }
    return tracked.getCursor();
  }

  /**
   * The entry is made anew from what the record says. An execution of a policy that does not fire
   * is stopped instead.
   */
  private void putBack(String id) {
    String key = redis.keys().stats(id);
    JobStats stats = JobStats.of(redis.read(jedis -> jedis.hgetAll(key)));
    if (stats.text("unplaced").equals("1")) {
      Arguments args = new Arguments().add(id).add(retention.stopped().toSeconds());
      redis.run("stop", key, args.list());
      return;
    }
    try {
      JobEntry entry = stats.toEntry(redis.clock().seconds());
      Arguments args = new Arguments().add(entry.name()).add(entry.toJson());
      if (Replies.text(redis.run("putback", key, args.list())).equals("1")) {
        LOG.warn("job {}: overdue, and its entry was gone; it is back on its queue", id);
      }
    } catch (JsonSyntaxException e) {
      LOG.error("job {}: overdue, and its record cannot be read", id);
      // What is wrong with JSON quotes it, and that may be parameters.
      LOG.debug("job {}: {}", id, e.getMessage());
    }
  }
}
