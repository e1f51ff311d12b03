package io.jobservice.jobs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobLaunchException;
import io.jobservice.job.JobRequest;
import io.jobservice.job.OpCommand;
import io.jobservice.job.SystemState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;

/** A context that notes what a job does. */
final class FakeContext implements JobContext {

  final List<String> lines = new CopyOnWriteArrayList<>();
  final List<String> checkIns = new CopyOnWriteArrayList<>();
  final List<String> results = new CopyOnWriteArrayList<>();
  final List<String> launches = new CopyOnWriteArrayList<>();
  private final CompletableFuture<OpCommand> told = new CompletableFuture<>();
  private final Logger logger;

  FakeContext() {
    this(event -> {});
  }

  /** One whose log goes elsewhere too. */
  FakeContext(Consumer<String> alsoTo) {
    LoggerContext loggers = new LoggerContext();
    ch.qos.logback.classic.Logger root = loggers.getLogger("job");
    AppenderBase<ILoggingEvent> notes =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            String line = event.getLevel() + " " + event.getFormattedMessage();
            lines.add(line);
            alsoTo.accept(line);
          }
        };
    notes.start();
    root.addAppender(notes);
    root.setLevel(Level.DEBUG);
    logger = root;
  }

  void tell(OpCommand command) {
    told.complete(command);
  }

  @Override
  public String jobId() {
    return "0123456789abcdef01234567";
  }

  @Override
  public String jobName() {
    return "PROGRAM";
  }

  @Override
  public long attempt() {
    return 2;
  }

  @Override
  public Optional<String> upstreamJobId() {
    return Optional.of("76543210fedcba9876543210");
  }

  @Override
  public SystemState system() {
    return new SystemState("here:1", false);
  }

  @Override
  public Logger logger() {
    return logger;
  }

  @Override
  public OpCommand opCommand() {
    return told.getNow(OpCommand.NONE);
  }

  @Override
  public OpCommand await(Duration duration) throws InterruptedException {
    try {
      return told.get(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return OpCommand.NONE;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void checkIn(String message) {
    checkIns.add(message);
  }

  @Override
  public String launch(String key, JobRequest request) throws JobLaunchException {
    if (request.name().equals("NONE")) {
      throw new JobLaunchException("no job type NONE\nis known");
    }
    launches.add(key + " " + request);
    return "sub-" + launches.size();
  }

  @Override
  public String launch(JobRequest request) throws JobLaunchException {
    return launch("-", request);
  }

  @Override
  public void result(String json) {
    if (!json.startsWith("{")) {
      throw new IllegalArgumentException("a result must be JSON");
    }
    results.add(json);
  }

  @Override
  public Optional<String> get(String property) {
    return Optional.empty();
  }
}
