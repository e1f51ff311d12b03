package io.jobservice.core;

import io.jobservice.model.Cause;
import io.jobservice.model.Finding;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatus;
import io.jobservice.redis.HookOutbox;
import io.jobservice.redis.HookOutbox.Shown;
import io.jobservice.redis.JobFacts;
import io.jobservice.redis.JobFacts.Letter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be known of a job beside its state: its uniqueness claim and its status hook. */
final class WhyBeside {

  private final JobFacts facts;
  private final HookOutbox outbox;

  WhyBeside(JobFacts facts, HookOutbox outbox) {
    this.facts = facts;
    this.outbox = outbox;
  }

  List<Finding> of(Scene scene) {
    List<Finding> found = new ArrayList<>();
    if (!scene.job().text("claim").isEmpty()) {
      claim(scene).ifPresent(found::add);
    }
    if (!scene.job().text("web_hook_url").isEmpty()) {
      waiting(scene).ifPresent(found::add);
      givenUp(scene).ifPresent(found::add);
    }
    return found;
  }

  private Optional<Finding> claim(Scene scene) {
    JobStats job = scene.job();
    Optional<String> holder = facts.claimHolder(job);
    if (!job.isOver()) {
      return holder
          .filter(scene.id()::equals)
          .map(
              self ->
                  Finding.of(
                          Cause.HOLDS_CLAIM,
                          "It is unique: equal jobs are refused until it has ended.")
                      .help("jobservice wait", self));
    }
    boolean canBeRetried = job.status() == JobStatus.CANCELLED || job.number("die_at") > 0;
    return holder
        .filter(other -> canBeRetried && !other.equals(scene.id()) && lives(other))
        .map(
            other ->
                Finding.of(
                        Cause.CLAIM_HELD,
                        "The equal unique job "
                            + other
                            + " is under way, so that a retry of this one is refused until that has"
                            + " ended.")
                    .help("jobservice why", other)
                    .with("job", other));
  }

  private boolean lives(String other) {
    JobFacts.Seen seen = facts.look(other);
    return seen.isRecorded() && !seen.stats().isOver();
  }

  /** Events that nobody has tried in vain are on their way. */
  private Optional<Finding> waiting(Scene scene) {
    List<Shown> oldest = outbox.pendingOf(scene.id(), 1);
    if (oldest.isEmpty() || (oldest.get(0).failures() == 0 && scene.isLookedAfter())) {
      return Optional.empty();
    }
    Shown event = oldest.get(0);
    long waiting = Math.max(1, facts.waitingHooks(scene.id()));
    long next = (event.nextMillis() + 999) / 1000;
    Finding finding =
        Finding.of(
                Cause.HOOKS_WAITING,
                (waiting == 1
                        ? "1 event of its status hook waits"
                        : waiting + " events of its status hook wait")
                    + " for delivery to "
                    + event.endpoint()
                    + (event.failures() > 0
                        ? ", which has failed "
                            + event.failures()
                            + (event.failures() == 1 ? " time: " : " times: ")
                            + event.error()
                            + (next > scene.now() ? "; tried again in " + scene.until(next) : "")
                        : ", and no node is alive")
                    + ".")
            .help("jobservice hook list --job", scene.id())
            .with("events", waiting)
            .with("endpoint", event.endpoint())
            .with("failures", event.failures())
            .with("error", event.error());
    return Optional.of(next > 0 ? finding.with("next_at", next) : finding);
  }

  private Optional<Finding> givenUp(Scene scene) {
    List<Letter> letters = facts.deadLetters(scene.job());
    if (letters.isEmpty()) {
      return Optional.empty();
    }
    Letter last = letters.get(letters.size() - 1);
    return Optional.of(
        Finding.of(
                Cause.HOOKS_GIVEN_UP,
                (letters.size() == 1
                        ? "1 event of its status hook was"
                        : letters.size() + " events of its status hook were")
                    + " given up, the last one for "
                    + last.endpoint()
                    + ": "
                    + last.error()
                    + ".")
            .help("jobservice hook redeliver", last.event())
            .with("events", letters.stream().map(Letter::event).toList())
            .with("endpoint", last.endpoint())
            .with("error", last.error()));
  }
}
