package io.jobservice.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One cause why a job is in its state, with what it was found by.
 *
 * @param cause the cause
 * @param text a sentence for people
 * @param command the command that helps, if there is one
 * @param facts what the sentence is made of: numbers, texts and lists of texts by name, in order;
 *     times are epoch seconds, spans are seconds
 */
public record Finding(
    Cause cause, String text, Optional<String> command, Map<String, Object> facts) {

  /** Copies the facts. */
  public Finding {
    Objects.requireNonNull(cause);
    Objects.requireNonNull(text);
    Objects.requireNonNull(command);
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /**
   * A finding without facts.
   *
   * @param cause the cause
   * @param text a sentence
   */
  public static Finding of(Cause cause, String text) {
    return new Finding(cause, text, Optional.empty(), Map.of());
  }

  /**
   * The same with a command.
   *
   * @param words its words as a shell reads them, such as {@code jobservice stop}, none of them
   *     from a record
   * @param more further words, any texts; when one of them cannot be pasted there is no command
   */
  public Finding help(String words, String... more) {
    ShellLine line = ShellLine.of(words);
    for (String word : more) {
      line = line.word(word);
    }
    return help(line.text());
  }

  /**
   * The same with a command, or without one.
   *
   * @param line the text of a {@link ShellLine}
   */
  public Finding help(Optional<String> line) {
    return new Finding(cause, text, line, facts);
  }

  /**
   * The same with one more fact.
   *
   * @param name its name
   * @param number its value
   */
  public Finding with(String name, long number) {
    return plus(name, number);
  }

  /**
   * The same with one more fact.
   *
   * @param name its name
   * @param words its value; an empty one is left out
   */
  public Finding with(String name, String words) {
    return words.isEmpty() ? this : plus(name, words);
  }

  /**
   * The same with one more fact.
   *
   * @param name its name
   * @param words its value; an empty one is left out
   */
  public Finding with(String name, List<String> words) {
    return words.isEmpty() ? this : plus(name, List.copyOf(words));
  }

  private Finding plus(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(facts);
    more.put(name, value);
    return new Finding(cause, text, command, more);
  }
}
