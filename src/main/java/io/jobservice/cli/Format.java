package io.jobservice.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a result is written. */
enum Format {
  /** For people. */
  TEXT,
  /** The body of the API's answer, on one line. */
  JSON,
  /** Ids alone, one per line. */
  ID;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a format as {@link #toString} writes it. */
  static final class Converter implements ITypeConverter<Format> {
    @Override
    public Format convert(String value) {
      for (Format format : values()) {
        if (format.toString().equals(value)) {
          return format;
        }
      }
      throw new TypeConversionException("'" + value + "' is none of text, json, id");
    }
  }
}
