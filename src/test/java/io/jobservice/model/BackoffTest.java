package io.jobservice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {

  private static final long CENTURY = 3_155_760_000L;

  /** Draws the least of everything. */
  private static final RandomGenerator LEAST = () -> 0;

  /** Draws the most of everything. */
  private static final RandomGenerator MOST = () -> -1;

  private static Backoff parse(String json) throws Exception {
    return Backoff.parse(StrictJson.parse(json));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 16, 74",
    "2, 31, 118",
    "3, 96, 212",
    "10, 10015, 10334",
    "237, 3154956576, 3154963478",
  })
  void theStandardIsThatOfTheLayout(long fails, long least, long most) {
    TreeSet<Long> drawn = new TreeSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      drawn.add(Backoff.standard().delaySeconds(fails, random));
    }
    assertThat(drawn).hasSize(30);
    assertThat(drawn.first()).isEqualTo(least);
    assertThat(drawn.last()).isEqualTo(most);
  }

  @ParameterizedTest
  @ValueSource(longs = {238, 10_000, 55_109, 3_000_000_000L, Long.MAX_VALUE})
  void theStandardEndsAtAHundredYears(long fails) {
    assertThat(Backoff.standard().delaySeconds(fails, LEAST)).isEqualTo(CENTURY);
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "2, 20", "3, 40", "5, 160", "6, 300", "64, 300", "65, 300", "9999999, 300"})
  void anExponentialOneDoublesUpToItsLongest(long fails, long seconds) {
    Backoff backoff = Backoff.exponential(Duration.ofSeconds(10), Duration.ofMinutes(5));
    assertThat(backoff.delaySeconds(fails, MOST)).isEqualTo(seconds);
  }

  @Test
  void theLongestDelayIsReachedWithoutAnOverflow() {
    Backoff backoff = Backoff.exponential(Duration.ofMillis(1), Backoff.LONGEST);
    long before = 0;
    for (long fails = 1; fails < 200; fails++) {
      long delay = backoff.delaySeconds(fails, LEAST);
      assertThat(delay).isBetween(before, Backoff.LONGEST.toSeconds());
      before = delay;
    }
    assertThat(before).isEqualTo(Backoff.LONGEST.toSeconds());
    assertThat(backoff.delaySeconds(Long.MAX_VALUE, LEAST)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"PT0.001S, 1", "PT1S, 1", "PT1.001S, 2", "PT2S, 2"})
  void delaysAreRoundedUpToWholeSeconds(Duration delay, long seconds) {
    assertThat(Backoff.fixed(delay).delaySeconds(1, LEAST)).isEqualTo(seconds);
    assertThat(Backoff.fixed(delay).delaySeconds(1_000_000, LEAST)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource({"0, 100, 100", "0.2, 81, 100", "1, 1, 100"})
  void jitterIsDrawnBelowTheDelay(double jitter, long least, long most) {
    TreeSet<Long> drawn = new TreeSet<>();
    Random random = new Random(1);
    Backoff backoff = Backoff.fixed(Duration.ofSeconds(100)).withJitter(jitter);
    for (int i = 0; i < 5000; i++) {
      drawn.add(backoff.delaySeconds(1, random));
    }
    assertThat(drawn.first()).isEqualTo(least);
    assertThat(drawn.last()).isEqualTo(most);
    assertThat(drawn).hasSize((int) (most - least + 1));
  }

  @Test
  void aJobThatHasNotFailedWaitsForNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.standard().delaySeconds(0, LEAST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"standard\"}",
        "{\"kind\":\"fixed\",\"initial\":\"1m30s\"}",
        "{\"kind\":\"fixed\",\"initial\":\"500ms\",\"jitter\":1}",
        "{\"kind\":\"exponential\",\"initial\":\"10s\",\"max\":\"5m\",\"jitter\":0.2}"
      })
  void itsJsonReadsBack(String json) throws Exception {
    assertThat(parse(json).toJson()).isEqualTo(json);
    assertThat(parse(parse(json).toJson())).isEqualTo(parse(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'kind':'fixed','initial':90,'max':null} | {'kind':'fixed','initial':'1m30s'}",
        "{'kind':'fixed','initial':0.25} | {'kind':'fixed','initial':'250ms'}",
        "{'kind':'exponential','initial':'10s'} |"
            + " {'kind':'exponential','initial':'10s','max':'1d'}",
        "{'kind':'exponential','initial':'2d','jitter':0} |"
            + " {'kind':'exponential','initial':'2d','max':'2d'}",
      })
  void whatIsLeftOutOrWrittenOtherwiseHasOneForm(String json, String form) throws Exception {
    assertThat(parse(json.replace('\'', '"')).toJson()).isEqualTo(form.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "5 | JSON | 'backoff' must be an object",
        "{} | BAD_REQUEST | 'backoff.kind' must be 'standard', 'fixed' or 'exponential'",
        "{'kind':'Fixed'} | BAD_REQUEST | 'backoff.kind' must be 'standard', 'fixed' or",
        "{'kind':5} | JSON | 'backoff.kind' must be a text",
        "{'kind':'fixed'} | BAD_REQUEST | 'backoff.initial' is required with the kind fixed",
        "{'kind':'fixed','initial':true} | JSON | 'backoff.initial' must be a duration",
        "{'kind':'fixed','initial':'soon'} | BAD_REQUEST | 'backoff.initial' must be a duration",
        "{'kind':'fixed','initial':-1} | BAD_REQUEST | 'backoff.initial' must be a duration",
        "{'kind':'fixed','initial':1e300} | BAD_REQUEST | 'backoff.initial' must be a duration",
        "{'kind':'fixed','initial':0} | BAD_REQUEST | 'backoff.initial' must be from 1ms to 365d",
        "{'kind':'fixed','initial':'366d'} | BAD_REQUEST | 'backoff.initial' must be from 1ms to",
        "{'kind':'fixed','initial':1,'max':2} | BAD_REQUEST | 'backoff.max' has no meaning with",
        "{'kind':'standard','jitter':0.1} | BAD_REQUEST | 'backoff.jitter' has no meaning with",
        "{'kind':'standard','initial':1} | BAD_REQUEST | 'backoff.initial' has no meaning with",
        "{'kind':'exponential','initial':5,'max':4} | BAD_REQUEST | 'backoff.max' must not be less",
        "{'kind':'exponential','initial':5,'max':'366d'} | BAD_REQUEST | 'backoff.max' must be from",
        "{'kind':'fixed','initial':5,'jitter':1.5} | BAD_REQUEST | 'backoff.jitter' must be from 0",
        "{'kind':'fixed','initial':5,'jitter':'0.5'} | JSON | 'backoff.jitter' must be a number",
        "{'kind':'fixed','initial':5,'jiter':0.5} | BAD_REQUEST | 'backoff.jiter' is not known; a"
            + " back-off has kind, initial, max, jitter",
      })
  void theFieldThatIsWrongIsNamed(String json, ErrorCode code, String message) {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> parse(json.replace('\'', '"')))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e).hasMessageStartingWith(message);
            });
  }

  @Test
  void noneCanBeMadeOutOfItsRanges() {
    Duration second = Duration.ofSeconds(1);
    Duration minute = Duration.ofMinutes(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(Backoff.Kind.FIXED, second, minute, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Backoff.fixed(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> Backoff.exponential(minute, second));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.fixed(second).withJitter(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> Backoff.standard().withJitter(0.1));
  }
}
