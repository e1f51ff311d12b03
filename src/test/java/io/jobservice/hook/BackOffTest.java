package io.jobservice.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackOffTest {

  @Test
  void doublesWithAFifthMoreOrLessBetweenTwoSecondsAndFiveMinutes() {
    long seed = new Random().nextLong();
    BackOff backOff = new BackOff(new SplittableRandom(seed));
    SplittableRandom numbers = new SplittableRandom(seed);
    for (int i = 0; i < 5000; i++) {
      int failures = 1 + (i % 2 == 0 ? numbers.nextInt(12) : numbers.nextInt(Integer.MAX_VALUE));
      double middle = Math.min(300_000, 2000 * Math.pow(2, failures - 1));
      assertThat(backOff.after(failures))
          .as("seed %d, failures %d", seed, failures)
          .isBetween(BackOff.SHORTEST, BackOff.LONGEST)
          .isGreaterThanOrEqualTo(Duration.ofMillis(Math.round(middle * 0.8)))
          .isLessThanOrEqualTo(Duration.ofMillis(Math.round(middle * 1.2)));
    }
  }

  @Test
  void whatFailedTogetherIsNotTriedTogether() {
    BackOff backOff = new BackOff(new SplittableRandom(1));

    assertThat(backOff.after(4)).isNotEqualTo(backOff.after(4));
  }
}
