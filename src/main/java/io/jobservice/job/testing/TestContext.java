package io.jobservice.job.testing;

import io.jobservice.job.JobCancelledException;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobLaunchException;
import io.jobservice.job.JobRequest;
import io.jobservice.job.JobStoppedException;
import io.jobservice.job.OpCommand;
import io.jobservice.job.SystemState;
import io.jobservice.job.testing.JobTestResult.Launch;
import io.jobservice.job.testing.JobTestResult.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/** The context of one run in memory. Safe to share, as that of the service is. */
final class TestContext implements JobContext {

  private static final int LONGEST_CHECK_IN = 4096;
  private static final int LARGEST_RESULT = 64 << 10;

  /** What is settled before the run. */
  record Setting(
      String jobId,
      String jobName,
      long attempt,
      Optional<String> upstreamJobId,
      SystemState system,
      Map<String, String> properties,
      Orders orders,
      Duration mostWaiting) {}

  private final Setting setting;
  private final SubJobs subJobs;
  private final Logger logger;
  private final List<LogLine> log = new ArrayList<>();
  private final List<String> checkIns = new ArrayList<>();
  private final List<Launch> launches = new ArrayList<>();
  private Optional<String> result = Optional.empty();
  private OpCommand command = OpCommand.NONE;
  private Duration waited = Duration.ZERO;
  private Optional<AssertionError> endless = Optional.empty();

  TestContext(Setting setting, SubJobs subJobs) {
    this.setting = setting;
    this.subJobs = subJobs;
    this.logger = new RecordingLogger(setting.jobName(), this::addLine);
    OpCommand atOnce = setting.orders().afterWaiting().get(Duration.ZERO);
    if (atOnce != null) {
      command = atOnce;
    }
  }

  private synchronized void addLine(LogLine line) {
    log.add(line);
  }

  @Override
  public String jobId() {
    return setting.jobId();
  }

  @Override
  public String jobName() {
    return setting.jobName();
  }

  @Override
  public long attempt() {
    return setting.attempt();
  }

  @Override
  public Optional<String> upstreamJobId() {
    return setting.upstreamJobId();
  }

  @Override
  public SystemState system() {
    return setting.system();
  }

  @Override
  public Logger logger() {
    return logger;
  }

  @Override
  public synchronized OpCommand opCommand() {
    return command;
  }

  /** A stop is never taken back by a cancel. */
  private void tell(OpCommand next) {
    if (command != OpCommand.STOP) {
      command = next;
    }
  }

  @Override
  public synchronized OpCommand await(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (command != OpCommand.NONE) {
      return command;
    }
    Duration until = waited.plus(duration.isNegative() ? Duration.ZERO : duration);
    setting
        .orders()
        .within(waited, until)
        .ifPresentOrElse(
            order -> {
              waited = order.getKey();
              tell(order.getValue());
            },
            () -> waited = until);
    if (waited.compareTo(setting.mostWaiting()) > 0) {
      AssertionError error =
          new AssertionError("the job waits for more than " + setting.mostWaiting() + " in all");
      endless = Optional.of(error);
      throw error;
    }
    return command;
  }

  @Override
  public synchronized void checkIn(String message) {
    if (command == OpCommand.STOP) {
      return;
    }
    checkIns.add(
        message.length() > LONGEST_CHECK_IN ? message.substring(0, LONGEST_CHECK_IN) : message);
    tell(setting.orders().atCheckIn().getOrDefault(message, command));
  }

  @Override
  public String launch(String key, JobRequest request)
      throws JobLaunchException, JobStoppedException, JobCancelledException {
    return launch(Optional.of(key), request);
  }

  @Override
  public String launch(JobRequest request)
      throws JobLaunchException, JobStoppedException, JobCancelledException {
    return launch(Optional.empty(), request);
  }

  private synchronized String launch(Optional<String> key, JobRequest request)
      throws JobLaunchException, JobStoppedException, JobCancelledException {
    throwIfStopped();
    Launch launch = subJobs.launch(setting.jobName(), key, request);
    launches.add(launch);
    tell(setting.orders().afterLaunch().getOrDefault(key.orElse(""), command));
    return launch.id();
  }

  @Override
  public synchronized void result(String json) {
    if (json.getBytes(StandardCharsets.UTF_8).length > LARGEST_RESULT) {
      throw new IllegalArgumentException("a result may have up to " + LARGEST_RESULT + " bytes");
    }
    JsonText.check(json);
    result = Optional.of(json);
  }

  @Override
  public Optional<String> get(String property) {
    return Optional.ofNullable(setting.properties().get(property));
  }

  /** Why the run has not really ended, if it has not. */
  synchronized Optional<AssertionError> endless() {
    return endless;
  }

  synchronized JobTestResult resultOf(JobTester.Ending ending) {
    boolean success = ending.status() == JobTestResult.Status.SUCCESS;
    return new JobTestResult(
        ending.status(),
        ending.error(),
        setting.attempt(),
        ending.parameters(),
        log,
        checkIns,
        launches,
        success ? result : Optional.empty(),
        waited);
  }
}
