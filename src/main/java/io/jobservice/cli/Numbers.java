package io.jobservice.cli;

import java.util.Locale;

/** How numbers are written for people: alike in every locale, for others read our output too. */
final class Numbers {

  private Numbers() {}

  /** A count, as 12,345. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A count of jobs, as 1 job or 12,345 jobs. */
  static String jobs(long count) {
    return count(count) + (count == 1 ? " job" : " jobs");
  }

  /** With one digit after the point, as 1234.5. */
  static String decimal(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  /** How many there were in some time, as 12,345/s. */
  static String rate(long count, double seconds) {
    return String.format(Locale.ROOT, "%,.0f/s", count / seconds);
  }
}
