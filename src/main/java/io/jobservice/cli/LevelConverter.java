package io.jobservice.cli;

import io.jobservice.model.LogLevel;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Levels of logs, in any case. */
final class LevelConverter implements ITypeConverter<LogLevel> {

  private static List<String> words() {
    return Arrays.stream(LogLevel.values()).map(LogLevel::name).toList();
  }

  @Override
  public LogLevel convert(String value) {
    String word = value.toUpperCase(Locale.ROOT);
    return Arrays.stream(LogLevel.values())
        .filter(level -> level.name().equals(word))
        .findFirst()
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
