package io.jobservice.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some attempts of a job in a row.
 *
 * @param first the number of the first one, 1 or more
 * @param last that of the last one, at least the first
 */
public record AttemptRange(long first, long last) {

  /** All attempts. */
  public static final AttemptRange ALL = new AttemptRange(1, Long.MAX_VALUE);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})(?:(-)([0-9]{1,18})?)?");

  /** Refuses what is no range. */
  public AttemptRange {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("no attempts: " + first + " to " + last);
    }
  }

  /**
   * Reads {@code 3}, {@code 2-4} or {@code 2-}.
   *
   * @param text any text
   * @return the range; empty when the text is none
   */
  public static Optional<AttemptRange> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    long first = Long.parseLong(form.group(1));
    long last = first;
    if (form.group(2) != null) {
      last = form.group(3) == null ? Long.MAX_VALUE : Long.parseLong(form.group(3));
    }
    return first < 1 || last < first
        ? Optional.empty()
        : Optional.of(new AttemptRange(first, last));
  }

  /**
   * What two ranges have in common.
   *
   * @param other the other one
   */
  public Optional<AttemptRange> and(AttemptRange other) {
    long from = Math.max(first, other.first);
    long to = Math.min(last, other.last);
    return from > to ? Optional.empty() : Optional.of(new AttemptRange(from, to));
  }

  /** The text that {@link #parse} reads back. */
  public String text() {
    if (last == Long.MAX_VALUE) {
      return first + "-";
    }
    return first == last ? Long.toString(first) : first + "-" + last;
  }
}
