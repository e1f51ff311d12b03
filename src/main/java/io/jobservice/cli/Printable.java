package io.jobservice.cli;

/**
 * Text of others made safe to print: a job's error must not move the cursor or colour the screen of
 * whoever reads it. Control characters are shown as JSON writes them.
 */
final class Printable {

  private Printable() {}

  /** As one line. */
  static String line(String text) {
    return escaped(text, "");
  }

  /** As lines: line breaks and tabs stay. */
  static String lines(String text) {
    return escaped(text, "\n\t");
  }

  private static String escaped(String text, String kept) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isISOControl(c) || kept.indexOf(c) >= 0) {
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
