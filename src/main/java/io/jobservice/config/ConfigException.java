package io.jobservice.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A configuration with mistakes: all of them, not only the first. The message has one line for
 * each; none shows a secret.
 */
public final class ConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  private final List<Problem> problems;

  /**
   * An error made of problems.
   *
   * @param problems at least one
   */
  public ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("no problem, no exception");
    }
    this.problems = List.copyOf(problems);
  }

  /** What is wrong: by line, then what has no line, then the environment. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * One mistake. Its text is the line to show, such as {@code config.yml:12: worker_pool.workers:
   * 'abc' is not a whole number; allowed are 1 to 10000}.
   *
   * @param source the file as it was named, or {@code environment} and the name of the variable
   * @param line the line in the file, from 1
   * @param option the path of the option, with dots; empty when it is no option, or a variable
   * @param value what was given, without its secrets; empty when it does not matter
   * @param message what is wrong and what is allowed, as the rest of a sentence after the value
   */
  public record Problem(
      String source, OptionalInt line, String option, Optional<String> value, String message) {

    private static final int LONGEST_VALUE = 80;
    private static final Pattern NO_NAME = Pattern.compile("(?s)[:/@=,\\s\\p{Cntrl}].*");

    /**
     * Cuts the option where no name goes on: who writes {@code redis_url:redis://..} without the
     * space has a password in what YAML takes for the name.
     */
    public Problem {
      Objects.requireNonNull(source);
      Objects.requireNonNull(line);
      option = NO_NAME.matcher(option).replaceFirst("..");
      Objects.requireNonNull(value);
      Objects.requireNonNull(message);
    }

    @Override
    public String toString() {
      return source
          + (line.isPresent() ? ":" + line.getAsInt() : "")
          + ": "
          + (option.isEmpty() ? "" : option + ": ")
          + value.map(v -> "'" + printable(v) + "' ").orElse("")
          + message;
    }

    /** Short, and without characters that would move a terminal's cursor. */
    private static String printable(String text) {
      String clean = text.replaceAll("\\p{Cntrl}", "?");
      return clean.length() <= LONGEST_VALUE ? clean : clean.substring(0, LONGEST_VALUE) + "..";
    }
  }
}
