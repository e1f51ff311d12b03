package io.jobservice.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the service in a log of text: {@code --- attempt 2, TIME, on NODE ---}, or other words
 * between such dashes.
 *
 * @param words what is between the dashes
 * @param attempt the attempt that begins, if it says so
 */
record LogNotice(String words, Optional<Attempt> attempt) {

  private static final String BEGIN = "--- ";
  private static final String END = " ---";

  private static final Pattern ATTEMPT =
      Pattern.compile("attempt ([0-9]{1,18}), (" + LogText.TIME + "), on (.*)");

  /** The beginning of an attempt. */
  record Attempt(long number, String time, String node) {

    /** As a line of text. */
    String line() {
      return LogNotice.line("attempt " + number + ", " + time + ", on " + node);
    }
  }

  /** What a line says, or empty if it is no such line. */
  static Optional<LogNotice> of(String line) {
    if (!line.startsWith(BEGIN)
        || !line.endsWith(END)
        || line.length() < BEGIN.length() + END.length()) {
      return Optional.empty();
    }
    String words = line.substring(BEGIN.length(), line.length() - END.length());
    Matcher attempt = ATTEMPT.matcher(words);
    return Optional.of(
        new LogNotice(
            words,
            attempt.matches()
                ? Optional.of(
                    new Attempt(
                        Long.parseLong(attempt.group(1)), attempt.group(2), attempt.group(3)))
                : Optional.empty()));
  }

  /** Words as a line of text. */
  static String line(String words) {
    return BEGIN + words + END;
  }
}
