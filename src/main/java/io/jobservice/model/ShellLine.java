package io.jobservice.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A command line that somebody may paste into a POSIX shell. What comes from records, which anybody
 * may have written, is quoted, so that it is never more than one word of the line. Immutable.
 */
public final class ShellLine {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:@%/=+-]+");

  /** Unseen when pasted, or a key to the terminal: control and format characters, separators. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  /** To the command line this is another job. */
  private static final String LAST = "@last";

  private final String line;
  private final boolean isSafe;

  private ShellLine(String line, boolean isSafe) {
    this.line = line;
    this.isSafe = isSafe;
  }

  /**
   * A line that begins with these words.
   *
   * @param words as a shell reads them, none of them from elsewhere
   */
  public static ShellLine of(String words) {
    return new ShellLine(words, true);
  }

  /**
   * The same with one more word.
   *
   * @param word any text
   */
  public ShellLine word(String word) {
    boolean isOther = word.isEmpty() || word.startsWith("-") || word.equals(LAST);
    return new ShellLine(
        line + " " + quoted(word), isSafe && !isOther && !UNSEEN.matcher(word).find());
  }

  /**
   * The same with an option and its value.
   *
   * @param name the option, as {@code --hook}
   * @param value any text
   */
  public ShellLine option(String name, String value) {
    return new ShellLine(line + " " + name, isSafe).word(value);
  }

  /**
   * The same with an option without a value.
   *
   * @param name the option
   */
  public ShellLine option(String name) {
    return new ShellLine(line + " " + name, isSafe);
  }

  /**
   * The line; empty when a word of it is empty, would be read as something else, or has characters
   * unseen.
   */
  public Optional<String> text() {
    return isSafe ? Optional.of(line) : Optional.empty();
  }

  /**
   * A word as a shell reads it.
   *
   * @param word any text
   */
  public static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
