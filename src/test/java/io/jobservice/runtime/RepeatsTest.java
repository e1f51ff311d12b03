package io.jobservice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.model.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatsTest {

  private final AtomicLong nanos = new AtomicLong(-5);
  private final Repeats repeats = new Repeats(nanos::get);
  private final List<String> told = new ArrayList<>();

  private boolean passes(String pattern) {
    return passes(pattern, "");
  }

  private boolean passes(String pattern, String thrown) {
    Repeats.Answer answer =
        repeats.count(
            new Repeats.Kind("logger", LogLevel.ERROR, pattern, thrown), () -> event(pattern));
    tell(answer.over());
    return answer.passes();
  }

  private void tell(List<Repeats.Held> over) {
    over.forEach(
        held ->
            told.add(
                held.first().message() + " " + held.count() + " " + held.time().toSeconds() + "s"));
  }

  private static ServiceEvent event(String message) {
    return new ServiceEvent(
        Instant.EPOCH, LogLevel.ERROR, "t", "logger", message, Map.of(), Optional.empty());
  }

  private void after(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private int passing(String pattern, int times) {
    int passing = 0;
    for (int i = 0; i < times; i++) {
      passing += passes(pattern) ? 1 : 0;
    }
    return passing;
  }

  @Test
  void tenPassAndTheOthersAreToldWhenTheTimeIsOver() {
    assertThat(passing("a {}", 133)).isEqualTo(10);

    after(Duration.ofMillis(9_999));
    tell(repeats.over());
    assertThat(told).isEmpty();
    after(Duration.ofMillis(1));
    tell(repeats.over());
    tell(repeats.over());

    assertThat(told).containsExactly("a {} 123 10s");
  }

  @Test
  void afterTheTimeTenMorePass() {
    passing("a", 11);
    after(Duration.ofSeconds(10));

    assertThat(passing("a", 11)).isEqualTo(10);
    assertThat(told).as("the first tells what was before").containsExactly("a 1 10s");
  }

  @Test
  void whatDiffersIsCountedByItself() {
    assertThat(passing("a", 10) + passing("b", 10)).isEqualTo(20);
    for (int i = 0; i < 10; i++) {
      assertThat(passes("a", "java.io.IOException")).isTrue();
    }
    assertThat(passes("a", "java.io.IOException")).isFalse();
  }

  @Test
  void noMoreThanTenLeaveNothingToTell() {
    passing("a", 10);
    after(Duration.ofMinutes(1));
    tell(repeats.over());
    tell(repeats.all());

    assertThat(told).isEmpty();
  }

  @Test
  void atTheEndAllIsTold() {
    passing("a", 12);
    after(Duration.ofSeconds(4));
    tell(repeats.all());

    assertThat(told).containsExactly("a 2 4s");
  }

  @Test
  void itRemembersAThousandKindsAndForgetsNothingThatWasHeldBack() {
    passing("first", 12);
    for (int i = 0; i < 5_000; i++) {
      passes("kind " + i);
    }
    assertThat(told).containsExactly("first 2 0s");
    passing("kind 4999", 20);

    assertThat(passing("first", 1)).as("it was forgotten").isEqualTo(1);
    tell(repeats.all());
    assertThat(told).containsExactly("first 2 0s", "kind 4999 11 0s");
  }

  @Test
  void whatIsRememberedOfALongMessageIsShort() {
    String wide = "x".repeat(100_000);
    passing(wide + "1", 11);

    assertThat(passing(wide + "2", 1)).as("another message").isEqualTo(1);
    assertThat(repeats.all().get(0).first().message()).hasSizeLessThan(600);
  }
}
