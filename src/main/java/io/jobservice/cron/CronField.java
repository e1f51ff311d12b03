package io.jobservice.cron;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** The six fields of a line, in their order. */
enum CronField {
  SECOND("second", 0, 59, ""),
  MINUTE("minute", 0, 59, ""),
  HOUR("hour", 0, 23, ""),
  DAY_OF_MONTH("day of month", 1, 31, ""),
  MONTH("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
  DAY_OF_WEEK("day of week", 0, 6, "SUN MON TUE WED THU FRI SAT");

  /** No number of more digits is in a range here. */
  private static final String NUMBER = "[0-9]{1,9}";

  private final String label;
  private final int least;
  private final int most;
  private final String names;

  CronField(String label, int least, int most, String names) {
    this.label = label;
    this.least = least;
    this.most = most;
    this.names = names;
  }

  String label() {
    return label;
  }

  int least() {
    return least;
  }

  int most() {
    return most;
  }

  /** What a number or a name stands for, in range or not; empty when the text is neither. */
  OptionalInt read(String text) {
    int name = names().indexOf(text.toUpperCase(Locale.ROOT));
    if (name >= 0) {
      return OptionalInt.of(least + name);
    }
    return text.matches(NUMBER) ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }

  /** A value as the given text would write it, with a name or a number. */
  String write(int value, String like) {
    return names.isEmpty() || like.matches(NUMBER)
        ? Integer.toString(value)
        : names().get(value - least);
  }

  /** The values that may be written. */
  String allowed() {
    String numbers = least + " to " + most;
    return names.isEmpty()
        ? numbers
        : numbers + " or " + names().get(0) + " to " + names().get(most - least);
  }

  private List<String> names() {
    return names.isEmpty() ? List.of() : List.of(names.split(" "));
  }
}
