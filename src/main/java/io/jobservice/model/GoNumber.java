package io.jobservice.model;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as Go's {@code encoding/json} prints a {@code float64}: the shortest digits that read
 * back as the same double, without an exponent from 1e-6 up to 1e21, else as {@code 1e+21} and
 * {@code 1e-7}.
 */
final class GoNumber {

  private static final double SMALLEST_PLAIN = 1e-6;
  private static final double SMALLEST_EXPONENT = 1e21;

  private GoNumber() {}

  static String format(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal shortest = shortest(Math.abs(value));
    String digits = shortest.unscaledValue().toString();
    int exponent = digits.length() - 1 - shortest.scale();
    double magnitude = Math.abs(value);
    String text =
        magnitude < SMALLEST_PLAIN || magnitude >= SMALLEST_EXPONENT
            ? scientific(digits, exponent)
            : shortest.toPlainString();
    return value < 0 ? "-" + text : text;
  }

  /**
   * Java's shortest form has at least two digits, Go's has one where one is enough: 5e-324, which
   * Java prints as 4.9E-324.
   */
  private static BigDecimal shortest(double magnitude) {
    BigDecimal candidate =
        new BigDecimal(NumberOutput.toString(magnitude, true)).stripTrailingZeros();
    if (candidate.precision() != 2) {
      return candidate;
    }
    BigDecimal down = oneDigit(candidate, RoundingMode.DOWN);
    BigDecimal up = oneDigit(candidate, RoundingMode.UP);
    BigDecimal exact = new BigDecimal(magnitude);
    boolean downReads = down.doubleValue() == magnitude;
    boolean upReads = up.doubleValue() == magnitude;
    if (downReads && upReads) {
      return exact.subtract(down).compareTo(up.subtract(exact)) <= 0 ? down : up;
    }
    return downReads ? down : upReads ? up : candidate;
  }

  private static BigDecimal oneDigit(BigDecimal number, RoundingMode mode) {
    return number.round(new MathContext(1, mode)).stripTrailingZeros();
  }

  private static String scientific(String digits, int exponent) {
    StringBuilder text = new StringBuilder().append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    return text.append('e').append(exponent < 0 ? '-' : '+').append(Math.abs(exponent)).toString();
  }
}
