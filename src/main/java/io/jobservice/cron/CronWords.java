package io.jobservice.cron;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** Says six fields in plain English. */
final class CronWords {

  private static final int MOST_TIMES = 6;

  private final CronFields fields;

  CronWords(CronFields fields) {
    this.fields = fields;
  }

  /** Such as {@code at 02:30 every Monday}. */
  String sentence() {
    String days = days();
    if (isTimesOfDay()) {
      String daily = fields.dayOfMonth().any() && fields.dayOfWeek().any() ? " every day" : "";
      return "at " + timesOfDay() + daily + days;
    }
    return frequency() + days;
  }

  private boolean isTimesOfDay() {
    return fields.second().count() == 1
        && fields.hour().period() != 1
        && fields.hour().count() * fields.minute().count() <= MOST_TIMES;
  }

  private String timesOfDay() {
    List<String> times = new ArrayList<>();
    int second = fields.second().first();
    for (int hour : fields.hour().values()) {
      for (int minute : fields.minute().values()) {
        times.add(
            String.format("%02d:%02d", hour, minute)
                + (second == 0 ? "" : String.format(":%02d", second)));
      }
    }
    return listed(times);
  }

  /** From the finest field that is not just 0 to the coarsest that is not told by it. */
  private String frequency() {
    List<String> parts = new ArrayList<>();
    boolean told = tell(fields.second(), parts, false);
    told = tell(fields.minute(), parts, told);
    tell(fields.hour(), parts, told);
    return String.join(" of ", parts);
  }

  /**
   * Adds what a field says.
   *
   * @param told whether the finer field says it already when this one has all values
   * @return the same for the coarser field
   */
  private static boolean tell(FieldValues values, List<String> parts, boolean told) {
    String unit = values.field().label();
    boolean leads = parts.isEmpty();
    if (values.isFull()) {
      if (!told) {
        parts.add("every " + unit);
      }
      return true;
    }
    if (values.count() > 1 && values.period() > 0) {
      int period = values.period();
      parts.add(
          leads ? "every " + period + " " + unit + "s" : "every " + ordinal(period) + " " + unit);
      return true;
    }
    if (leads && values.count() == 1 && values.first() == 0) {
      return false;
    }
    if (leads && values.isLongRun()) {
      parts.add("every " + unit + " from " + values.first() + " to " + values.last());
    } else {
      parts.add((leads ? "at " : "") + numbered(unit, values));
    }
    return false;
  }

  /** Of divisors of 60 and 24. */
  private static String ordinal(int number) {
    return number + (number == 2 ? "nd" : number == 3 ? "rd" : "th");
  }

  private String days() {
    boolean everyDate = fields.dayOfMonth().any();
    boolean everyWeekday = fields.dayOfWeek().any();
    boolean everyMonth = fields.month().isFull();
    String months = everyMonth ? "every month" : names(fields.month(), CronWords::month);
    String inMonths = everyMonth ? "" : " in " + months;
    String dates = everyDate ? "" : " on " + numbered("day", fields.dayOfMonth()) + " of " + months;
    if (everyWeekday) {
      return everyDate ? inMonths : dates;
    }
    String weekdays =
        (fields.dayOfWeek().isLongRun() ? "from " : "every ")
            + names(fields.dayOfWeek(), CronWords::weekday)
            + inMonths;
    return everyDate ? " " + weekdays : dates + " and " + weekdays;
  }

  private static String numbered(String unit, FieldValues values) {
    return unit + (values.count() == 1 ? " " : "s ") + names(values, Integer::toString);
  }

  private static String names(FieldValues values, IntFunction<String> name) {
    if (values.isLongRun()) {
      return name.apply(values.first()) + " to " + name.apply(values.last());
    }
    return listed(values.values().stream().map(name::apply).toList());
  }

  private static String listed(List<String> items) {
    int last = items.size() - 1;
    return last == 0
        ? items.get(0)
        : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }

  private static String month(int number) {
    return Month.of(number).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String weekday(int number) {
    return DayOfWeek.of(number == 0 ? 7 : number).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }
}
