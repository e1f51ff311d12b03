package io.jobservice.worker;

import io.jobservice.core.SubJobs;
import io.jobservice.job.JobCancelledException;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobLaunchException;
import io.jobservice.job.JobRequest;
import io.jobservice.job.JobStoppedException;
import io.jobservice.job.OpCommand;
import io.jobservice.job.SystemState;
import io.jobservice.joblog.RunLog;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import io.jobservice.redis.Attempt;
import io.jobservice.redis.QueueStore;
import io.jobservice.redis.RedisUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * The context of one attempt: what the job may ask, and what it has been told. Safe to share.
 *
 * <p>Telling it something wakes a job that waits in {@link #await}; the lock is held for that only.
 */
final class RunContext implements JobContext {

  private static final int LONGEST_CHECK_IN = 4096;
  private static final int LARGEST_RESULT = 64 << 10;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * What a run needs of its node.
   *
   * @param subJobs what launches sub-jobs
   * @param deepest how deep these may be nested
   * @param state how the node is
   */
  record Node(SubJobs subJobs, int deepest, Supplier<SystemState> state) {}

  /** The last check-in. */
  record CheckIn(String message, long at) {}

  private final Attempt attempt;
  private final QueueStore queues;
  private final RunLog log;
  private final Function<String, Optional<String>> properties;
  private final LongSupplier now;
  private final Node node;
  private final ReentrantLock launching = new ReentrantLock();
  private final Map<String, Integer> launched = new HashMap<>();
  private final long startedAt;
  private volatile long startedNanos;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition told = lock.newCondition();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile OpCommand command = OpCommand.NONE;
  private volatile boolean givenBack;
  private volatile Optional<String> result = Optional.empty();
  private volatile Optional<Duration> timedOutAfter = Optional.empty();
  private volatile CheckIn lastCheckIn = new CheckIn("", 0);
  private volatile Thread thread;

  RunContext(
      Attempt attempt,
      QueueStore queues,
      RunLog log,
      Function<String, Optional<String>> properties,
      LongSupplier now,
      Node node) {
    this.attempt = attempt;
    this.queues = queues;
    this.log = log;
    this.properties = properties;
    this.now = now;
    this.node = node;
    this.startedAt = now.getAsLong();
  }

  Attempt fenced() {
    return attempt;
  }

  long startedAt() {
    return startedAt;
  }

  CheckIn lastCheckIn() {
    return lastCheckIn;
  }

  /** The thread that runs the job, from now until it is null again. */
  void runsOn(Thread runner, long nanos) {
    startedNanos = nanos;
    thread = runner;
  }

  void runsNoMore() {
    thread = null;
  }

  boolean isRunning() {
    return thread != null;
  }

  long startedNanos() {
    return startedNanos;
  }

  /** Tells the job something; a stop is never taken back by a cancel. */
  void tell(OpCommand next) {
    lock.lock();
    try {
      if (command != OpCommand.STOP) {
        command = next;
      }
      told.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Tells the job to end because its node does: whatever comes of it now, it will run again. */
  void giveBack() {
    givenBack = true;
    tell(OpCommand.STOP);
    interrupt();
  }

  boolean isGivenBack() {
    return givenBack;
  }

  /** Tells the job to end because its time is over: whatever comes of it now, it has failed. */
  void timeOut(Duration after) {
    timedOutAfter = Optional.of(after);
    tell(OpCommand.STOP);
  }

  void interrupt() {
    Thread runner = thread;
    if (runner != null) {
      runner.interrupt();
    }
  }

  /** Where the job has called {@code System.exit}, on its own thread or one that it made. */
  Optional<StackTraceElement> exitCall() {
    Thread runner = thread;
    ThreadGroup group = runner == null ? null : runner.getThreadGroup();
    return group == null ? Optional.empty() : ExitCall.in(group);
  }

  Optional<Duration> timedOutAfter() {
    return timedOutAfter;
  }

  Optional<String> result() {
    return result;
  }

  /** Whether the caller is the first to say how this attempt ended. */
  boolean end() {
    return ended.compareAndSet(false, true);
  }

  @Override
  public String jobId() {
    return attempt.id();
  }

  @Override
  public String jobName() {
    return attempt.entry().name();
  }

  @Override
  public long attempt() {
    return attempt.number();
  }

  @Override
  public Optional<String> upstreamJobId() {
    return attempt.terms().upstream();
  }

  @Override
  public SystemState system() {
    return node.state().get();
  }

  @Override
  public String launch(String key, JobRequest request)
      throws JobLaunchException, JobStoppedException, JobCancelledException {
    Objects.requireNonNull(key);
    Objects.requireNonNull(request);
    throwIfStopped();
    try {
      return node.subJobs().launch(attempt, key, request, node.deepest());
    } catch (JobStoppedException e) {
      tell(OpCommand.STOP);
      throw e;
    } catch (JobCancelledException e) {
      tell(OpCommand.CANCEL);
      throw e;
    }
  }

  /** One after the other, so that a launch that failed is the same one when it is tried again. */
  @Override
  public String launch(JobRequest request)
      throws JobLaunchException, JobStoppedException, JobCancelledException {
    Objects.requireNonNull(request);
    throwIfStopped();
    launching.lock();
    try {
      String digest = SubJobs.digest(request);
      int number = launched.getOrDefault(digest, 0) + 1;
      String id = node.subJobs().launchNth(attempt, digest, number, request, node.deepest());
      launched.put(digest, number);
      return id;
    } catch (JobStoppedException e) {
      tell(OpCommand.STOP);
      throw e;
    } catch (JobCancelledException e) {
      tell(OpCommand.CANCEL);
      throw e;
    } finally {
      launching.unlock();
    }
  }

  @Override
  public Logger logger() {
    return log.logger();
  }

  /** Ends the log, before the outcome is written. */
  void closeLog() {
    log.close();
  }

  @Override
  public OpCommand opCommand() {
    return command;
  }

  @Override
  public OpCommand await(Duration duration) throws InterruptedException {
    long left = duration.toNanos();
    lock.lockInterruptibly();
    try {
      while (command == OpCommand.NONE && left > 0) {
        left = told.awaitNanos(left);
      }
      return command;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void checkIn(String message) {
    String text =
        message.length() > LONGEST_CHECK_IN ? message.substring(0, LONGEST_CHECK_IN) : message;
    try {
      if (!queues.checkIn(attempt, text, PATIENCE)) {
        // Stopped, or given to another attempt: the job is told, and what it writes has no effect.
        tell(OpCommand.STOP);
        return;
      }
      lastCheckIn = new CheckIn(text, now.getAsLong());
    } catch (RedisUnavailableException e) {
      logger().warn("check-in '{}' is lost: {}", text, e.getMessage());
    }
  }

  @Override
  public void result(String json) {
    if (json.getBytes(StandardCharsets.UTF_8).length > LARGEST_RESULT) {
      throw new IllegalArgumentException("a result may have up to " + LARGEST_RESULT + " bytes");
    }
    try {
      StrictJson.parse(json);
    } catch (JsonSyntaxException e) {
      throw new IllegalArgumentException("a result must be JSON: " + e.getMessage(), e);
    }
    result = Optional.of(json);
  }

  @Override
  public Optional<String> get(String property) {
    return properties.apply(property);
  }

  @Override
  public String toString() {
    return attempt.entry().name() + " " + attempt.id() + " attempt " + attempt.number();
  }
}
