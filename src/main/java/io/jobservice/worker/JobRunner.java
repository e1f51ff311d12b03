package io.jobservice.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.Job;
import io.jobservice.job.JobCancelledException;
import io.jobservice.job.JobParameters;
import io.jobservice.job.JobStoppedException;
import io.jobservice.model.ParametersJson;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import io.jobservice.redis.Attempt;
import io.jobservice.redis.Outcome;
import io.jobservice.registry.JobRegistry;
import io.jobservice.registry.JobType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the job of an attempt on the calling thread, and says how it ended. Safe to share. */
final class JobRunner {

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final int STACK_LINES = 12;
  private static final int LONGEST_ERROR = 4096;

  private final JobRegistry registry;

  JobRunner(JobRegistry registry) {
    this.registry = registry;
  }

  Outcome run(RunContext context) {
    Thread thread = Thread.currentThread();
    ClassLoader classes = thread.getContextClassLoader();
    context.runsOn(thread);
    try {
      execute(context);
      return outcome(context, endOf(context), "");
    } catch (JobStoppedException e) {
      return outcome(context, Outcome.End.STOPPED, "");
    } catch (JobCancelledException e) {
      return outcome(context, Outcome.End.CANCELLED, "");
    } catch (Throwable e) {
      // A job may die of anything; its worker goes on with the next one.
      if (!context.isGivenBack()) {
        log(context, e);
      }
      return outcome(context, Outcome.End.ERROR, described(e));
    } finally {
      context.runsOn(null);
      // An interrupt that came too late must not meet the next job.
      Thread.interrupted();
      thread.setContextClassLoader(classes);
    }
  }

  private void execute(RunContext context) throws Exception {
    Attempt attempt = context.fenced();
    JobType type =
        registry
            .find(attempt.type())
            .orElseThrow(
                () -> new IllegalStateException("no job " + attempt.type() + " is registered"));
    context.throwIfStopped();
    Job job = type.factory().get();
    Thread.currentThread().setContextClassLoader(job.getClass().getClassLoader());
    JobParameters parameters = parameters(attempt);
    job.validate(parameters);
    job.run(context, parameters);
  }

  /** A job that just returns is what it was told to be. */
  private static Outcome.End endOf(RunContext context) {
    return switch (context.opCommand()) {
      case NONE -> Outcome.End.SUCCESS;
      case STOP -> Outcome.End.STOPPED;
      case CANCEL -> Outcome.End.CANCELLED;
    };
  }

  private static Outcome outcome(RunContext context, Outcome.End end, String error) {
    return context.isGivenBack()
        ? new Outcome(context.fenced(), Outcome.End.RETURNED, "")
        : new Outcome(context.fenced(), end, error);
  }

  /** The stored parameters keep digits that the entry may have lost on its way. */
  private static JobParameters parameters(Attempt attempt) throws InvalidParametersException {
    Optional<ObjectNode> args = attempt.entry().args();
    if (attempt.parameters().isPresent()) {
      try {
        if (StrictJson.parse(attempt.parameters().get()) instanceof ObjectNode stored) {
          return ParametersJson.toParameters(stored);
        }
      } catch (JsonSyntaxException e) {
        throw new InvalidParametersException("the stored parameters are no JSON", e);
      }
    }
    return args.map(ParametersJson::toParameters).orElse(JobParameters.none());
  }

  private static void log(RunContext context, Throwable failure) {
    try {
      context.logger().error("Job {} failed: {}", context.jobId(), failure.toString(), failure);
    } catch (Throwable worse) {
      // The failure of a job may fail in its own text, or the memory be gone: the outcome counts.
      LOG.warn("job {}: its failure cannot be logged: {}", context.jobId(), nameOf(worse));
    }
  }

  private static String described(Throwable failure) {
    try {
      StringWriter stack = new StringWriter();
      failure.printStackTrace(new PrintWriter(stack));
      String text = stack.toString().lines().limit(STACK_LINES).collect(Collectors.joining("\n"));
      return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) : text;
    } catch (Throwable worse) {
      return nameOf(failure);
    }
  }

  private static String nameOf(Throwable failure) {
    return failure.getClass().getName();
  }
}
