package io.jobservice.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** When to use colours. */
enum Coloring {
  /** On a terminal, unless the environment says otherwise. */
  AUTO,
  /** Always. */
  ALWAYS,
  /** Never. */
  NEVER;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether to use them on a stream, by the customs of the variables: <a
   * href="https://no-color.org">NO_COLOR</a> says no, <a
   * href="https://bixense.com/clicolors/">CLICOLOR_FORCE</a> says yes even off a terminal.
   */
  boolean on(boolean terminal, Map<String, String> env) {
    return switch (this) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> {
        if (!env.getOrDefault("NO_COLOR", "").isEmpty()) {
          yield false;
        }
        String force = env.getOrDefault("CLICOLOR_FORCE", "0");
        yield (!force.isEmpty() && !force.equals("0"))
            || (terminal && !env.getOrDefault("TERM", "").equals("dumb"));
      }
    };
  }

  /** Reads what {@link #toString} writes. */
  static final class Converter implements ITypeConverter<Coloring> {
    @Override
    public Coloring convert(String value) {
      for (Coloring coloring : values()) {
        if (coloring.toString().equals(value)) {
          return coloring;
        }
      }
      throw new TypeConversionException("'" + value + "' is none of auto, always, never");
    }
  }

  /** The words to choose from. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(values()).map(Coloring::toString).iterator();
    }
  }
}
