package io.jobservice.cli;

import io.jobservice.model.LogLevel;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Levels as logs have them, in any case. */
final class LevelConverter implements ITypeConverter<LogLevel> {

  private static List<String> words() {
    return Arrays.stream(LogLevel.values()).map(LogLevel::name).toList();
  }

  @Override
  public LogLevel convert(String value) {
    String word = value.toUpperCase(Locale.ROOT);
    if (!words().contains(word)) {
      throw new TypeConversionException(
          "'"
              + value
              + "' is none of "
              + String.join(", ", words())
              + (word.equals("WARN")
                  ? "; did you mean 'WARNING'?"
                  : Suggestion.among(words(), word)));
    }
    return LogLevel.valueOf(word);
  }

  /** The words to choose from. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words().iterator();
    }
  }
}
