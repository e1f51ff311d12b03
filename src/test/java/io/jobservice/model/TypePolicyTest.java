package io.jobservice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypePolicyTest {

  private static TypePolicy policy(int maxFails, int maxConcurrency, int priority, Duration time) {
    return new TypePolicy(
        OptionalInt.of(maxFails),
        Optional.empty(),
        OptionalInt.of(maxConcurrency),
        OptionalInt.of(priority),
        Optional.of(time),
        Optional.empty(),
        OptionalInt.empty());
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 1, PT0.001S", "10000, 100000, 10000, PT720H"})
  void theEndsOfTheRangesAreIn(int maxFails, int maxConcurrency, int priority, Duration timeout) {
    assertThat(policy(maxFails, maxConcurrency, priority, timeout).timeout()).contains(timeout);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, PT1S",
    "10001, 0, 1, PT1S",
    "1, -1, 1, PT1S",
    "1, 100001, 1, PT1S",
    "1, 0, 0, PT1S",
    "1, 0, 10001, PT1S",
    "1, 0, 1, PT0S",
    "1, 0, 1, PT720H0.001S",
  })
  void whatIsBeyondThemIsNot(int maxFails, int maxConcurrency, int priority, Duration timeout) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy(maxFails, maxConcurrency, priority, timeout));
  }

  @Test
  void noPolicySaysNothing() {
    TypePolicy none = TypePolicy.none();
    assertThat(none.maxFails()).isEmpty();
    assertThat(none.backoff()).isEmpty();
    assertThat(none.maxConcurrency()).isEmpty();
    assertThat(none.priority()).isEmpty();
    assertThat(none.timeout()).isEmpty();
    assertThat(none.rateLimit()).isEmpty();
  }
}
