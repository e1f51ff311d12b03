package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.model.LogLevel;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log as lines of text: on a terminal, or on the way to one, in the colours of their levels, and
 * without what would move its cursor.
 */
final class LogAsText implements LogShape {

  private final Looks looks;
  private final Lines lines;

  /**
   * What the lines look like.
   *
   * @param console whether there are colours
   * @param forEyes whether a terminal may get them
   * @param stamped whether each begins with the time of its entry
   * @param marked what is marked in colours
   */
  record Looks(Console console, boolean forEyes, boolean stamped, Optional<Pattern> marked) {}

  LogAsText(Looks looks, Lines lines) {
    this.looks = looks;
    this.lines = lines;
  }

  @Override
  public void add(LogPart part) throws IOException {
    String text = part.text();
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      lines.add(line(text.substring(from, end), part).getBytes(UTF_8));
      from = end + 1;
    }
    if (from == 0 && !looks.forEyes() && stamped(text, part).equals(text) && !part.isJson()) {
      // Byte for byte, also what is not UTF-8.
      lines.add(part.raw().bytes());
    } else {
      lines.add(line(text.substring(from), part).getBytes(UTF_8));
    }
  }

  private String line(String line, LogPart part) {
    String stamped = stamped(line, part);
    if (!looks.forEyes()) {
      return stamped;
    }
    // A log of Windows has one at the end of each line.
    boolean ended = stamped.endsWith("\r");
    return painted(
        Printable.lines(ended ? stamped.substring(0, stamped.length() - 1) : stamped), part);
  }

  private String stamped(String line, LogPart part) {
    return !looks.stamped() || part.stamp().map(line::startsWith).orElse(true)
        ? line
        : part.stamp().get() + " " + line;
  }

  private String painted(String line, LogPart part) {
    StringBuilder painted = new StringBuilder();
    int from = 0;
    if (looks.marked().isPresent()) {
      Matcher found = looks.marked().get().matcher(line);
      while (found.find()) {
        painted.append(inColour(line.substring(from, found.start()), part));
        painted.append(looks.console().painted(found.group(), Paint.REVERSE));
        from = found.end();
      }
    }
    return painted.append(inColour(line.substring(from), part)).toString();
  }

  private String inColour(String text, LogPart part) {
    if (text.isEmpty()) {
      return text;
    }
    if (part.role() == LogPart.Role.NOTICE) {
      return looks.console().painted(text, Paint.DIM);
    }
    String colored = looks.console().painted(text, part.level().map(Paint::ofLevel).orElse(null));
    return part.level().filter(level -> level == LogLevel.FATAL).isPresent()
        ? looks.console().painted(colored, Paint.BOLD)
        : colored;
  }
}
