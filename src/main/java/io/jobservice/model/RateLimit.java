package io.jobservice.model;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many jobs of a type may start within a period, over all nodes.
 *
 * @param permits 1 to 1000000
 * @param per the period, whole seconds from 1 s to 24 h
 */
public record RateLimit(int permits, Duration per) {

  private static final int MOST_PERMITS = 1_000_000;
  private static final Duration LONGEST = Duration.ofHours(24);

  /** The number of a period that is one unit, as in {@code 5/s}, is left out. */
  private static final Pattern FORM = Pattern.compile("([0-9]{1,7})/([0-9]*)([a-z][0-9a-z]*)");

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public RateLimit {
    if (permits < 1 || permits > MOST_PERMITS) {
      throw new IllegalArgumentException("permits are 1 to " + MOST_PERMITS + ", not " + permits);
    }
    if (per.compareTo(Duration.ofSeconds(1)) < 0
        || per.compareTo(LONGEST) > 0
        || !per.equals(per.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("the period is 1 s to 24 h, whole seconds, not " + per);
    }
  }

  /**
   * Reads a limit.
   *
   * @param text such as {@code 100/m}, {@code 5/s}, {@code 1000/h} or {@code 10/30s}
   * @return the limit; empty when the text is none, or out of range
   */
  public static Optional<RateLimit> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String number = form.group(2).isEmpty() ? "1" : form.group(2);
    try {
      int permits = Integer.parseInt(form.group(1));
      return DurationText.parse(number + form.group(3)).map(per -> new RateLimit(permits, per));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    String period = DurationText.format(per);
    boolean oneUnit = period.length() == 2 && period.charAt(0) == '1';
    return permits + "/" + (oneUnit ? period.substring(1) : period);
  }
}
