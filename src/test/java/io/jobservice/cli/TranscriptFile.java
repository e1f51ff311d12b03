package io.jobservice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A transcript: commands with what they print, as a person would paste it.
 *
 * <p>A line that begins with {@code $ } is a command, in the words of a shell; with {@code
 * NAME=VALUE} before it for its environment. After it come {@code < TEXT} (a line of its input),
 * lines of its standard output as they are, {@code ! TEXT} (a line of standard error) and {@code ?
 * N} (its exit code, 0 when left out). {@code @http} or {@code @direct} before a command says that
 * it is run in one way only, {@code @terminal N} that it is run on a terminal of N columns in UTC.
 * {@code $ id=COMMAND} keeps what the command prints as {@code $id}. Lines that begin with {@code
 * #} are for the reader.
 */
record TranscriptFile(String name, List<Step> steps) {

  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S)");

  /** A command with what is expected of it; the head is what the reader finds before it. */
  record Step(
      List<String> head,
      int line,
      String command,
      String mode,
      int columns,
      List<String> in,
      List<String> out,
      List<String> err,
      int code) {

    /** The step as it is written, with what the command has really done. */
    String written(Transcript.Result result) {
      StringBuilder text = new StringBuilder();
      head.forEach(line -> text.append(line).append('\n'));
      text.append("$ ").append(command).append('\n');
      in.forEach(line -> text.append("< ").append(line).append('\n'));
      text.append(result.out());
      result.err().lines().forEach(line -> text.append("! ").append(line).append('\n'));
      if (result.code() != 0) {
        text.append("? ").append(result.code()).append('\n');
      }
      return text.append('\n').toString();
    }
  }

  static TranscriptFile read(Path file) {
    try {
      return new TranscriptFile(
          file.getFileName().toString(), new Parser().parse(Files.readAllLines(file)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The words of a command, as a shell would see them. */
  static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    Matcher next = WORD.matcher(command);
    int end = 0;
    while (next.find()) {
      if (word != null && next.start() > end) {
        words.add(word.toString());
        word = null;
      }
      word = word == null ? new StringBuilder() : word;
      for (int group = 1; group <= 3; group++) {
        word.append(next.group(group) == null ? "" : next.group(group));
      }
      end = next.end();
    }
    if (word != null) {
      words.add(word.toString());
    }
    return words;
  }

  /** Reads line by line. */
  private static final class Parser {
    private final List<Step> steps = new ArrayList<>();
    private List<String> head = new ArrayList<>();
    private String mode = "";
    private int columns = -1;
    private Step current;

    List<Step> parse(List<String> lines) {
      for (int i = 0; i < lines.size(); i++) {
        take(lines.get(i), i + 1);
      }
      add();
      return steps;
    }

    private void take(String line, int number) {
      if (line.startsWith("$ ")) {
        add();
        current =
            new Step(
                head,
                number,
                line.substring(2),
                mode,
                columns,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                0);
        head = new ArrayList<>();
        mode = "";
        columns = -1;
      } else if (line.startsWith("@terminal ")) {
        head.add(line);
        columns = Integer.parseInt(line.substring("@terminal ".length()));
      } else if (line.startsWith("@")) {
        head.add(line);
        mode = line.substring(1);
      } else if (line.startsWith("< ")) {
        current.in.add(line.substring(2));
      } else if (line.startsWith("! ")) {
        current.err.add(line.substring(2));
      } else if (line.startsWith("? ")) {
        current =
            new Step(
                current.head,
                current.line,
                current.command,
                current.mode,
                current.columns,
                current.in,
                current.out,
                current.err,
                Integer.parseInt(line.substring(2)));
      } else if (line.startsWith("#")) {
        head.add(line);
        head.add("");
      } else if (current != null) {
        current.out.add(line);
      }
    }

    private void add() {
      if (current != null) {
        // The empty line before the next command is for the reader.
        while (!current.out.isEmpty() && current.out.get(current.out.size() - 1).isEmpty()) {
          current.out.remove(current.out.size() - 1);
        }
        steps.add(current);
      }
    }
  }
}
