package io.jobservice.model;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes of data as people write them: {@code 10MiB}, {@code 512KiB}, {@code 4096}. The units are B,
 * KiB, MiB, GiB and TiB, each 1024 of the one before, in any case, with up to six digits; a bare
 * number means bytes.
 */
public final class SizeText {

  private static final String UNITS = "kmgt";
  private static final int BITS_A_UNIT = 10;

  // Six digits of TiB are far from overflowing a long.
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(?:([kmgt])i)?b?");

  private static final Pattern BYTES = Pattern.compile("[0-9]{1,18}b?");

  private SizeText() {}

  /**
   * Reads a size.
   *
   * @param text any text
   * @return the bytes, never negative; empty when the text is no size
   */
  public static OptionalLong parse(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    if (BYTES.matcher(plain).matches()) {
      return OptionalLong.of(Long.parseLong(plain.replace("b", "")));
    }
    Matcher parts = FORM.matcher(plain);
    if (!parts.matches() || !plain.endsWith("b")) {
      return OptionalLong.empty();
    }
    int unit = UNITS.indexOf(parts.group(2)) + 1;
    return OptionalLong.of(Long.parseLong(parts.group(1)) << (unit * BITS_A_UNIT));
  }

  /**
   * The shortest text that {@link #parse} reads back, such as {@code 10MiB}.
   *
   * @param bytes zero or more
   */
  public static String format(long bytes) {
    int unit = 0;
    long number = bytes;
    while (unit < UNITS.length() && number != 0 && number % 1024 == 0) {
      number /= 1024;
      unit++;
    }
    return unit == 0
        ? Long.toString(number)
        : number + UNITS.substring(unit - 1, unit).toUpperCase(Locale.ROOT) + "iB";
  }
}
