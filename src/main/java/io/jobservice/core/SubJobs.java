package io.jobservice.core;

import static io.jobservice.core.Guarded.guarded;

import io.jobservice.job.JobCancelledException;
import io.jobservice.job.JobLaunchException;
import io.jobservice.job.JobRequest;
import io.jobservice.job.JobStoppedException;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.JobStats;
import io.jobservice.model.ScheduledPage;
import io.jobservice.model.ServiceException;
import io.jobservice.model.Submission;
import io.jobservice.model.UnavailableException;
import io.jobservice.redis.Attempt;
import io.jobservice.redis.JobStore;
import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.JobStore.SubJob;
import io.jobservice.redis.RedisClock;
import io.jobservice.redis.RefusedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * The part of the door that is about jobs which launch others. A sub-job has its id from its parent
 * and a key, so that a parent that runs again launches nothing twice. Safe to share.
 */
public final class SubJobs {

  /** How many of the newest a record shows. */
  public static final int SHOWN = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int ID_DIGITS = 24;
  private static final int A_LOOK = 500;
  private static final int LONGEST_KEY = 255;
  private static final char END = '\0';

  private final Supplier<LaunchCheck> checks;
  private final JobStore jobs;
  private final RedisClock clock;

  SubJobs(Supplier<LaunchCheck> checks, JobStore jobs, RedisClock clock) {
    this.checks = checks;
    this.jobs = jobs;
    this.clock = clock;
  }

  /**
   * Launches a sub-job, or finds the one that was launched with the same key.
   *
   * @param parent the attempt that asks
   * @param key names it among those of the parent
   * @param request what to launch
   * @param deepest how deep sub-jobs may be nested, 1 or more
   * @return its id
   * @throws JobLaunchException if it cannot be launched, or Redis is away for ten seconds: then it
   *     may have been, and a launch with the same key finds it
   * @throws JobStoppedException if the parent has been told to stop, or has lost its attempt
   * @throws JobCancelledException if the parent has been told to cancel
   */
  public String launch(Attempt parent, String key, JobRequest request, int deepest)
      throws JobLaunchException, JobStoppedException, JobCancelledException {
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw new JobLaunchException("the key of a sub-job must have 1 to 255 characters");
    }
    return launchAs(idOf(parent.id(), key), parent, request, deepest);
  }

  /**
   * Launches a sub-job that is told from others by what it asks for.
   *
   * @param parent the attempt that asks
   * @param digest what {@link #digest} gives for the request
   * @param number which of the requests of this run with that digest it is, from 1
   * @param request what to launch
   * @param deepest how deep sub-jobs may be nested, 1 or more
   * @return its id
   * @throws JobLaunchException as for {@link #launch}
   * @throws JobStoppedException as for {@link #launch}
   * @throws JobCancelledException as for {@link #launch}
   */
  public String launchNth(
      Attempt parent, String digest, int number, JobRequest request, int deepest)
      throws JobLaunchException, JobStoppedException, JobCancelledException {
    // No key of a job's own begins so.
    String key = END + digest + "#" + number;
    return launchAs(idOf(parent.id(), key), parent, request, deepest);
  }

  /**
   * What requests have in common that ask for the same, such as with 1 and with 1.0.
   *
   * @param request the request
   * @throws JobLaunchException if it cannot be read
   */
  public static String digest(JobRequest request) throws JobLaunchException {
    return SubJobRequest.digest(request);
  }

  private String launchAs(String id, Attempt parent, JobRequest request, int deepest)
      throws JobLaunchException, JobStoppedException, JobCancelledException {
    try {
      if (request.name().equals(parent.type())) {
        throw new JobLaunchException(
            "a job may not launch one of its own type, " + parent.type() + ": it would never end");
      }
      long now = clock.seconds();
      NewJob job = checked(id, parent, request, now);
      SubJob came = guarded(() -> jobs.launch(parent, job, deepest, PATIENCE));
      if (came instanceof SubJob.Launched) {
        return id;
      } else if (came instanceof SubJob.ParentStopped) {
        throw new JobStoppedException();
      } else if (came instanceof SubJob.ParentCancelled) {
        throw new JobCancelledException();
      } else if (came instanceof SubJob.TooDeep) {
        throw new JobLaunchException(
            "sub-jobs are nested too deep: jobs.max_depth lets " + deepest + " below one another");
      }
      throw Launcher.refusal(((SubJob.Refused) came).why()).orElseThrow();
    } catch (ServiceException | RefusedException e) {
      if (!(e instanceof UnavailableException) && wasLaunched(parent, id)) {
        return id;
      }
      throw new JobLaunchException(String.valueOf(e.getMessage()), e);
    }
  }

  /** What was good once stays launched, whatever has become of its type since. */
  private boolean wasLaunched(Attempt parent, String id) throws JobLaunchException {
    try {
      return guarded(() -> jobs.hasLaunched(parent.id(), id));
    } catch (UnavailableException e) {
      throw new JobLaunchException(String.valueOf(e.getMessage()), e);
    }
  }

  private NewJob checked(String id, Attempt parent, JobRequest request, long now)
      throws ServiceException {
    Submission submission = SubJobRequest.submission(request);
    checks.get().check(submission, now);
    return Draft.of(submission, id, now, parent.id());
  }

  /** The id of the sub-job that a job launches with a key. */
  private static String idOf(String parent, String key) {
    return SubJobRequest.sha256(parent + END + key).substring(0, ID_DIGITS);
  }

  /**
   * Refuses a job that has no executions, because it has launched none and is not periodic.
   *
   * @param stats the job
   * @throws BadRequestException if that is so
   */
  public void requireAny(JobStats stats) throws BadRequestException {
    if (!Policy.isPolicy(stats) && stats.text("multiple_executions").isEmpty()) {
      throw new BadRequestException("job " + stats.id() + " has no executions");
    }
  }

  /**
   * A page of the sub-jobs of a job, the newest first. Those that have no record any more are left
   * out, but count.
   *
   * @param stats the job
   * @param page which page, from 1
   * @param pageSize how many jobs a page has
   * @param liveOnly whether those that have ended are passed over; then only the others count
   * @throws BadRequestException if the job has launched none
   * @throws UnavailableException if Redis is away
   */
  public ScheduledPage page(JobStats stats, long page, int pageSize, boolean liveOnly)
      throws ServiceException {
    requireAny(stats);
    long from = Math.multiplyExact(page - 1, (long) pageSize);
    if (!liveOnly) {
      List<String> ids = guarded(() -> jobs.subJobs(stats.id(), from, pageSize));
      long total = guarded(() -> jobs.numberOfSubJobs(stats.id()));
      return new ScheduledPage(guarded(() -> jobs.findAll(ids)), total);
    }
    List<JobStats> some = new ArrayList<>();
    long live = 0;
    for (long at = 0; ; at += A_LOOK) {
      long start = at;
      List<String> ids = guarded(() -> jobs.subJobs(stats.id(), start, A_LOOK));
      for (JobStats job : guarded(() -> jobs.findAll(ids))) {
        if (!job.isOver()) {
          if (live >= from && some.size() < pageSize) {
            some.add(job);
          }
          live++;
        }
      }
      if (ids.size() < A_LOOK) {
        return new ScheduledPage(some, live);
      }
    }
  }

  /**
   * All that a job has launched, directly or through others, as far as it is known. The job itself
   * must not launch any more.
   *
   * @param id the job
   * @param each called with the id of each
   * @throws ServiceException what that throws; {@link UnavailableException} if Redis is away
   */
  void eachBelow(String id, Visitor each) throws ServiceException {
    Deque<String> parents = new ArrayDeque<>(List.of(id));
    while (!parents.isEmpty()) {
      String parent = parents.remove();
      List<String> ids;
      long at = 0;
      do {
        long start = at;
        ids = guarded(() -> jobs.subJobs(parent, start, A_LOOK));
        for (String child : ids) {
          // First, so that it launches nothing that would be overlooked.
          each.visit(child);
          parents.add(child);
        }
        at += A_LOOK;
      } while (ids.size() == A_LOOK);
    }
  }

  /** What is done to each job. */
  interface Visitor {
    void visit(String id) throws ServiceException;
  }

  /**
   * The newest sub-jobs of a job.
   *
   * @param stats the job
   * @return up to {@value #SHOWN} ids, the newest first; empty for a job that launched none
   * @throws UnavailableException if Redis is away
   */
  public List<String> newest(JobStats stats) throws ServiceException {
    return stats.text("multiple_executions").isEmpty()
        ? List.of()
        : guarded(() -> jobs.subJobs(stats.id(), 0, SHOWN));
  }
}
