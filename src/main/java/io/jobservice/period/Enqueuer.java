package io.jobservice.period;

import io.jobservice.core.Policy;
import io.jobservice.core.UnreadablePolicyException;
import io.jobservice.model.JobStats;
import io.jobservice.redis.PolicyTurns;
import io.jobservice.redis.PolicyTurns.Due;
import io.jobservice.redis.PolicyTurns.Enqueued;
import io.jobservice.redis.PolicyTurns.Planned;
import io.jobservice.redis.PolicyTurns.Turn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the policies their next executions, when it is the turn of each. Every node has one; Redis
 * gives each turn to one of them, so that they share the work, and any may go away. {@link #turn}
 * is called from one thread, {@link #wake} from any.
 */
public final class Enqueuer {

  private static final Logger LOG = LoggerFactory.getLogger(Enqueuer.class);
  private static final long SHORTEST_SLEEP = 5;
  private static final long LONGEST_SLEEP = 30;
  private static final int MOST_TOLD = 10_000;

  private final PolicyTurns turns;
  private final Semaphore woken = new Semaphore(0);
  private final Set<String> told = new HashSet<>();

  /**
   * An enqueuer of a namespace.
   *
   * @param turns those of the policies
   */
  public Enqueuer(PolicyTurns turns) {
    this.turns = turns;
  }

  /**
   * Sees to some policies whose turn it is, then waits for the next turn, some seconds at least and
   * half a minute at most, unless there are more of them now.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void turn() throws InterruptedException {
    Turn turn = seeToThoseDue();
    if (!turn.hasMore()) {
      sleep(turn);
    }
  }

  /** Sees to some policies whose turn it is, and does not wait. */
  Turn seeToThoseDue() {
    Turn turn = turns.turn();
    List<Work> work = new ArrayList<>();
    turn.due().forEach(due -> plan(due, turn.now()).ifPresent(work::add));
    if (!work.isEmpty()) {
      carryOut(work);
    }
    return turn;
  }

  /** Ends its sleep: it is some policy's turn before its time. */
  public void wake() {
    woken.release();
  }

  private void sleep(Turn turn) throws InterruptedException {
    OptionalLong next = turn.nextAt();
    long wait = next.isPresent() ? next.getAsLong() - turn.now() : LONGEST_SLEEP;
    long seconds = Math.max(SHORTEST_SLEEP, Math.min(LONGEST_SLEEP, wait));
    if (woken.tryAcquire(seconds, TimeUnit.SECONDS)) {
      woken.drainPermits();
    }
  }

  /** A policy, and what its turn comes to. */
  private record Work(Policy policy, Planning.Outcome outcome) {

    Planned planned() {
      return new Planned(policy.record(), policy.entry(), outcome.plan());
    }
  }

  /** What is wrong with one policy is no matter to the others. */
  private Optional<Work> plan(Due due, long now) {
    try {
      Policy policy = Policy.of(due.policy());
      return Optional.of(new Work(policy, Planning.of(policy, due, now)));
    } catch (UnreadablePolicyException | RuntimeException e) {
      postpone(due.policy(), e.getMessage() == null ? e.toString() : e.getMessage());
      return Optional.empty();
    }
  }

  private void carryOut(List<Work> work) {
    List<Enqueued> enqueued = turns.enqueueAll(work.stream().map(Work::planned).toList());
    for (int i = 0; i < enqueued.size(); i++) {
      Work done = work.get(i);
      JobStats record = done.policy.record();
      switch (enqueued.get(i)) {
        case DONE -> {
          told.remove(record.id());
          tell(done.policy, done.outcome);
        }
        case REFUSED -> postpone(record, "a key of it in Redis holds something else");
        case STALE -> LOG.debug("policy {}: it has changed meanwhile", record.id());
      }
    }
  }

  private void postpone(JobStats record, String reason) {
    if (told.size() < MOST_TOLD && told.add(record.id())) {
      LOG.warn(
          "policy {} of {} does not fire: {}; it is looked at again every hour",
          record.id(),
          record.name(),
          reason);
    }
    turns.postpone(record.id());
  }

  private static void tell(Policy policy, Planning.Outcome outcome) {
    if (outcome.missed() == 0) {
      return;
    }
    LOG.info(
        "policy {} of {}: {}",
        policy.record().id(),
        policy.record().name(),
        outcome.sentence(policy.misfire()));
  }
}
