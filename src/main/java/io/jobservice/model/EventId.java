package io.jobservice.model;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of an event, the same on all nodes. The id of a later event is greater.
 *
 * @param millis when it happened, in epoch milliseconds of Redis' clock, 0 or more
 * @param sequence tells events of one millisecond apart, 0 or more
 */
public record EventId(long millis, long sequence) implements Comparable<EventId> {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

  private static final Comparator<EventId> ORDER =
      Comparator.comparingLong(EventId::millis).thenComparingLong(EventId::sequence);

  /** Refuses what is negative. */
  public EventId {
    if (millis < 0 || sequence < 0) {
      throw new IllegalArgumentException(millis + "-" + sequence);
    }
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @param text any text
   * @return empty if that is no id
   */
  public static Optional<EventId> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new EventId(Long.parseLong(form.group(1)), Long.parseLong(form.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(EventId other) {
    return ORDER.compare(this, other);
  }

  /** The milliseconds and the number, with a dash between. */
  @Override
  public String toString() {
    return millis + "-" + sequence;
  }
}
