package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.model.PendingLimits;
import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.JobStore.Submitted;
import io.jobservice.testing.Submissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PendingLimitsTest extends StoreFixture {

  private static final PendingLimits TWO_A_TYPE =
      new PendingLimits(OptionalInt.empty(), OptionalInt.of(2), Map.of("MANY", 3));
  private static final PendingLimits FOUR_IN_ALL =
      new PendingLimits(OptionalInt.of(4), OptionalInt.empty(), Map.of());

  private final Submissions submissions = new Submissions(new SplittableRandom(3));

  private List<String> taken(PendingLimits limits, NewJob... batch) {
    return jobs.submitAll(List.of(batch), limits).stream().map(PendingLimitsTest::word).toList();
  }

  private static String word(Submitted submitted) {
    return submitted instanceof Submitted.Full full
        ? full.type().orElse("all") + " " + full.waiting() + " of " + full.limit()
        : submitted.getClass().getSimpleName();
  }

  private NewJob later(String type) {
    long now = redis.clock().seconds();
    return submissions.job(type, now, Optional.empty(), false, now + 3600);
  }

  @Test
  void aQueueTakesNoMoreThanItsLimitAndLeavesNothingOfTheRest() {
    NewJob refused = job("A");

    assertThat(taken(TWO_A_TYPE, job("A"), job("A"), refused, job("B"), later("A")))
        .containsExactly("Taken", "Taken", "A 2 of 2", "Taken", "Taken");
    assertThat(taken(TWO_A_TYPE, job("MANY"), job("MANY"), job("MANY"), job("MANY")))
        .containsExactly("Taken", "Taken", "Taken", "MANY 3 of 3");
    assertThat(jobs.find(refused.entry().id())).isEmpty();
    assertThat(indexed()).doesNotContain(refused.entry().id()).hasSize(7);
    assertThat(probe.redis().hexists(probe.key("job_track:inprogress"), refused.entry().id()))
        .isFalse();
  }

  @Test
  void whatWaitsInAllCountsQueuesAndTimes() {
    assertThat(taken(FOUR_IN_ALL, job("A"), later("A"), job("B")))
        .containsExactly("Taken", "Taken", "Taken");
    assertThat(taken(FOUR_IN_ALL, job("C"), job("D"), later("E")))
        .containsExactly("Taken", "all 4 of 4", "all 4 of 4");
  }

  @Test
  void aQueueThatWasEmptiedTakesJobsAgain() {
    join(POOL, "A");
    taken(TWO_A_TYPE, job("A"), job("A"));
    assertThat(taken(TWO_A_TYPE, job("A"))).containsExactly("A 2 of 2");

    fetch(POOL, 1, false);

    assertThat(taken(TWO_A_TYPE, job("A"))).containsExactly("Taken");
    assertThat(taken(FOUR_IN_ALL, job("B"), job("B"), job("B")))
        .containsExactly("Taken", "Taken", "all 4 of 4");
  }

  @Test
  void whatWaitsForJobsThatHaveEndedGoesOnTheQueueAndCounts() {
    NewJob ended = job("B");
    jobs.submit(ended);
    jobs.stop(ended.entry().id());
    taken(TWO_A_TYPE, job("A"), job("A"));

    assertThat(taken(TWO_A_TYPE, after(job("A"), ended, "any"), after(job("A"), ended, "success")))
        .containsExactly("A 2 of 2", "Awaits");
  }

  private static NewJob after(NewJob job, NewJob other, String status) {
    Map<String, String> stats = new LinkedHashMap<>(job.stats());
    stats.put("status", "Scheduled");
    stats.put("after", other.entry().id());
    stats.put("after_status", status);
    return new NewJob(job.entry(), job.runAt(), stats, job.once());
  }

  @Test
  void theSameSubmissionSentTwiceIsKnownAlthoughAllIsFull() {
    NewJob job = job("A");
    taken(TWO_A_TYPE, job, job("A"));

    assertThat(taken(TWO_A_TYPE, job)).containsExactly("Known");
  }

  @Test
  void aRehearsalSaysTheSame() {
    taken(TWO_A_TYPE, job("A"), job("A"));

    List<String> words = new ArrayList<>();
    jobs.rehearsal(TWO_A_TYPE)
        .next(List.of(job("A"), job("B"), later("A")))
        .forEach(submitted -> words.add(word(submitted)));

    assertThat(words).containsExactly("A 2 of 2", "Taken", "Taken");
  }
}
