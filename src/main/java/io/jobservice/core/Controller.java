package io.jobservice.core;

import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.Job;
import io.jobservice.job.JobKind;
import io.jobservice.job.JobParameters;
import io.jobservice.joblog.JobLogs;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.ConflictException;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.GoJson;
import io.jobservice.model.JobEntry;
import io.jobservice.model.JobId;
import io.jobservice.model.JobName;
import io.jobservice.model.JobStats;
import io.jobservice.model.NotFoundException;
import io.jobservice.model.ParametersJson;
import io.jobservice.model.PoolHeartbeat;
import io.jobservice.model.ServiceException;
import io.jobservice.model.Submission;
import io.jobservice.model.UnavailableException;
import io.jobservice.model.UnknownJobException;
import io.jobservice.redis.JobStore;
import io.jobservice.redis.JobStore.Submitted;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.RedisClock;
import io.jobservice.redis.RedisUnavailableException;
import io.jobservice.registry.JobRegistry;
import io.jobservice.registry.JobType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The one door to the system: launches jobs, reads and stops them, and reads their logs. Safe to
 * share. When Redis is away each method fails with {@link UnavailableException} within seconds.
 */
public final class Controller {

  private final JobRegistry registry;
  private final JobStore jobs;
  private final PoolStore pools;
  private final JobLogs logs;
  private final RedisClock clock;
  private final RandomGenerator random;

  /**
   * A door to given parts.
   *
   * @param registry the job types of this node
   * @param jobs the records
   * @param pools the pools
   * @param logs the logs of this node
   * @param clock Redis' time
   * @param random where ids come from; safe to share
   */
  public Controller(
      JobRegistry registry,
      JobStore jobs,
      PoolStore pools,
      JobLogs logs,
      RedisClock clock,
      RandomGenerator random) {
    this.registry = registry;
    this.jobs = jobs;
    this.pools = pools;
    this.logs = logs;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Takes a job in. When this returns the job is on its queue.
   *
   * @param submission what was asked for
   * @return the record of the new job
   * @throws UnknownJobException if neither this node nor any other pool registers the type
   * @throws BadRequestException if the kind, the hook or the parameters are no good
   * @throws ConflictException if an equal unique job is under way
   * @throws UnavailableException if Redis is away
   */
  public JobStats launch(Submission submission) throws ServiceException {
    if (submission.kind() != JobKind.GENERIC) {
      throw new BadRequestException(
          "jobs of kind '" + submission.kind().text() + "' are not available in this version");
    }
    checkType(submission);
    checkHook(submission);
    long now = clock.seconds();
    JobEntry entry =
        JobEntry.fresh(
            submission.name(),
            JobId.random(random),
            now,
            submission.parameters(),
            submission.unique());
    Map<String, String> stats = stats(submission, entry, now);
    Submitted submitted = guarded(() -> jobs.submit(entry, stats));
    if (submitted instanceof Submitted.Conflict conflict) {
      throw new ConflictException(
          "an equal unique job is under way"
              + conflict.holder().map(holder -> ": " + holder).orElse(""));
    }
    // Known: an earlier send of this very call was taken in, its reply was lost.
    return submitted instanceof Submitted.Known ? read(entry.id()) : JobStats.of(stats);
  }

  private void checkType(Submission submission) throws ServiceException {
    String name = submission.name();
    if (!JobName.isValid(name)) {
      throw new BadRequestException(
          "'" + name + "' is no job name: use 1 to 128 of A-Z a-z 0-9 _ . -");
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

  private static Map<String, String> stats(Submission submission, JobEntry entry, long now) {
    Map<String, String> stats = new LinkedHashMap<>();
    stats.put("id", entry.id());
    stats.put("name", entry.name());
    stats.put("kind", submission.kind().text());
    stats.put("unique", submission.unique() ? "1" : "0");
    stats.put("status", "Pending");
    stats.put("ref_link", "/api/v1/jobs/" + entry.id());
    stats.put("enqueue_time", Long.toString(now));
    stats.put("run_at", "0");
    stats.put("cron_spec", "");
    stats.put("web_hook_url", submission.statusHook().orElse(""));
    stats.put("numeric_policy_id", "0");
    submission
        .parameters()
        .filter(parameters -> !parameters.isEmpty())
        .ifPresent(parameters -> stats.put("parameters", GoJson.exact(parameters)));
    stats.put("update_time", Long.toString(now));
    stats.put("revision", Long.toString(now));
    return stats;
  }

  /**
   * The record of a job.
   *
   * @param id any text
   * @throws NotFoundException if there is no such job
   * @throws UnavailableException if Redis is away
   */
  public JobStats read(String id) throws ServiceException {
    return guarded(() -> jobs.find(id)).orElseThrow(() -> new NotFoundException(id));
  }

  /**
   * Stops a job for good. It has no effect on a job that has ended.
   *
   * @param id any text
   * @throws NotFoundException if there is no such job
   * @throws UnavailableException if Redis is away
   */
  public void stop(String id) throws ServiceException {
    if (guarded(() -> jobs.stop(id)) == JobStore.Stopped.UNKNOWN) {
      throw new NotFoundException(id);
    }
  }

  /**
   * The log of a job.
   *
   * @param id any text
   * @return its bytes, to be closed by the caller; none when the job has logged nothing
   * @throws BadRequestException if the id has not the form of one
   * @throws NotFoundException if there is neither such a job nor such a log
   * @throws UnavailableException if Redis is away, or the file cannot be read
   */
  public InputStream log(String id) throws ServiceException {
    if (!JobId.isValid(id)) {
      throw new BadRequestException(ErrorCode.BAD_REQUEST, "invalid Job ID: " + id);
    }
    try {
      Optional<InputStream> log = logs.read(id);
      if (log.isPresent()) {
        return log.get();
      }
    } catch (IOException e) {
      throw new UnavailableException("the log of job " + id + " cannot be read: " + e, e);
    }
    read(id);
    return InputStream.nullInputStream();
  }

  /**
   * All pools, as their heartbeats show them.
   *
   * @throws UnavailableException if Redis is away
   */
  public List<PoolHeartbeat> pools() throws ServiceException {
    return guarded(pools::list);
  }

  /** Redis' time, in epoch seconds. */
  public long now() {
    return clock.seconds();
  }

  /** A step that asks Redis. */
  private interface Step<T> {
    T run();
  }

  private static <T> T guarded(Step<T> step) throws UnavailableException {
    try {
      return step.run();
    } catch (RedisUnavailableException e) {
      throw new UnavailableException("Redis does not answer: " + e.getMessage(), e);
    }
  }
}
