package io.jobservice.cron;

import java.time.Month;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The six fields of a line. A time matches when its second, minute, hour, month and day do; the day
 * does when both of its fields match, or either of them where both are restrictions.
 */
record CronFields(
    FieldValues second,
    FieldValues minute,
    FieldValues hour,
    FieldValues dayOfMonth,
    FieldValues month,
    FieldValues dayOfWeek) {

  private static final CronField[] ORDER = CronField.values();

  /**
   * Reads six texts.
   *
   * @throws InvalidCronException if one is wrong, or if no day is ever matched
   */
  static CronFields read(String[] texts) throws InvalidCronException {
    FieldValues[] values = new FieldValues[ORDER.length];
    for (int i = 0; i < ORDER.length; i++) {
      values[i] = new FieldReader(ORDER[i]).read(texts[i]);
    }
    CronFields fields =
        new CronFields(values[0], values[1], values[2], values[3], values[4], values[5]);
    if (fields.neverFires()) {
      throw new InvalidCronException(
          CronField.DAY_OF_MONTH.label(),
          texts[3],
          "never comes in month '" + texts[4] + "', so that the line never fires",
          "write a day up to " + fields.longestMonth() + ", or another month");
    }
    return fields;
  }

  /** A day of the week comes in every month, and so does the first of 28 days. */
  private boolean neverFires() {
    return dayOfWeek.any() && dayOfMonth.first() > longestMonth();
  }

  private int longestMonth() {
    return month.values().stream().mapToInt(number -> Month.of(number).maxLength()).max().orElse(0);
  }

  /** Whether a day need match one of the two day fields only. */
  boolean isEitherDay() {
    return !dayOfMonth.any() && !dayOfWeek.any();
  }

  /** Six fields of numbers that mean the same; equal for all lines that mean the same fields. */
  String text() {
    return Stream.of(second, minute, hour, dayOfMonth, month, dayOfWeek)
        .map(FieldValues::text)
        .collect(Collectors.joining(" "));
  }
}
