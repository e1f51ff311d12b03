package io.jobservice.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.Job;
import io.jobservice.job.JobCancelledException;
import io.jobservice.job.JobParameters;
import io.jobservice.job.JobStoppedException;
import io.jobservice.model.Backoff;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.DurationText;
import io.jobservice.model.JobEntry;
import io.jobservice.model.ParametersJson;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import io.jobservice.redis.Attempt;
import io.jobservice.redis.Outcome;
import io.jobservice.registry.JobRegistry;
import io.jobservice.registry.JobType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs the job of an attempt on the calling thread, and says how it ended. Safe to share. */
final class JobRunner {

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final int STACK_LINES = 12;
  private static final int LONGEST_ERROR = 4096;

  private final JobRegistry registry;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;

  JobRunner(JobRegistry registry, RandomGenerator random, LongSupplier nanoTime) {
    this.registry = registry;
    this.random = random;
    this.nanoTime = nanoTime;
  }

  Outcome run(RunContext context) {
    Thread thread = Thread.currentThread();
    ThreadState before = ThreadState.of(thread);
    Run run = new Run(context);
    context.runsOn(thread, nanoTime.getAsLong());
    try {
      run.execute();
      return outcome(context, endOf(context));
    } catch (JobStoppedException e) {
      return outcome(context, Outcome.of(context.fenced(), Outcome.End.STOPPED));
    } catch (JobCancelledException e) {
      return outcome(context, Outcome.of(context.fenced(), Outcome.End.CANCELLED));
    } catch (Throwable e) {
      // A job may die of anything; its worker goes on with the next one.
      if (!context.isGivenBack()) {
        log(context, e);
      }
      return outcome(context, run.failure(described(e)));
    } finally {
      context.runsNoMore();
      // Nothing that a job leaves on its thread must meet the next one, nor an interrupt that came
      // too late.
      Thread.interrupted();
      MDC.clear();
      before.restore(thread);
    }
  }

  /** The end of an attempt whose job does not come back. */
  Outcome timedOut(RunContext context, Duration after) {
    return new Run(context).failure("timed out after " + DurationText.format(after));
  }

  /** One execution, with the instance that does it. */
  private final class Run {

    private final RunContext context;
    private final Attempt attempt;
    private Optional<Job> job = Optional.empty();

    Run(RunContext context) {
      this.context = context;
      this.attempt = context.fenced();
    }

    void execute() throws Exception {
      JobType type =
          registry
              .find(attempt.type())
              .orElseThrow(
                  () -> new IllegalStateException("no job " + attempt.type() + " is registered"));
      context.throwIfStopped();
      Job instance = type.factory().get();
      job = Optional.of(instance);
      Thread.currentThread().setContextClassLoader(instance.getClass().getClassLoader());
      JobParameters parameters = type.complete(parameters(attempt));
      instance.validate(parameters);
      instance.run(context, parameters);
    }

    /** A failed job is tried again, unless it has failed too often or does not want to be. */
    Outcome failure(String error) {
      long fails = attempt.entry().fails() + 1;
      boolean again = fails < maxFails() && job.map(this::wantsRetry).orElse(true);
      OptionalLong delay =
          again ? OptionalLong.of(backoff().delaySeconds(fails, random)) : OptionalLong.empty();
      return Outcome.failure(attempt, error, delay);
    }

    private boolean wantsRetry(Job instance) {
      try {
        return instance.shouldRetry();
      } catch (Throwable e) {
        LOG.warn("job {}: asked whether to retry, it fails: {}", attempt.id(), nameOf(e));
        return true;
      }
    }

    private long maxFails() {
      int ofType =
          registry.find(attempt.type()).map(JobType::maxFails).orElse(JobType.DEFAULT_MAX_FAILS);
      try {
        return attempt.terms().maxFails().map(Long::parseLong).orElse((long) ofType);
      } catch (NumberFormatException e) {
        return ofType;
      }
    }

    private Backoff backoff() {
      Backoff ofType =
          registry.find(attempt.type()).map(JobType::backoff).orElse(Backoff.standard());
      try {
        return attempt.terms().backoff().isPresent()
            ? Backoff.parse(StrictJson.parse(attempt.terms().backoff().get()))
            : ofType;
      } catch (JsonSyntaxException | BadRequestException e) {
        return ofType;
      }
    }
  }

  /** A job that just returns is what it was told to be. */
  private static Outcome endOf(RunContext context) {
    return switch (context.opCommand()) {
      case NONE -> Outcome.success(context.fenced(), context.result());
      case STOP -> Outcome.of(context.fenced(), Outcome.End.STOPPED);
      case CANCEL -> Outcome.of(context.fenced(), Outcome.End.CANCELLED);
    };
  }

  private Outcome outcome(RunContext context, Outcome outcome) {
    if (context.isGivenBack()) {
      return Outcome.of(context.fenced(), Outcome.End.RETURNED);
    }
    return context.timedOutAfter().map(after -> timedOut(context, after)).orElse(outcome);
  }

  /** The stored parameters keep digits that the entry may have lost on its way. */
  private static JobParameters parameters(Attempt attempt) throws InvalidParametersException {
    if (attempt.terms().parameters().isPresent()) {
      try {
        if (StrictJson.parse(attempt.terms().parameters().get()) instanceof ObjectNode stored) {
          return ParametersJson.toParameters(stored);
        }
      } catch (JsonSyntaxException e) {
        throw new InvalidParametersException("the stored parameters are no JSON", e);
      }
    }
    return attempt.entry().args().map(JobRunner::ofEntry).orElse(JobParameters.none());
  }

  /** What makes an entry that of an execution is no parameter of the job. */
  private static JobParameters ofEntry(ObjectNode args) {
    return ParametersJson.toParameters(args.deepCopy().without(JobEntry.EXECUTION_ARGUMENT));
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
