package io.jobservice.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a configuration is written. */
enum ConfigFormat {
  /** As a configuration file, with comments that say what gave a value. */
  YAML,
  /** As one object on one line. */
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a format as {@link #toString} writes it. */
  static final class Converter implements ITypeConverter<ConfigFormat> {
    @Override
    public ConfigFormat convert(String value) {
      return Arrays.stream(values())
          .filter(format -> format.toString().equals(value))
          .findFirst()
          .orElseThrow(() -> new TypeConversionException("'" + value + "' is none of yaml, json"));
    }
  }

  /** The words to choose from. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(values()).map(ConfigFormat::toString).iterator();
    }
  }
}
