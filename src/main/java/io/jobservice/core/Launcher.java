package io.jobservice.core;

import static io.jobservice.core.Guarded.guarded;

import io.jobservice.job.JobKind;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.ConflictException;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.JobId;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatsJson;
import io.jobservice.model.PendingLimits;
import io.jobservice.model.ServiceException;
import io.jobservice.model.TooManyException;
import io.jobservice.model.UnavailableException;
import io.jobservice.redis.JobStore;
import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.JobStore.Submitted;
import io.jobservice.redis.PolicyStore;
import io.jobservice.redis.RedisClock;
import io.jobservice.redis.RedisUnavailableException;
import io.jobservice.redis.Rehearsal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Takes jobs in: has what was asked for checked, and gives it to Redis in pieces. Safe to share.
 */
final class Launcher {

  /** What one script call takes in; Redis does nothing else meanwhile. */
  private static final int JOBS_A_CALL = 500;

  /** Queues that are full empty at any pace; who asks this often does no harm. */
  private static final Duration WORTH_ANOTHER_TRY = Duration.ofSeconds(5);

  /** What one round trip takes in. */
  private static final int POLICIES_A_CALL = 50;

  private final Supplier<LaunchCheck> checks;
  private final JobStore jobs;
  private final PendingLimits limits;
  private final RedisClock clock;
  private final RandomGenerator random;
  private final PolicyLauncher policies;

  Launcher(
      Supplier<LaunchCheck> checks,
      JobStore jobs,
      PolicyStore policies,
      PendingLimits limits,
      RedisClock clock,
      RandomGenerator random) {
    this.checks = checks;
    this.jobs = jobs;
    this.limits = limits;
    this.clock = clock;
    this.random = random;
    this.policies = new PolicyLauncher(policies, clock, random, jobs::find);
  }

  /** See {@link Controller#launch}. */
  String launch(LaunchRequest request) throws ServiceException {
    return only(take(List.of(request), checks.get()));
  }

  /** See {@link Controller#launchAll}. */
  List<Launched> launchAll(List<LaunchRequest> requests) throws UnavailableException {
    LaunchCheck check = checks.get();
    List<Launched> results = new ArrayList<>(requests.size());
    for (List<LaunchRequest> piece : pieces(requests)) {
      try {
        results.addAll(take(piece, check));
      } catch (UnavailableException e) {
        if (results.isEmpty()) {
          throw e;
        }
        // Some are taken in, which their sender has to know.
        while (results.size() < requests.size()) {
          results.add(new Launched.Failed(e));
        }
        return results;
      }
    }
    return results;
  }

  /** See {@link Controller#check}. */
  String check(LaunchRequest request) throws ServiceException {
    return only(checkAll(List.of(request)));
  }

  /** See {@link Controller#checkAll}. */
  List<Launched> checkAll(List<LaunchRequest> requests) throws UnavailableException {
    LaunchCheck check = checks.get();
    Rehearsal rehearsal = jobs.rehearsal(limits);
    Set<String> claims = new HashSet<>();
    List<Launched> results = new ArrayList<>(requests.size());
    for (List<LaunchRequest> piece : pieces(requests)) {
      results.addAll(
          isPolicy(piece.get(0))
              ? policies.checkAll(piece, check, rehearsal, claims)
              : each(
                  piece, check, batch -> guarded(() -> rehearsal.next(batch)), Launcher::planned));
    }
    return results;
  }

  private static String only(List<Launched> results) throws ServiceException {
    if (results.get(0) instanceof Launched.Failed failed) {
      throw failed.error();
    }
    return ((Launched.Done) results.get(0)).job();
  }

  /** What goes to Redis at once: policies by themselves, since they have executions to write. */
  private static List<List<LaunchRequest>> pieces(List<LaunchRequest> requests) {
    List<List<LaunchRequest>> pieces = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= requests.size(); to++) {
      boolean policies = isPolicy(requests.get(from));
      if (to == requests.size()
          || to - from == (policies ? POLICIES_A_CALL : JOBS_A_CALL)
          || policies != isPolicy(requests.get(to))) {
        pieces.add(requests.subList(from, to));
        from = to;
      }
    }
    return pieces;
  }

  private static boolean isPolicy(LaunchRequest request) {
    return request.submission().kind() == JobKind.PERIODIC;
  }

  private List<Launched> take(List<LaunchRequest> piece, LaunchCheck check)
      throws UnavailableException {
    return isPolicy(piece.get(0))
        ? policies.launchAll(piece, check)
        : each(piece, check, batch -> guarded(() -> jobs.submitAll(batch, limits)), this::answer);
  }

  /** What is done with the jobs that pass the checks. */
  private interface Step {
    List<Submitted> run(List<NewJob> batch) throws UnavailableException;
  }

  private List<Launched> each(
      List<LaunchRequest> requests,
      LaunchCheck check,
      Step step,
      BiFunction<NewJob, Submitted, String> answer)
      throws UnavailableException {
    long now = clock.seconds();
    Launched[] results = new Launched[requests.size()];
    List<NewJob> batch = new ArrayList<>(results.length);
    for (int i = 0; i < results.length; i++) {
      try {
        check.check(requests.get(i).submission(), now);
        batch.add(Draft.of(requests.get(i), JobId.random(random), now));
      } catch (UnavailableException e) {
        throw e;
      } catch (ServiceException e) {
        results[i] = new Launched.Failed(e);
      }
    }
    List<Submitted> submitted = batch.isEmpty() ? List.of() : step.run(batch);
    int next = 0;
    for (int i = 0; i < results.length; i++) {
      if (results[i] == null) {
        results[i] = result(requests.get(i), batch.get(next), submitted.get(next), answer);
        next++;
      }
    }
    return List.of(results);
  }

  private Launched result(
      LaunchRequest request,
      NewJob job,
      Submitted submitted,
      BiFunction<NewJob, Submitted, String> answer) {
    Optional<ServiceException> refusal = refusal(submitted, limits);
    return refusal.isPresent()
        ? new Launched.Failed(refusal.get())
        : new Launched.Done(
            JobStatsJson.withWarnings(answer.apply(job, submitted), warnings(request)));
  }

  /** Clients that know one form of request only send an empty line with the other kinds. */
  private static List<String> warnings(LaunchRequest request) {
    return request.submission().cronSpec().isPresent()
        ? List.of("'cron_spec' goes with the kind Periodic only and has no effect")
        : List.of();
  }

  /** Why a job was not taken in, if it was not. */
  static Optional<ServiceException> refusal(Submitted submitted) {
    return refusal(submitted, PendingLimits.none());
  }

  private static Optional<ServiceException> refusal(Submitted submitted, PendingLimits limits) {
    if (submitted instanceof Submitted.Conflict conflict) {
      return Optional.of(conflict(conflict.holder()));
    }
    if (submitted instanceof Submitted.Missing missing) {
      return Optional.of(
          new BadRequestException("there is no job " + missing.id() + " to wait for"));
    }
    if (submitted instanceof Submitted.Reused) {
      return Optional.of(
          new BadRequestException(
              ErrorCode.IDEMPOTENCY_KEY_REUSED,
              "this Idempotency-Key came with another request within 24 hours; use a new one"));
    }
    if (submitted instanceof Submitted.Full full) {
      return Optional.of(full(full, limits));
    }
    if (submitted instanceof Submitted.Refused refused) {
      return Optional.of(new ConflictException("Redis refuses the job: " + refused.reason()));
    }
    return Optional.empty();
  }

  private static TooManyException full(Submitted.Full full, PendingLimits limits) {
    String what =
        full.type().map(type -> "jobs wait on the queue " + type).orElse("jobs wait in all");
    String option =
        full.type()
            .map(
                type ->
                    limits.types().containsKey(type)
                        ? "jobs.types." + type + ".max_pending"
                        : "limits.max_pending_per_type")
            .orElse("limits.max_pending");
    return new TooManyException(
        full.waiting()
            + " "
            + what
            + ", and "
            + option
            + " of this service allows "
            + full.limit()
            + "; submit it again later",
        WORTH_ANOTHER_TRY);
  }

  private String answer(NewJob job, Submitted submitted) {
    if (submitted instanceof Submitted.Again again) {
      return again.answer();
    }
    return JobStatsJson.toJson(
        submitted instanceof Submitted.Known ? stored(job) : taken(job, submitted));
  }

  /** An earlier send of this very call was taken in, its reply was lost. */
  private JobStats stored(NewJob job) {
    JobStats submitted = JobStats.of(job.stats());
    try {
      return jobs.find(job.entry().id()).orElse(submitted);
    } catch (RedisUnavailableException e) {
      return submitted;
    }
  }

  private static String planned(NewJob job, Submitted submitted) {
    return JobStatsJson.planned(taken(job, submitted));
  }

  /** What others were found to be decides how a job is that was to wait for them. */
  private static JobStats taken(NewJob job, Submitted submitted) {
    if (!(submitted instanceof Submitted.Awaits awaits)) {
      return JobStats.of(job.stats());
    }
    Map<String, String> stats = new HashMap<>(job.stats());
    stats.put("status", awaits.status());
    if (!awaits.stopReason().isEmpty()) {
      stats.put("stop_reason", awaits.stopReason());
      stats.put("ended_at", stats.get("enqueue_time"));
    }
    return JobStats.of(stats);
  }

  static ConflictException conflict(Optional<String> holder) {
    return new ConflictException(
        "an equal unique job is under way" + holder.map(id -> ": " + id).orElse(""));
  }

  static String notAName(String name) {
    return "'" + name + "' is no job name: use 1 to 128 of A-Z a-z 0-9 _ . -";
  }
}
