package io.jobservice.cron;

/**
 * A cron line that is refused. The message is one sentence that names the part of the line and its
 * text, the reason, and what to write instead.
 */
public final class InvalidCronException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_VALUE = 80;

  private final String field;
  private final String value;

  InvalidCronException(String field, String value, String reason, String remedy) {
    super(field + " '" + shortened(value) + "' " + reason + ": " + remedy);
    this.field = field;
    this.value = value;
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "...";
  }

  /**
   * The part of the line that is wrong: {@code second}, {@code minute}, {@code hour}, {@code day of
   * month}, {@code month}, {@code day of week}, {@code zone}, {@code duration} or {@code cron
   * line}.
   */
  public String field() {
    return field;
  }

  /** What is written there, whole. */
  public String value() {
    return value;
  }
}
