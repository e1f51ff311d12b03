package io.jobservice.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoNumberTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "1, 1",
    "1.5, 1.5",
    "0.1, 0.1",
    "-12.25, -12.25",
    "100, 100",
    "1e20, 100000000000000000000",
    "1e21, 1e+21",
    "1.5e300, 1.5e+300",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "1.25e-7, 1.25e-7",
    "123456789012345678, 123456789012345680",
    "9007199254740993, 9007199254740992",
    "4.9e-324, 5e-324",
    "2e23, 2e+23",
    "1.7976931348623157e308, 1.7976931348623157e+308"
  })
  void printsAsGoDoes(double value, String expected) {
    assertThat(GoNumber.format(value)).isEqualTo(expected);
  }

  @Test
  void printsTheFewestDigitsThatReadBack() {
    Random random = new Random(20261122);
    for (int i = 0; i < 10_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value) && value != 0) {
        String text = GoNumber.format(value);
        assertThat(Double.parseDouble(text)).as(text).isEqualTo(value);
        int digits = new BigDecimal(text).stripTrailingZeros().precision();
        assertThat(digits).as(text).isEqualTo(fewestDigits(value));
      }
    }
  }

  /** Found by trying, independently of how the text is made. */
  private static int fewestDigits(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < 17; digits++) {
      for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
        if (exact.round(new MathContext(digits, mode)).doubleValue() == value) {
          return exact.round(new MathContext(digits, mode)).stripTrailingZeros().precision();
        }
      }
    }
    return 17;
  }
}
