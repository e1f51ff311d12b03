package io.jobservice.cli;

import io.jobservice.model.Misfire;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What becomes of missed instants, in any case, with a dash or an underscore. */
final class MisfireConverter implements ITypeConverter<Misfire> {

  private static List<String> words() {
    return Arrays.stream(Misfire.values()).map(Misfire::text).toList();
  }

  @Override
  public Misfire convert(String value) {
    String word = value.toLowerCase(Locale.ROOT).replace('-', '_');
    return Misfire.of(word)
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
