package io.jobservice.core;

import static io.jobservice.core.Guarded.guarded;

import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.Job;
import io.jobservice.job.JobKind;
import io.jobservice.job.JobParameters;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.ConflictException;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.GoJson;
import io.jobservice.model.JobEntry;
import io.jobservice.model.JobId;
import io.jobservice.model.JobName;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatsJson;
import io.jobservice.model.ParametersJson;
import io.jobservice.model.ServiceException;
import io.jobservice.model.Submission;
import io.jobservice.model.UnknownJobException;
import io.jobservice.redis.JobStore;
import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.JobStore.Once;
import io.jobservice.redis.JobStore.Submitted;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.RedisClock;
import io.jobservice.registry.JobRegistry;
import io.jobservice.registry.JobType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Takes jobs in: checks what was asked for, and makes the record of the new job. Safe to share. */
final class Launcher {

  private final JobRegistry registry;
  private final JobStore jobs;
  private final PoolStore pools;
  private final RedisClock clock;
  private final RandomGenerator random;

  Launcher(
      JobRegistry registry,
      JobStore jobs,
      PoolStore pools,
      RedisClock clock,
      RandomGenerator random) {
    this.registry = registry;
    this.jobs = jobs;
    this.pools = pools;
    this.clock = clock;
    this.random = random;
  }

  /** See {@link Controller#launch}. */
  String launch(Submission submission, Optional<Controller.Idempotency> idempotency)
      throws ServiceException {
    if (submission.kind() == JobKind.PERIODIC) {
      throw new BadRequestException(
          "jobs of kind '" + submission.kind().text() + "' are not available in this version");
    }
    checkType(submission);
    checkHook(submission);
    NewJob job = newJob(submission, idempotency);
    Submitted submitted = guarded(() -> jobs.submit(job));
    if (submitted instanceof Submitted.Conflict conflict) {
      throw conflict(conflict.holder());
    }
    if (submitted instanceof Submitted.Reused) {
      throw new BadRequestException(
          ErrorCode.IDEMPOTENCY_KEY_REUSED,
          "this Idempotency-Key came with another request within 24 hours; use a new one");
    }
    if (submitted instanceof Submitted.Refused refused) {
      throw new ConflictException("Redis refuses the job: " + refused.reason());
    }
    if (submitted instanceof Submitted.Again again) {
      return again.answer();
    }
    // Known: an earlier send of this very call was taken in, its reply was lost.
    return JobStatsJson.toJson(
        submitted instanceof Submitted.Known
            ? guarded(() -> jobs.find(job.entry().id())).orElse(JobStats.of(job.stats()))
            : JobStats.of(job.stats()));
  }

  private NewJob newJob(Submission submission, Optional<Controller.Idempotency> idempotency) {
    long now = clock.seconds();
    JobEntry entry =
        JobEntry.fresh(
            submission.name(),
            JobId.random(random),
            now,
            submission.parameters(),
            submission.unique());
    long runAt =
        submission.kind() == JobKind.SCHEDULED ? now + submission.scheduleDelay().orElseThrow() : 0;
    Map<String, String> stats = stats(submission, entry, now, runAt);
    Optional<Once> once =
        idempotency.map(
            key -> new Once(key.key(), key.request(), JobStatsJson.toJson(JobStats.of(stats))));
    return new NewJob(entry, runAt, stats, once);
  }

  static ConflictException conflict(Optional<String> holder) {
    return new ConflictException(
        "an equal unique job is under way" + holder.map(id -> ": " + id).orElse(""));
  }

  private void checkType(Submission submission) throws ServiceException {
    String name = submission.name();
    if (!JobName.isValid(name)) {
      throw new BadRequestException(notAName(name));
    }
    Optional<JobType> type = registry.find(name);
    if (type.isEmpty()) {
      if (guarded(pools::list).stream().noneMatch(pool -> pool.jobNames().contains(name))) {
        throw new UnknownJobException(name);
      }
      return;
    }
    Job job = type.get().factory().get();
    JobParameters parameters =
        submission.parameters().map(ParametersJson::toParameters).orElse(JobParameters.none());
    try {
      job.validate(parameters);
    } catch (InvalidParametersException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      throw new BadRequestException("the job cannot take these parameters: " + e);
    }
  }

  static String notAName(String name) {
    return "'" + name + "' is no job name: use 1 to 128 of A-Z a-z 0-9 _ . -";
  }

  private static void checkHook(Submission submission) throws BadRequestException {
    if (submission.statusHook().isEmpty()) {
      return;
    }
    String hook = submission.statusHook().get();
    try {
      URI uri = new URI(hook);
      String scheme = String.valueOf(uri.getScheme());
      if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null) {
        return;
      }
    } catch (URISyntaxException e) {
      // Answered below, with everything else that is no address.
    }
    throw new BadRequestException("'status_hook' must be an http or https URL");
  }

  private static Map<String, String> stats(
      Submission submission, JobEntry entry, long now, long runAt) {
    Map<String, String> stats = new LinkedHashMap<>();
    stats.put("id", entry.id());
    stats.put("name", entry.name());
    stats.put("kind", submission.kind().text());
    stats.put("unique", submission.unique() ? "1" : "0");
    stats.put("status", runAt == 0 ? "Pending" : "Scheduled");
    stats.put("ref_link", "/api/v1/jobs/" + entry.id());
    stats.put("enqueue_time", Long.toString(now));
    stats.put("run_at", Long.toString(runAt));
    stats.put("cron_spec", "");
    stats.put("web_hook_url", submission.statusHook().orElse(""));
    stats.put("numeric_policy_id", "0");
    submission
        .parameters()
        .filter(parameters -> !parameters.isEmpty())
        .ifPresent(parameters -> stats.put("parameters", GoJson.exact(parameters)));
    submission.maxFails().ifPresent(fails -> stats.put("max_fails", Integer.toString(fails)));
    submission.backoff().ifPresent(backoff -> stats.put("backoff", backoff.toJson()));
    stats.put("update_time", Long.toString(now));
    stats.put("revision", Long.toString(now));
    return stats;
  }
}
