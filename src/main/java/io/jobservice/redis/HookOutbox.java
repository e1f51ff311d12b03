package io.jobservice.redis;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.model.JobStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox of status hooks as those see it who deliver: events are written by the scripts that
 * change jobs, and stay until a receiver has them, or they are given up. Safe to share.
 *
 * <p>Who delivers claims a job with its oldest event, for {@link #LEASE}; nobody else gets the job
 * until the claim is settled or has lapsed. An endpoint is scheme, host and port of a URL; after
 * some failures in a row it is closed for a while for all nodes, then one delivery tries it.
 */
public final class HookOutbox {

  /** How long a claim holds that is not renewed. */
  public static final Duration LEASE = Duration.ofSeconds(6);

  private static final Logger LOG = LoggerFactory.getLogger(HookOutbox.class);
  private static final int FAILURES_TO_CLOSE = 5;
  private static final Duration SHORTEST_CLOSURE = Duration.ofSeconds(2);
  private static final Duration LONGEST_CLOSURE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int SOME = 100;
  private static final int MOST_STEPS = 100;

  private final Redis redis;
  private final HookListing listing;

  /**
   * The outbox of a namespace.
   *
   * @param redis where it is
   */
  public HookOutbox(Redis redis) {
    this.redis = redis;
    this.listing = new HookListing(redis);
  }

  /**
   * What an agent asks for.
   *
   * @param agent who asks: an id of its own for each process
   * @param slots how many deliveries at most, 1 or more
   * @param perEndpoint how many it may have under way to one endpoint, 1 or more
   * @param busy how many it has under way now, by endpoint
   */
  public record Wish(String agent, int slots, int perEndpoint, Map<String, Integer> busy) {

    /** Copies the map. */
    public Wish {
      busy = Map.copyOf(busy);
    }
  }

  /**
   * A claimed job with its oldest event.
   *
   * @param job the job's id
   * @param endpoint where the event goes: scheme, host and port; {@code invalid} when its URL is
   *     none
   * @param sequence the event's number
   * @param event the event; empty when what stands there is none
   * @param failures how often it was tried in vain
   */
  public record Claim(
      String job, String endpoint, long sequence, Optional<HookEvent> event, int failures) {}

  /**
   * What there was to claim.
   *
   * @param claims at most as many as were asked for
   * @param more whether there were some, and more is due that others may take
   * @param next after what time something else may be due; empty when nothing waits
   */
  public record Claimed(List<Claim> claims, boolean more, Optional<Duration> next) {}

  /** What came of a delivery. */
  public sealed interface Result {
    /** The receiver has it. */
    record Delivered() implements Result {}

    /** The receiver wants no more of this job: all its events go, and there will be none. */
    record Gone() implements Result {}

    /**
     * It has not, and is tried again.
     *
     * @param error one line, without secrets
     * @param delay after what time
     * @param asked whether the receiver named that time
     * @param counts whether the endpoint has failed, and not only this event
     */
    record Failed(String error, Duration delay, boolean asked, boolean counts) implements Result {}

    /**
     * It is given up, and goes to the dead letters.
     *
     * @param error one line, without secrets
     * @param counts whether the endpoint has failed, and not only this event
     */
    record Dead(String error, boolean counts) implements Result {}
  }

  /**
   * Claims what is due, the oldest endpoint first.
   *
   * @param wish how much
   */
  public Claimed claim(Wish wish) {
    Arguments args =
        new Arguments()
            .add(wish.agent())
            .add(wish.slots())
            .add(wish.perEndpoint())
            .add(LEASE.toMillis())
            .add(FAILURES_TO_CLOSE);
    wish.busy().forEach((endpoint, number) -> args.add(endpoint).add(number));
    List<?> reply =
        Replies.list(redis.run("claimhooks", redis.keys().hookEndpoints(), args.list()));
    List<Claim> claims = new ArrayList<>(reply.size());
    for (Object item : reply.subList(2, reply.size())) {
      List<String> fields = Replies.texts(item);
      claims.add(claim(fields.get(0), fields.get(1), fields.get(2), fields.get(3)));
    }
    String next = Replies.text(reply.get(1));
    return new Claimed(
        claims,
        Replies.text(reply.get(0)).equals("1"),
        next.isEmpty() ? Optional.empty() : Optional.of(Duration.ofMillis(Long.parseLong(next))));
  }

  /**
   * Settles a claim. Goes on for some seconds when Redis does not answer.
   *
   * @param agent who has it
   * @param claim what was claimed
   * @param result what came of it
   * @param goOn whether to keep the job if it has another event that is due
   * @return the next event of the job, claimed; empty when the claim is over, also when it had
   *     lapsed
   */
  public Optional<Claim> settle(String agent, Claim claim, Result result, boolean goOn) {
    Arguments args =
        new Arguments()
            .add(agent)
            .add(claim.job())
            .add(claim.endpoint())
            .add(claim.sequence())
            .add(word(result))
            .add(goOn ? "1" : "0")
            .add(LEASE.toMillis());
    addFailure(args, result);
    args.add(FAILURES_TO_CLOSE).add(SHORTEST_CLOSURE.toMillis()).add(LONGEST_CLOSURE.toMillis());
    args.add(claim.event().map(HookEvent::status).orElse(""))
        .add(claim.event().map(HookEvent::revision).orElse(0L))
        .add(claim.event().map(HookEvent::checkInAt).orElse(0L))
        .add(claim.event().map(HookEvent::last).orElse(false) ? "1" : "0");
    List<String> reply =
        Replies.texts(
            redis.runPatiently(
                "settlehook", redis.keys().hooks(claim.job()), args.list(), PATIENCE));
    return reply.get(0).equals("NEXT")
        ? Optional.of(claim(claim.job(), claim.endpoint(), reply.get(1), reply.get(2)))
        : Optional.empty();
  }

  /**
   * Renews claims.
   *
   * @param agent who has them
   * @param claims at least one
   * @return the ids of those jobs of them that it still has
   */
  public List<String> renew(String agent, List<Claim> claims) {
    Arguments args = new Arguments().add(agent).add(LEASE.toMillis());
    claims.forEach(claim -> args.add(claim.job()).add(claim.endpoint()));
    return Replies.texts(redis.run("renewhooks", redis.keys().hookEndpoints(), args.list()));
  }

  /**
   * Gives claims back unsettled, so that others go on at once.
   *
   * @param agent who has them
   * @param claims any number
   */
  public void release(String agent, List<Claim> claims) {
    if (!claims.isEmpty()) {
      Arguments args = new Arguments().add(agent);
      claims.forEach(claim -> args.add(claim.job()).add(claim.endpoint()));
      redis.run("releasehooks", redis.keys().hookEndpoints(), args.list());
    }
  }

  /**
   * Waits until an event is written somewhere, on a connection for blocking commands. Of several
   * who wait one is woken.
   *
   * @param longest how long at most; less than ten milliseconds count as ten
   * @return whether one was
   */
  public boolean await(Duration longest) {
    return redis.awaitWord(redis.keys().hookWake(), longest);
  }

  /** Wakes one who waits. */
  public void wake() {
    redis.read(
        jedis -> {
          jedis.lpush(redis.keys().hookWake(), "1");
          // Where nobody waits, one entry is enough.
          return jedis.ltrim(redis.keys().hookWake(), 0, 0);
        });
  }

  /**
   * Deletes dead letters that are too old, and takes events in that nodes of the other kind could
   * not deliver; some of each.
   *
   * @param deadRetention how long dead letters are kept
   * @return whether there is more to do
   */
  public boolean tidy(Duration deadRetention) {
    Arguments args = new Arguments().add(deadRetention.toMillis()).add(SOME);
    Object deleted = redis.run("tidyhooks", redis.keys().hookDead(), args.list());
    List<String> foreign =
        redis.read(jedis -> jedis.zrange(redis.keys().foreignHookEvents(), 0, SOME - 1));
    foreign.forEach(this::adopt);
    return Replies.text(deleted).equals(Integer.toString(SOME)) || foreign.size() == SOME;
  }

  /**
   * Gives up events that are older than they may become, of endpoints that are closed and were
   * tried within a minute; of some ten thousand jobs at most.
   *
   * @param maxAge for how long an event is tried
   * @return how many were given up
   */
  public int giveUp(Duration maxAge) {
    int total = 0;
    int passed = 0;
    int looked = SOME;
    for (int i = 0; i < MOST_STEPS && looked == SOME; i++) {
      Arguments args =
          new Arguments()
              .add(maxAge.toMillis())
              .add(SOME)
              .add(FAILURES_TO_CLOSE)
              .add("it became too old while its receiver was away")
              .add(passed);
      List<String> reply = Replies.texts(redis.run("giveup", redis.keys().hookJobs(), args.list()));
      total += Integer.parseInt(reply.get(0));
      looked = Integer.parseInt(reply.get(1));
      passed += Integer.parseInt(reply.get(2));
    }
    return total;
  }

  /**
   * An event as it is shown.
   *
   * @param event the event
   * @param endpoint where it goes
   * @param failures how often it was tried in vain
   * @param error why the last try failed, empty if none did
   * @param nextMillis when it is tried next at the earliest, epoch milliseconds; 0 if it waits for
   *     an earlier one of its job, is being delivered, or is dead
   * @param delivering whether it is being delivered
   * @param deadMillis when it was given up, epoch milliseconds; 0 if it was not
   */
  public record Shown(
      HookEvent event,
      String endpoint,
      int failures,
      String error,
      long nextMillis,
      boolean delivering,
      long deadMillis) {}

  /**
   * A page of events.
   *
   * @param events the events
   * @param next the cursor of the next page, empty at the end
   */
  public record Page(List<Shown> events, Optional<String> next) {

    /** Copies the list. */
    public Page {
      events = List.copyOf(events);
    }
  }

  /**
   * Lists events that wait, those of the job whose oldest is oldest first; those of one job stay
   * together, and a page may be larger for it.
   *
   * @param cursor of an earlier page, empty at first
   * @param size how many at least, if there are as many
   */
  public Page pending(Optional<String> cursor, int size) {
    return listing.pending(cursor, size);
  }

  /**
   * Lists dead letters, the newest first.
   *
   * @param cursor of an earlier page, empty at first
   * @param size how many
   */
  public Page dead(Optional<String> cursor, int size) {
    return listing.dead(cursor, size);
  }

  /**
   * The events of a job that wait, the oldest first.
   *
   * @param job its id
   * @param most how many
   */
  public List<Shown> pendingOf(String job, int most) {
    return listing.pendingOf(job, most);
  }

  /**
   * The dead letters of a job, the oldest first.
   *
   * @param job its id
   */
  public List<Shown> deadOf(String job) {
    return listing.deadOf(job);
  }

  /**
   * Puts dead letters back among the events that wait, in their order, as if they were new.
   *
   * @param ids ids of events
   * @return how many there were
   */
  public int redeliver(List<String> ids) {
    if (ids.isEmpty()) {
      return 0;
    }
    Arguments args = new Arguments();
    ids.forEach(args::add);
    Object reply = redis.run("redeliver", redis.keys().hookDead(), args.list());
    return Integer.parseInt(Replies.text(reply));
  }

  /**
   * Makes events that wait due at once: the oldest of a job whose next try is to come.
   *
   * @param job the job's id
   * @return whether one waited
   */
  public boolean hurry(String job) {
    List<byte[]> args = new Arguments().add(job).list();
    return Replies.text(redis.run("hurryhook", redis.keys().hooks(job), args)).equals("1");
  }

  /**
   * How many events there are.
   *
   * @param pending events that wait or are being delivered
   * @param dead events that were given up and are still kept
   */
  public record Counts(long pending, long dead) {}

  /** How many events there are now. */
  public Counts counts() {
    return redis.read(
        jedis -> {
          String pending = jedis.get(redis.keys().hookPending());
          return new Counts(
              pending == null ? 0 : Long.parseLong(pending), jedis.zcard(redis.keys().hookDead()));
        });
  }

  private static Claim claim(String job, String endpoint, String event, String failures) {
    return new Claim(
        job,
        endpoint,
        HookEvent.sequence(event),
        HookEvent.parse(job, event),
        Integer.parseInt(failures));
  }

  private static String word(Result result) {
    if (result instanceof Result.Delivered) {
      return "delivered";
    }
    if (result instanceof Result.Gone) {
      return "gone";
    }
    return result instanceof Result.Dead ? "dead" : "failed";
  }

  /** The error, the time until the next try, whether it was asked for, whether it counts. */
  private static void addFailure(Arguments args, Result result) {
    if (result instanceof Result.Failed failed) {
      args.add(failed.error())
          .add(failed.delay().toMillis())
          .add(failed.asked() ? "1" : "0")
          .add(failed.counts() ? "1" : "0");
    } else if (result instanceof Result.Dead dead) {
      args.add(dead.error()).add(0).add("0").add(dead.counts() ? "1" : "0");
    } else {
      args.add("").add(0).add("0").add("0");
    }
  }

  /** What is no event becomes one all the same, and a dead letter in the end. */
  private void adopt(String text) {
    JsonNode event = HookEvent.json(text);
    JsonNode data = event.path("data");
    String job = data.path("job_id").asText();
    String status = data.path("status").asText();
    boolean last =
        JobStatus.of(status).map(JobStatus::isFinal).orElse(false) && !data.has("check_in");
    Arguments args =
        new Arguments()
            .add(text)
            .add(job.isEmpty() ? "unknown" : job)
            .add(event.path("url").asText())
            .add(last ? "1" : "0");
    redis.run("adopthook", redis.keys().foreignHookEvents(), args.list());
    LOG.info("took in an event of job {} that a node of the other kind could not deliver", job);
  }
}
