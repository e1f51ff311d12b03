package io.jobservice.cli;

import org.jline.utils.WCWidth;

/**
 * Text of others made safe to print: a job's error must not move the cursor or colour the screen of
 * whoever reads it, nor turn or break its lines unseen. Such characters are shown as JSON writes
 * them.
 */
final class Printable {

  /** Below it, each character takes a column of its own. */
  private static final int FIRST_COMBINING = 0x300;

  /** Marks that turn the direction of what follows, separators of lines, the byte order mark. */
  private static final String UNSEEN =
      "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff";

  private Printable() {}

  /** As one line. */
  static String line(String text) {
    return escaped(text, "");
  }

  /** As lines: line breaks and tabs stay. */
  static String lines(String text) {
    return escaped(text, "\n\t");
  }

  /** As a cell of a table: one line, without two spaces in a row. */
  static String cell(String text) {
    String line = line(text);
    return line.contains("  ") ? line.replaceAll(" {2,}", " ") : line;
  }

  /** How many columns of a terminal the text takes, which has no control characters. */
  static int width(String text) {
    if (text.chars().allMatch(c -> c < FIRST_COMBINING)) {
      return text.length();
    }
    return text.codePoints().map(WCWidth::wcwidth).map(width -> Math.max(0, width)).sum();
  }

  /** The text in so many columns at most; what is cut off leaves an ellipsis. */
  static String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int left = columns - 1;
    for (int point : text.codePoints().toArray()) {
      left -= Math.max(0, WCWidth.wcwidth(point));
      if (left < 0) {
        break;
      }
      kept.appendCodePoint(point);
    }
    return kept.append('…').toString();
  }

  private static boolean isUnsafe(int c) {
    return Character.isISOControl(c) || UNSEEN.indexOf(c) >= 0;
  }

  private static String escaped(String text, String kept) {
    if (text.chars().noneMatch(Printable::isUnsafe)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isUnsafe(c) || kept.indexOf(c) >= 0) {
        shown.append(c);
      } else {
        shown.append(
            switch (c) {
              case '\n' -> "\\n";
              case '\r' -> "\\r";
              case '\t' -> "\\t";
              default -> String.format("\\u%04x", (int) c);
            });
      }
    }
    return shown.toString();
  }
}
