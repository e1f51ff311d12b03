package io.jobservice.redis;

import io.jobservice.model.PendingLimits;
import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.JobStore.Once;
import io.jobservice.redis.JobStore.Submitted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the submission of a list of jobs would come to, found without writing anything. It remembers
 * what it was shown, since jobs of one list may be in each other's way. Not safe to share.
 */
public final class Rehearsal {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Redis redis;
  private final Set<String> claims = new HashSet<>();
  private final Map<String, String> keys = new HashMap<>();

  private final Function<NewJob, String> awaited;
  private final PendingLimits limits;

  /** {@code awaited} gives what a job waits for, as scripts read it. */
  Rehearsal(Redis redis, Function<NewJob, String> awaited, PendingLimits limits) {
    this.redis = redis;
    this.awaited = awaited;
    this.limits = limits;
  }

  /**
   * Shows it the next jobs of the list.
   *
   * @param jobs the jobs
   * @return what would come of each, in their order; an earlier answer is not told
   * @throws RedisUnavailableException if Redis does not answer within two seconds
   */
  public List<Submitted> next(List<NewJob> jobs) {
    if (jobs.isEmpty()) {
      return List.of();
    }
    Arguments args = new Arguments().add(redis.keys().prefix()).add(limits.inAll().orElse(0));
    for (NewJob job : jobs) {
      args.add(Claim.of(job.entry()))
          .add(job.once().map(once -> Claim.digest(once.key())).orElse(""))
          .add(job.once().map(once -> Claim.digest(once.request())).orElse(""))
          .add(job.runAt())
          .add(awaited.apply(job))
          .add(job.entry().name())
          .add(limits.of(job.entry().name()).orElse(0));
    }
    List<?> replies =
        Replies.list(
            redis.patiently(
                PATIENCE,
                () -> redis.runUntimed("rehearse", redis.keys().jobIndex(), args.list())));
    List<Submitted> results = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      Submitted alone = JobStore.submitted(replies.get(i));
      results.add(isIn(alone) ? amongOthers(jobs.get(i), alone) : alone);
    }
    return results;
  }

  private static boolean isIn(Submitted alone) {
    return alone instanceof Submitted.Taken || alone instanceof Submitted.Awaits;
  }

  private Submitted amongOthers(NewJob job, Submitted alone) {
    Optional<Once> once = job.once();
    String request = once.isPresent() ? keys.get(once.get().key()) : null;
    if (request != null) {
      boolean same = request.equals(once.orElseThrow().request());
      return same ? new Submitted.Again("") : new Submitted.Reused();
    }
    String claim = Claim.of(job.entry());
    if (!claim.isEmpty() && !claims.add(claim)) {
      return new Submitted.Conflict(Optional.empty());
    }
    once.ifPresent(key -> keys.put(key.key(), key.request()));
    return alone;
  }
}
