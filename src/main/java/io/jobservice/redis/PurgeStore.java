package io.jobservice.redis;

import io.jobservice.model.Purged;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties queues, in pieces that hold up nobody. Safe to share; several purges of a queue may be
 * under way at once.
 */
public final class PurgeStore {

  private static final Logger LOG = LoggerFactory.getLogger(PurgeStore.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int ENTRIES_A_CALL = 100;

  private final Redis redis;
  private final Retention retention;

  /**
   * The queues of a namespace.
   *
   * @param redis where they are
   * @param retention how long records are kept
   */
  public PurgeStore(Redis redis, Retention retention) {
    this.redis = redis;
    this.retention = retention;
  }

  /**
   * Takes waiting entries from a queue, the oldest first, and stops their jobs; entries that are no
   * job go to the dead set. It takes no more than there were when it began, so that it ends however
   * many jobs are submitted meanwhile.
   *
   * @param type the type
   * @param most how many entries at most
   * @param token names this purge, so that each piece may be sent twice
   * @throws RedisUnavailableException if Redis does not answer for two seconds; what was taken by
   *     then stays taken
   */
  public Purged purge(String type, int most, String token) {
    String queue = redis.keys().queue(type);
    long left = redis.readPatiently(jedis -> jedis.llen(queue), PATIENCE);
    long aim = Math.min(most, left);
    long purged = 0;
    for (int piece = 1; purged < aim; piece++) {
      Purged some = take(type, token, piece, Math.min(ENTRIES_A_CALL, aim - purged));
      left = some.left();
      if (some.purged() == 0) {
        break;
      }
      purged += some.purged();
    }
    return new Purged(purged, left);
  }

  private Purged take(String type, String token, int piece, long most) {
    Map<Bytes, String> wrapped = new LinkedHashMap<>();
    while (true) {
      Arguments args =
          new Arguments().add(token).add(piece).add(most).add(retention.stopped().toSeconds());
      wrapped.forEach((entry, text) -> args.add(entry.raw()).add(text));
      String queue = redis.keys().queue(type);
      List<?> reply = Replies.list(redis.runPatiently("purge", queue, args.list(), PATIENCE));
      if (Replies.text(reply.get(0)).equals("TAKEN")) {
        return new Purged((Long) reply.get(1), (Long) reply.get(2));
      }
      for (Object entry : reply.subList(1, reply.size())) {
        Bytes poison = new Bytes(Replies.bytes(entry));
        wrapped.put(poison, wrap(type, poison));
      }
    }
  }

  private String wrap(String type, Bytes poison) {
    LOG.warn("queue {}: a purged entry is no job and goes to the dead set", type);
    String reason = "purged; it has no id and name, or its record is no hash";
    return PoisonEntry.wrap(type, poison, reason, redis.clock().seconds()).toJson();
  }
}
