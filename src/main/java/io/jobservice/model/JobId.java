package io.jobservice.model;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The form of ids: 24 lower-case hex digits, 96 random bits; an execution of a periodic job has its
 * policy's id, {@code @} and its due second.
 */
public final class JobId {

  private static final int BYTES = 12;
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{24}(?:@[0-9]{1,12})?");
  private static final Pattern BEGINNING = Pattern.compile("[0-9a-z@-]{4,64}");
  private static final HexFormat HEX = HexFormat.of();

  private JobId() {}

  /**
   * A new id.
   *
   * @param random where its bits come from
   */
  public static String random(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HEX.formatHex(bytes);
  }

  /**
   * Whether a text has the form of an id.
   *
   * @param text any text
   */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * Whether jobs may be looked for by a text as the beginning of their ids, which may be those of
   * other producers: 4 to 64 of {@code 0-9 a-z @ -}.
   *
   * @param text any text
   */
  public static boolean isBeginning(String text) {
    return BEGINNING.matcher(text).matches();
  }
}
