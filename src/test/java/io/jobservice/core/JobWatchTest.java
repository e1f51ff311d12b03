package io.jobservice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.model.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobWatchTest {

  private static final JobState PENDING = new JobState("Pending", 1, 0, 0, 0, false);
  private static final JobState RUNNING = new JobState("Running", 1, 1, 0, 0, false);
  private static final JobState SUCCESS = new JobState("Success", 1, 1, 9, 0, true);

  private final Map<String, JobState> states = new HashMap<>();
  private final List<Collection<String>> looks = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private long nanos;
  private boolean away;
  private final JobWatch watch = new JobWatch(this::read, () -> nanos);

  private Map<String, JobState> read(Collection<String> ids) {
    if (away) {
      throw new IllegalStateException("away");
    }
    looks.add(ids);
    Map<String, JobState> found = new HashMap<>(states);
    found.keySet().retainAll(ids);
    return found;
  }

  private void await(String id, JobState was, String name) {
    watch.await(id, was, Duration.ofSeconds(30), () -> told.add(name));
  }

  @Test
  void oneIsToldOnceWhenItsJobChanges() {
    states.put("a", PENDING);
    await("a", PENDING, "one");
    watch.look();
    assertThat(told).isEmpty();
    states.put("a", RUNNING);
    watch.look();
    watch.look();
    assertThat(told).containsExactly("one");
    assertThat(watch.waiting()).isZero();
  }

  @Test
  void whatHadChangedBeforeIsNews() {
    states.put("a", RUNNING);
    await("a", PENDING, "one");
    watch.look();
    assertThat(told).containsExactly("one");
  }

  @Test
  void anEndAndAMissingJobAreNews() {
    states.put("a", SUCCESS);
    await("a", SUCCESS, "ended");
    await("b", PENDING, "gone");
    watch.look();
    assertThat(told).containsExactly("ended", "gone");
  }

  @Test
  void manyWhoWaitForOneJobCostOneLook() {
    states.put("a", PENDING);
    await("a", PENDING, "one");
    await("a", PENDING, "two");
    await("a", RUNNING, "three");
    assertThat(watch.look()).isEqualTo(1);
    assertThat(looks).hasSize(1);
    assertThat(told).containsExactly("three");
  }

  @Test
  void whoseTimeIsOverIsToldThoughRedisIsAway() {
    await("a", PENDING, "one");
    away = true;
    assertThatThrownBy(watch::look).isInstanceOf(IllegalStateException.class);
    assertThat(told).isEmpty();
    nanos += Duration.ofSeconds(30).toNanos();
    watch.look();
    assertThat(told).containsExactly("one");
  }

  @Test
  void oneThatCannotBeToldKeepsNoneOfTheOthersFromIt() {
    watch.await(
        "a",
        PENDING,
        Duration.ofSeconds(1),
        () -> {
          throw new IllegalStateException("gone");
        });
    await("a", PENDING, "one");
    assertThatThrownBy(watch::look).hasMessage("gone");
    assertThat(told).containsExactly("one");
  }

  @Test
  void aWatchThatIsClosedTellsAllAndWhoeverComesLater() {
    states.put("a", PENDING);
    await("a", PENDING, "one");
    watch.close();
    await("a", PENDING, "two");
    assertThat(told).containsExactly("one", "two");
  }
}
