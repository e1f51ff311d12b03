package io.jobservice.redis;

import io.jobservice.model.JobEntry;
import io.jobservice.model.JobStats;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The records of jobs: taking them in, reading and stopping them. Safe to share. A call goes on for
 * two seconds when Redis does not answer, then fails with {@link RedisUnavailableException}.
 */
public final class JobStore {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Redis redis;
  private final Retention retention;

  /**
   * The records of a namespace.
   *
   * @param redis where they are
   * @param retention how long they are kept
   */
  public JobStore(Redis redis, Retention retention) {
    this.redis = redis;
    this.retention = retention;
  }

  /** What came of a submission. */
  public sealed interface Submitted {
    /** The job is on its queue. */
    record Queued() implements Submitted {}

    /** The same id was taken in before. */
    record Known() implements Submitted {}

    /**
     * An equal unique job is under way.
     *
     * @param holder its id; empty when another kind of node made the claim
     */
    record Conflict(Optional<String> holder) implements Submitted {}
  }

  /** What came of a stop. */
  public enum Stopped {
    /** It waited, and will not run. */
    STOPPED,
    /** It runs, and has been told. */
    TOLD,
    /** It had ended. */
    FINAL,
    /** There is no such job. */
    UNKNOWN
  }

  /**
   * Puts a job on its queue with its record, both or neither.
   *
   * @param entry what goes on the queue
   * @param stats the fields of its record, in order
   */
  public Submitted submit(JobEntry entry, Map<String, String> stats) {
    boolean hooked = !stats.getOrDefault("web_hook_url", "").isEmpty();
    Arguments args =
        new Arguments()
            .add(entry.id())
            .add(entry.name())
            .add(entry.toJson())
            .add(hooked ? 2 : 1)
            .add(claim(entry))
            .add(stats);
    if (entry.unique()) {
      args.add("claim").add(claim(entry));
    }
    String key = redis.keys().stats(entry.id());
    var reply = Replies.texts(redis.runPatiently("submit", key, args.list(), PATIENCE));
    return switch (reply.get(0)) {
      case "QUEUED" -> new Submitted.Queued();
      case "KNOWN" -> new Submitted.Known();
      default ->
          new Submitted.Conflict(Optional.of(reply.get(1)).filter(holder -> !holder.isEmpty()));
    };
  }

  /** What follows {@code unique:} in the key of the layout; empty when there is no claim. */
  private static String claim(JobEntry entry) {
    if (!entry.unique()) {
      return "";
    }
    return entry.name() + ":" + (entry.args().isPresent() ? entry.argsJson() + "\n" : "");
  }

  /**
   * The record of a job.
   *
   * @param id any text
   * @return the record, or empty when there is none
   */
  public Optional<JobStats> find(String id) {
    Map<String, String> fields =
        redis.readPatiently(jedis -> jedis.hgetAll(redis.keys().stats(id)), PATIENCE);
    return fields.isEmpty() ? Optional.empty() : Optional.of(JobStats.of(fields));
  }

  /**
   * Stops a job for good, and tells it when it runs.
   *
   * @param id any text
   */
  public Stopped stop(String id) {
    Arguments args = new Arguments().add(id).add(retention.stopped().toSeconds());
    String key = redis.keys().stats(id);
    return Stopped.valueOf(Replies.text(redis.runPatiently("stop", key, args.list(), PATIENCE)));
  }
}
