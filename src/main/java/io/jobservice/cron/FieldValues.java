package io.jobservice.cron;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The values of one field.
 *
 * @param field which one
 * @param bits bit n is set when n is among them; never empty
 * @param any whether it is written as no restriction: {@code *} or {@code ?}, alone or in a list,
 *     with no step but 1. All values one by one are a restriction, which the either/or rule of the
 *     days tells apart.
 */
record FieldValues(CronField field, long bits, boolean any) {

  boolean contains(int value) {
    return value >= 0 && (bits & 1L << value) != 0;
  }

  List<Integer> values() {
    return IntStream.rangeClosed(field.least(), field.most())
        .filter(this::contains)
        .boxed()
        .toList();
  }

  int count() {
    return Long.bitCount(bits);
  }

  int first() {
    return Long.numberOfTrailingZeros(bits);
  }

  int last() {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
  }

  boolean isFull() {
    return count() == field.most() - field.least() + 1;
  }

  /** Whether they are three or more, and all from the first to the last. */
  boolean isLongRun() {
    return count() > 2 && count() == last() - first() + 1;
  }

  /**
   * The distance of values that begin at the least and go on to the end of the field, all as far
   * apart; 0 for others. The distance from the last around to the first is the same.
   */
  int period() {
    int range = field.most() - field.least() + 1;
    int step = range / count();
    return first() == field.least()
            && range % count() == 0
            && values().stream().allMatch(value -> (value - field.least()) % step == 0)
        ? step
        : 0;
  }

  /** One text for one meaning: {@code *}, one range, or a list of values and ranges. */
  String text() {
    boolean day = field == CronField.DAY_OF_MONTH || field == CronField.DAY_OF_WEEK;
    if (any || (isFull() && !day)) {
      return "*";
    }
    List<Integer> values = values();
    int step = count() > 2 ? values.get(1) - first() : 0;
    if (step > 0 && bits == evenly(step)) {
      return first() + "-" + last() + (step == 1 ? "" : "/" + step);
    }
    return values.stream()
        .filter(value -> !contains(value - 1) || !contains(value + 1))
        .map(value -> value + (contains(value + 1) && !contains(value - 1) ? "-" : ","))
        .collect(Collectors.joining())
        .replaceAll(",$", "");
  }

  /** From the first to the last value, as far apart as given. */
  private long evenly(int step) {
    long even = 0;
    for (int value = first(); value <= last(); value += step) {
      even |= 1L << value;
    }
    return even;
  }
}
