package io.jobservice.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How results are written. */
enum Format {
  /** For people, and for awk. */
  TABLE,
  /** The body of the API's answer, on one line. */
  JSON,
  /** An object of the API's answer on each line. */
  JSONL,
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
      throw new TypeConversionException("'" + value + "' is none of table, json, jsonl, id");
    }
  }

  /** The words to choose from. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(values()).map(Format::toString).iterator();
    }
  }
}
