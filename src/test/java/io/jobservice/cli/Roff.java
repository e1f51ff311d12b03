package io.jobservice.cli;

import java.util.List;
import java.util.Locale;

/** A manual page that is being written, with the man macros; no line of it is longer than 80. */
final class Roff {

  private static final int WIDTH = 80;

  private final StringBuilder page = new StringBuilder();
  private final StringBuilder line = new StringBuilder();

  /** A text in bold letters, which stay in one line. */
  static String bold(String text) {
    return "\\fB" + unbroken(text) + "\\fR";
  }

  /** A text in slanted letters, which stay in one line. */
  static String italic(String text) {
    return "\\fI" + unbroken(text) + "\\fR";
  }

  void comment(String text) {
    page.append(".\\\" ").append(text).append('\n');
  }

  void title(String name, int section, String date, String manual) {
    String title = escaped(name.toUpperCase(Locale.ROOT));
    page.append(
        ".TH \"%s\" %d \"%s\" \"jobservice\" \"%s\"%n".formatted(title, section, date, manual));
    // Names of options are not to be taken apart, nor lines that hold them pulled to the edge.
    page.append(".nh\n.ad l\n");
  }

  void section(String title) {
    page.append(".SH ").append(title).append('\n');
  }

  void paragraph() {
    page.append(".PP\n");
  }

  /** Adds the words of a text to the paragraph. */
  Roff text(String text) {
    for (String word : text.split(" +", -1)) {
      raw(escaped(word));
    }
    return this;
  }

  /** Adds a word that is roff already. */
  Roff raw(String word) {
    if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
      end();
    }
    line.append(line.isEmpty() ? "" : " ").append(word);
    return this;
  }

  /** Ends the line. A dot at its beginning would make it a request. */
  void end() {
    page.append(line.length() > 0 && line.charAt(0) == '.' ? "\\&" : "").append(line).append('\n');
    line.setLength(0);
  }

  /** A tag, and what is to be said of it, sentence by sentence. */
  void item(String tag, List<String> sentences) {
    page.append(".TP\n").append(tag).append('\n');
    sentences.forEach(sentence -> text(sentence).end());
  }

  /** Lines that stay as they are. */
  void literal(List<String> lines) {
    page.append(".nf\n");
    lines.forEach(text -> page.append(escaped(text)).append('\n'));
    page.append(".fi\n");
  }

  @Override
  public String toString() {
    return page.toString();
  }

  private static String unbroken(String text) {
    return escaped(text).replace(" ", "\\ ");
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("'", "\\(aq")
        .replace("^", "\\(ha")
        .replace("~", "\\(ti")
        .replace("`", "\\(ga");
  }
}
