package io.jobservice.cli;

import io.jobservice.model.Overlap;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What becomes of an instant while an earlier execution is under way, in any case. */
final class OverlapConverter implements ITypeConverter<Overlap> {

  private static List<String> words() {
    return Arrays.stream(Overlap.values()).map(Overlap::text).toList();
  }

  @Override
  public Overlap convert(String value) {
    String word = value.toLowerCase(Locale.ROOT);
    return Overlap.of(word)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + value
                        + "' is none of "
                        + String.join(", ", words())
                        + Suggestion.among(words(), word)));
  }

  /** The words to choose from. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words().iterator();
    }
  }
}
