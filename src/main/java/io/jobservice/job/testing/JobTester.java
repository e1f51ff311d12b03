package io.jobservice.job.testing;

import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.Job;
import io.jobservice.job.JobCancelledException;
import io.jobservice.job.JobParameters;
import io.jobservice.job.JobStoppedException;
import io.jobservice.job.OpCommand;
import io.jobservice.job.ParameterList;
import io.jobservice.job.SystemState;
import io.jobservice.job.testing.JobTestResult.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Runs a job in memory, on the calling thread, and tells what it did.
 *
 * <pre>{@code
 * JobTestResult result =
 *     JobTester.of(new Greeting()).with("to", "world").stopAtCheckIn("2 of 3").run();
 * assertEquals(JobTestResult.Status.STOPPED, result.status());
 * }</pre>
 *
 * <p>The parameters are checked, and their defaults filled in, as the service does it. No time goes
 * by: {@link io.jobservice.job.JobContext#await} returns at once, as if what it was asked to wait
 * for were over, and adds that to the time waited. Sub-jobs are not run: they get ids, and are
 * remembered by their keys, so that a second {@link #run}, which is the job's next attempt,
 * launches nothing twice. What is set here stays for the runs that follow. For one thread; the
 * job's own threads may use its context.
 */
public final class JobTester {

  private static final Duration DAY = Duration.ofDays(1);

  private final Supplier<? extends Job> jobs;
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, OpCommand> atCheckIn = new HashMap<>();
  private final Map<String, OpCommand> afterLaunch = new HashMap<>();
  private final TreeMap<Duration, OpCommand> afterWaiting = new TreeMap<>();
  private final SubJobs subJobs = new SubJobs();
  private String jobId = "feedfeedfeedfeedfeedfeed";
  private long attempt = 1;
  private Optional<String> upstreamJobId = Optional.empty();
  private SystemState system = new SystemState("test:1", false);
  private Duration mostWaiting = DAY;

  private JobTester(Supplier<? extends Job> jobs) {
    this.jobs = Objects.requireNonNull(jobs);
  }

  /**
   * Tests an instance; further runs use it again, unlike those of the service.
   *
   * @param job the job
   */
  public static JobTester of(Job job) {
    Objects.requireNonNull(job);
    return new JobTester(() -> job);
  }

  /**
   * Tests a type; each run has an instance of its own, as in the service.
   *
   * @param jobs makes the instances, such as {@code Greeting::new}
   */
  public static JobTester of(Supplier<? extends Job> jobs) {
    return new JobTester(jobs);
  }

  /**
   * Gives a parameter.
   *
   * @param name its name
   * @param value its value, of the types that {@link JobParameters#of} takes; may be null
   */
  public JobTester with(String name, Object value) {
    parameters.put(name, value);
    return this;
  }

  /**
   * Gives several parameters.
   *
   * @param values by name
   */
  public JobTester with(Map<String, ?> values) {
    parameters.putAll(values);
    return this;
  }

  /**
   * Gives a property of the system, see {@link io.jobservice.job.JobContext#get}.
   *
   * @param name its name
   * @param value its value
   */
  public JobTester withProperty(String name, String value) {
    properties.put(name, Objects.requireNonNull(value));
    return this;
  }

  /**
   * Sets the id of the job.
   *
   * @param id any text
   */
  public JobTester jobId(String id) {
    jobId = Objects.requireNonNull(id);
    return this;
  }

  /**
   * Sets the number of the next run; further ones count on.
   *
   * @param number 1 or more
   */
  public JobTester attempt(long number) {
    attempt = number;
    return this;
  }

  /**
   * Makes the job one that another job launched.
   *
   * @param id the id of that one
   */
  public JobTester upstreamJobId(String id) {
    upstreamJobId = Optional.of(id);
    return this;
  }

  /**
   * Sets what the job sees of its node.
   *
   * @param state the state, for the whole run
   */
  public JobTester system(SystemState state) {
    system = Objects.requireNonNull(state);
    return this;
  }

  /**
   * Lets the launches of a type fail; what an earlier run has launched is still found by its key.
   *
   * @param type the type of the sub-jobs
   * @param reason what the exception says
   */
  public JobTester failLaunchesOf(String type, String reason) {
    subJobs.fail(type, reason);
    return this;
  }

  /**
   * Tells the job to stop when it checks in.
   *
   * @param message the whole text of the check-in
   */
  public JobTester stopAtCheckIn(String message) {
    atCheckIn.put(message, OpCommand.STOP);
    return this;
  }

  /**
   * Tells the job to cancel when it checks in.
   *
   * @param message the whole text of the check-in
   */
  public JobTester cancelAtCheckIn(String message) {
    atCheckIn.put(message, OpCommand.CANCEL);
    return this;
  }

  /**
   * Tells the job to stop when it has launched a sub-job.
   *
   * @param key the key of the sub-job; empty for any that is launched without one
   */
  public JobTester stopAfterLaunch(String key) {
    afterLaunch.put(key, OpCommand.STOP);
    return this;
  }

  /**
   * Tells the job to cancel when it has launched a sub-job.
   *
   * @param key the key of the sub-job; empty for any that is launched without one
   */
  public JobTester cancelAfterLaunch(String key) {
    afterLaunch.put(key, OpCommand.CANCEL);
    return this;
  }

  /**
   * Tells the job to stop while it waits.
   *
   * @param time after what time of waiting, all its waiting counted; zero for before it begins, so
   *     that it does not run at all
   */
  public JobTester stopAfterWaiting(Duration time) {
    afterWaiting.put(time, OpCommand.STOP);
    return this;
  }

  /**
   * Tells the job to cancel while it waits.
   *
   * @param time after what time of waiting, all its waiting counted; zero for before it begins, so
   *     that it does not run at all
   */
  public JobTester cancelAfterWaiting(Duration time) {
    afterWaiting.put(time, OpCommand.CANCEL);
    return this;
  }

  /**
   * Bounds the waiting, so that a job that waits for ever does not hang its test.
   *
   * @param time how long it may wait in all; a day when this is not set
   */
  public JobTester waitingAtMost(Duration time) {
    mostWaiting = Objects.requireNonNull(time);
    return this;
  }

  /**
   * Whether a submission with these parameters would be refused.
   *
   * @return what its sender would read, or empty when it would be taken
   */
  public Optional<String> refusal() {
    try {
      checked(jobs.get());
      return Optional.empty();
    } catch (InvalidParametersException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private JobParameters checked(Job job) throws InvalidParametersException {
    JobParameters complete =
        ParameterList.of(job.parameters()).complete(JobParameters.of(parameters));
    job.validate(complete);
    return complete;
  }

  /**
   * Runs the job. Whatever it throws is in the result.
   *
   * @throws AssertionError if it waits for longer than it may in all
   * @throws IllegalArgumentException if the description of its parameters makes no sense, so that
   *     the service would not load it
   */
  public JobTestResult run() {
    Job job = jobs.get();
    ParameterList.of(job.parameters());
    subJobs.nextRun();
    TestContext context =
        new TestContext(
            new TestContext.Setting(
                jobId,
                job.name(),
                attempt++,
                upstreamJobId,
                system,
                Map.copyOf(properties),
                new Orders(atCheckIn, afterLaunch, afterWaiting),
                mostWaiting),
            subJobs);
    Ending ending = execute(job, context);
    if (context.endless().isPresent()) {
      throw context.endless().get();
    }
    return context.resultOf(ending);
  }

  /** How a run ended, and with what parameters. */
  record Ending(Status status, Optional<Throwable> error, JobParameters parameters) {}

  private Ending execute(Job job, TestContext context) {
    JobParameters given = JobParameters.of(parameters);
    try {
      context.throwIfStopped();
      given = checked(job);
      job.run(context, given);
      return new Ending(endOf(context), Optional.empty(), given);
    } catch (JobStoppedException e) {
      return new Ending(Status.STOPPED, Optional.empty(), given);
    } catch (JobCancelledException e) {
      boolean stopped = context.opCommand() == OpCommand.STOP;
      return new Ending(stopped ? Status.STOPPED : Status.CANCELLED, Optional.empty(), given);
    } catch (Throwable e) {
      Status told = endOf(context);
      return new Ending(told == Status.SUCCESS ? Status.ERROR : told, Optional.of(e), given);
    } finally {
      // As in the service, an interrupt ends with the run.
      Thread.interrupted();
    }
  }

  /** A job that was told something has ended because of that, however it did. */
  private static Status endOf(TestContext context) {
    return switch (context.opCommand()) {
      case NONE -> Status.SUCCESS;
      case STOP -> Status.STOPPED;
      case CANCEL -> Status.CANCELLED;
    };
  }
}
