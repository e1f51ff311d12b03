package io.jobservice.core;

import static io.jobservice.core.Guarded.guarded;

import io.jobservice.model.ConflictException;
import io.jobservice.model.JobEntry;
import io.jobservice.model.JobId;
import io.jobservice.model.JobStats;
import io.jobservice.model.ServiceException;
import io.jobservice.model.Submission;
import io.jobservice.model.UnavailableException;
import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.JobStore.Once;
import io.jobservice.redis.JobStore.Submitted;
import io.jobservice.redis.PolicyStore;
import io.jobservice.redis.PolicyStore.Created;
import io.jobservice.redis.PolicyStore.NewPolicy;
import io.jobservice.redis.RedisClock;
import io.jobservice.redis.RedisUnavailableException;
import io.jobservice.redis.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Takes policies in. Safe to share. */
final class PolicyLauncher {

  private final PolicyStore policies;
  private final RedisClock clock;
  private final RandomGenerator random;
  private final RecordReader records;

  /** Reads what an earlier send of the same call has stored. */
  interface RecordReader {
    Optional<JobStats> find(String id);
  }

  PolicyLauncher(
      PolicyStore policies, RedisClock clock, RandomGenerator random, RecordReader records) {
    this.policies = policies;
    this.clock = clock;
    this.random = random;
    this.records = records;
  }

  /** Takes some in that are of the kind Periodic. */
  List<Launched> launchAll(List<LaunchRequest> requests, LaunchCheck check)
      throws UnavailableException {
    long now = guarded(policies::now);
    Launched[] results = new Launched[requests.size()];
    PolicyDraft[] drafts = new PolicyDraft[results.length];
    List<NewPolicy> batch = new ArrayList<>(results.length);
    for (int i = 0; i < results.length; i++) {
      try {
        drafts[i] = draft(requests.get(i).submission(), check, now);
        batch.add(drafts[i].toNewPolicy(requests.get(i).idempotency()));
      } catch (UnavailableException e) {
        throw e;
      } catch (ServiceException e) {
        results[i] = new Launched.Failed(e);
      }
    }
    List<Created> created = batch.isEmpty() ? List.of() : guarded(() -> policies.createAll(batch));
    int next = 0;
    for (int i = 0; i < results.length; i++) {
      if (results[i] == null) {
        results[i] = launched(drafts[i], created.get(next++));
      }
    }
    return List.of(results);
  }

  private Launched launched(PolicyDraft draft, Created created) {
    Optional<ServiceException> refusal = refusal(created.outcome());
    if (refusal.isPresent()) {
      return new Launched.Failed(refusal.get());
    }
    if (created.outcome() instanceof Submitted.Again again) {
      return new Launched.Done(again.answer());
    }
    JobStats taken = draft.numbered(created.number());
    JobStats record = created.outcome() instanceof Submitted.Known ? stored(taken) : taken;
    return new Launched.Done(PolicyAnswer.of(draft.policy(), record, draft.now()));
  }

  private JobStats stored(JobStats taken) {
    try {
      return records.find(taken.id()).orElse(taken);
    } catch (RedisUnavailableException e) {
      return taken;
    }
  }

  /**
   * Checks some as {@link #launchAll} would, and takes nothing in; {@code claims} has those of the
   * policies that came before in the same list.
   */
  List<Launched> checkAll(
      List<LaunchRequest> requests, LaunchCheck check, Rehearsal rehearsal, Set<String> claims)
      throws UnavailableException {
    List<Launched> results = new ArrayList<>(requests.size());
    for (LaunchRequest request : requests) {
      try {
        results.add(new Launched.Done(check(request, check, rehearsal, claims)));
      } catch (UnavailableException e) {
        throw e;
      } catch (ServiceException e) {
        results.add(new Launched.Failed(e));
      }
    }
    return results;
  }

  private String check(
      LaunchRequest request, LaunchCheck check, Rehearsal rehearsal, Set<String> claims)
      throws ServiceException {
    PolicyDraft draft = draft(request.submission(), check, clock.seconds());
    String planned = PolicyAnswer.planned(draft.policy(), draft.now());
    if (request.idempotency().isPresent()) {
      NewJob job = standIn(draft, request.idempotency().get());
      Submitted came = guarded(() -> rehearsal.next(List.of(job))).get(0);
      Optional<ServiceException> refusal = refusal(came);
      if (refusal.isPresent()) {
        throw refusal.get();
      }
      if (came instanceof Submitted.Again) {
        return planned;
      }
    }
    if (draft.claim().isPresent()) {
      String claim = draft.claim().get();
      Optional<String> holder = guarded(() -> policies.holder(claim));
      if (holder.isPresent() || !claims.add(claim)) {
        throw conflict(holder);
      }
    }
    return planned;
  }

  /** What a rehearsal needs to look for the key. */
  private static NewJob standIn(PolicyDraft draft, Controller.Idempotency key) {
    JobStats record = draft.policy().record();
    JobEntry entry =
        JobEntry.fresh(record.name(), record.id(), draft.now(), Optional.empty(), false);
    Once once = new Once(key.key(), key.request(), "");
    return new NewJob(entry, 0, draft.stats(), Optional.of(once));
  }

  private PolicyDraft draft(Submission submission, LaunchCheck check, long now)
      throws ServiceException {
    check.check(submission, now);
    try {
      return PolicyDraft.of(
          submission, Policy.line(submission.cronSpec().orElseThrow()), JobId.random(random), now);
    } catch (UnreadablePolicyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<ServiceException> refusal(Submitted outcome) {
    return outcome instanceof Submitted.Conflict conflict
        ? Optional.of(conflict(conflict.holder()))
        : Launcher.refusal(outcome);
  }

  static ConflictException conflict(Optional<String> holder) {
    return new ConflictException(
        "an equal unique periodic job is in force" + holder.map(id -> ": " + id).orElse(""));
  }
}
