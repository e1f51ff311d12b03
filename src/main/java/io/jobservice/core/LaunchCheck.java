package io.jobservice.core;

import static io.jobservice.core.Guarded.guarded;

import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.JobParameters;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.HookUrl;
import io.jobservice.model.JobEntry;
import io.jobservice.model.JobName;
import io.jobservice.model.ParametersJson;
import io.jobservice.model.ServiceException;
import io.jobservice.model.Submission;
import io.jobservice.model.UnavailableException;
import io.jobservice.model.UnknownJobException;
import io.jobservice.redis.PoolStore;
import io.jobservice.registry.JobRegistry;
import io.jobservice.registry.JobType;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Checks what one request asks for, before anything is written. Redis is asked for the pools once,
 * however many jobs the request has, and not at all when this node registers all their types. Not
 * safe to share.
 */
final class LaunchCheck {

  private final JobRegistry registry;
  private final PoolStore pools;
  private final Function<URI, Optional<String>> hookRefusal;
  private Optional<Set<String>> registered = Optional.empty();

  /** What may be launched here; the function says why a URL may not be called. */
  LaunchCheck(JobRegistry registry, PoolStore pools, Function<URI, Optional<String>> hookRefusal) {
    this.registry = registry;
    this.pools = pools;
    this.hookRefusal = hookRefusal;
  }

  /** Refuses what cannot be taken in; {@code now} is Redis' time in epoch seconds. */
  void check(Submission submission, long now) throws ServiceException {
    checkNames(submission);
    checkType(submission, now);
    checkHook(submission);
    checkTime(submission, now);
  }

  /** Its value would become part of the job's id. */
  private static void checkNames(Submission submission) throws BadRequestException {
    if (submission.parameters().isPresent()
        && submission.parameters().get().has(JobEntry.EXECUTION_ARGUMENT)) {
      throw new BadRequestException(
          "the parameter '"
              + JobEntry.EXECUTION_ARGUMENT
              + "' is for the service to set; give it another name");
    }
  }

  private void checkType(Submission submission, long now) throws ServiceException {
    String name = submission.name();
    if (!JobName.isValid(name)) {
      throw new BadRequestException(Launcher.notAName(name));
    }
    Optional<JobType> type = registry.find(name);
    if (type.isPresent()) {
      checkParameters(type.get(), submission);
    } else if (!registeredElsewhere(now).contains(name)) {
      throw new UnknownJobException(name);
    }
  }

  private static void checkParameters(JobType type, Submission submission)
      throws BadRequestException {
    JobParameters parameters =
        submission.parameters().map(ParametersJson::toParameters).orElse(JobParameters.none());
    try {
      type.factory().get().validate(type.complete(parameters));
    } catch (InvalidParametersException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      throw new BadRequestException("the job cannot take these parameters: " + e);
    } catch (Error e) {
      throw withoutWords(e);
    }
  }

  /** It will be logged: what a job says of its parameters may not, but where it failed may. */
  private static IllegalStateException withoutWords(Error failure) {
    IllegalStateException shown =
        new IllegalStateException("validate of the job: " + failure.getClass().getName());
    shown.setStackTrace(failure.getStackTrace());
    return shown;
  }

  /** The types of all living pools. */
  private Set<String> registeredElsewhere(long now) throws UnavailableException {
    if (registered.isEmpty()) {
      Set<String> names = new HashSet<>();
      guarded(pools::list).stream()
          .filter(pool -> pool.isHealthy(now))
          .forEach(pool -> names.addAll(pool.jobNames()));
      registered = Optional.of(names);
    }
    return registered.get();
  }

  private void checkHook(Submission submission) throws BadRequestException {
    if (submission.statusHook().isEmpty()) {
      return;
    }
    String hook = submission.statusHook().get();
    try {
      HookUrl.of(hook);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("'status_hook' " + e.getMessage());
    }
    Optional<String> refusal = hookRefusal.apply(URI.create(hook));
    if (refusal.isPresent()) {
      throw new BadRequestException("'status_hook' may not be called: " + refusal.get());
    }
  }

  private static void checkTime(Submission submission, long now) throws BadRequestException {
    if (submission.runAt().isPresent() && submission.runAt().getAsLong() <= now) {
      throw new BadRequestException(
          "'run_at' "
              + submission.runAt().getAsLong()
              + " is in the past: by the clock of Redis it is "
              + now);
    }
  }
}
