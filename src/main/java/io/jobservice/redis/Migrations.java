package io.jobservice.redis;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the data of a namespace into the form that this service reads, before a node joins. Of
 * several nodes that start at once one does it, under a lock; when it dies, another one goes on
 * after half a minute. Each call of a script leaves the data such that all can be done again. One
 * thread.
 */
public final class Migrations {

  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  /** A turn takes much less. */
  private static final int LOCK_SECONDS = 30;

  private static final int STEPS_A_TURN = 500;

  private final Redis redis;
  private final Schema schema;
  private final String holder;
  private final List<Migration> migrations;
  private boolean told;

  /**
   * The migrations of a namespace.
   *
   * @param redis where it is
   * @param retention how long the record of a policy that is removed is kept
   * @param holder names this node, unlike any other
   */
  public Migrations(Redis redis, Retention retention, String holder) {
    this.redis = redis;
    this.schema = new Schema(redis);
    this.holder = holder;
    this.migrations =
        List.of(new PolicyNumbers(redis), new PolicyDuplicates(redis, retention.stopped()));
  }

  /** How far they are. */
  public enum Progress {
    /** The data are as they should be. */
    DONE,
    /** There is more to do. */
    MORE,
    /** Another node is at it. */
    ELSEWHERE
  }

  /**
   * Does some of it.
   *
   * @throws SchemaException if the data are newer than this service
   * @throws RedisUnavailableException if Redis does not answer
   */
  public Progress turn() {
    return turn(STEPS_A_TURN);
  }

  /** The same with a number of script calls. */
  Progress turn(int steps) {
    Optional<String> read = schema.version();
    if (Schema.isOurs(read)) {
      return Progress.DONE;
    }
    Arguments args = new Arguments().add(holder).add(LOCK_SECONDS);
    if (Replies.text(redis.run("migrate", redis.keys().migrationLock(), args.list())).equals("0")) {
      return Progress.ELSEWHERE;
    }
    tell(read);
    return work(steps) ? finish(read) : Progress.MORE;
  }

  private void tell(Optional<String> read) {
    if (!told && read.isPresent()) {
      LOG.info("data of version {} are brought to {}", read.get(), Schema.OURS);
    }
    told = true;
  }

  /** Whether nothing is left to do. */
  private boolean work(int steps) {
    int left = steps;
    for (Migration migration : migrations) {
      do {
        if (left-- == 0) {
          return false;
        }
      } while (migration.step(holder));
    }
    return true;
  }

  private Progress finish(Optional<String> read) {
    Arguments args = new Arguments().add(holder).add(read.orElse("")).add(Schema.OURS);
    String reply = Replies.text(redis.run("migrated", redis.keys().schemaVersion(), args.list()));
    return reply.equals("1") ? Progress.DONE : Progress.MORE;
  }
}
