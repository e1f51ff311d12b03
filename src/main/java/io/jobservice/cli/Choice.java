package io.jobservice.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.TypeConversionException;

/**
 * The words for the values of an option, one of which is to be chosen.
 *
 * @param <T> what they stand for
 */
final class Choice<T> implements Iterable<String> {

  private final T[] values;
  private final Function<T, String> text;

  /** A choice between values, each with its word. */
  Choice(T[] values, Function<T, String> text) {
    this.values = values.clone();
    this.text = text;
  }

  /** What a word stands for; {@code value} is how it was written. */
  T of(String word, String value) {
    Optional<T> chosen =
        Arrays.stream(values).filter(it -> text.apply(it).equals(word)).findFirst();
    return chosen.orElseThrow(
        () ->
            new TypeConversionException(
                "'"
                    + value
                    + "' is none of "
                    + String.join(", ", words())
                    + Suggestion.among(words(), word)));
  }

  private List<String> words() {
    return Arrays.stream(values).map(text).toList();
  }

  @Override
  public Iterator<String> iterator() {
    return words().iterator();
  }
}
