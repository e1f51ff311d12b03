package io.jobservice.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  private final Redis redis;

  /**
   * The outbox of a namespace.
   *
   * @param redis where it is
   */
  public HookOutbox(Redis redis) {
    this.redis = redis;
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
   * @param more whether some are due that this agent could not take, but others may
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
    return new Claimed(List.of(), false, Optional.empty());
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
    return Optional.empty();
  }

  /**
   * Renews claims.
   *
   * @param agent who has them
   * @param claims at least one
   * @return the ids of those jobs of them that it still has
   */
  public List<String> renew(String agent, List<Claim> claims) {
    return List.of();
  }

  /**
   * Gives claims back unsettled, so that others go on at once.
   *
   * @param agent who has them
   * @param claims any number
   */
  public void release(String agent, List<Claim> claims) {}

  /**
   * Waits until an event is written somewhere, on a connection for blocking commands. Of several
   * who wait one is woken.
   *
   * @param longest how long at most
   * @return whether one was
   */
  public boolean await(Duration longest) {
    return false;
  }

  /** Wakes one who waits. */
  public void wake() {
    redis.read(jedis -> jedis.lpush(redis.keys().prefix() + "hook_wake", "1"));
  }

  /**
   * Deletes dead letters that are too old, and takes events in that nodes of the other kind could
   * not deliver; some of each.
   *
   * @param deadRetention how long dead letters are kept
   * @return whether there is more to do
   */
  public boolean tidy(Duration deadRetention) {
    return false;
  }

  /**
   * An event as it is shown.
   *
   * @param event the event
   * @param endpoint where it goes
   * @param failures how often it was tried in vain
   * @param error why the last try failed, empty if none did
   * @param nextMillis when it is tried next, epoch milliseconds; 0 if it waits for an earlier one
   *     of its job, is being delivered, or is dead
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
    return new Page(List.of(), Optional.empty());
  }

  /**
   * Lists dead letters, the newest first.
   *
   * @param cursor of an earlier page, empty at first
   * @param size how many
   */
  public Page dead(Optional<String> cursor, int size) {
    return new Page(List.of(), Optional.empty());
  }

  /**
   * The events of a job that wait, the oldest first.
   *
   * @param job its id
   * @param most how many
   */
  public List<Shown> pendingOf(String job, int most) {
    return List.of();
  }

  /**
   * The dead letters of a job, the oldest first.
   *
   * @param job its id
   */
  public List<Shown> deadOf(String job) {
    return List.of();
  }

  /**
   * Puts dead letters back among the events that wait, in their order, as if they were new.
   *
   * @param ids ids of events
   * @return how many there were
   */
  public int redeliver(List<String> ids) {
    return 0;
  }

  /**
   * Makes events that wait due at once: the oldest of a job whose next try is to come.
   *
   * @param job the job's id
   * @return whether one waited
   */
  public boolean hurry(String job) {
    return false;
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
    return new Counts(0, 0);
  }
}
