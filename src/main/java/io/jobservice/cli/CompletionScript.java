package io.jobservice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The shells whose completion of our command line we carry. */
enum CompletionScript {
  /** The Bourne-again shell, from 3.2 on. */
  BASH("jobservice.bash"),
  /** The Z shell. */
  ZSH("_jobservice"),
  /** The friendly interactive shell, from 3.0 on. */
  FISH("jobservice.fish");

  private final String file;

  CompletionScript(String file) {
    this.file = file;
  }

  /** The script, in UTF-8. */
  InputStream open() throws IOException {
    InputStream script = CompletionScript.class.getResourceAsStream("completions/" + file);
    if (script == null) {
      throw new IOException("this program was packaged without completions/" + file);
    }
    return script;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a shell as {@link #toString} writes it. */
  static final class Converter implements ITypeConverter<CompletionScript> {
    @Override
    public CompletionScript convert(String value) {
      for (CompletionScript script : values()) {
        if (script.toString().equals(value)) {
          return script;
        }
      }
      throw new TypeConversionException("'" + value + "' is none of bash, zsh, fish");
    }
  }

  /** The names of the shells. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(values()).map(CompletionScript::toString).iterator();
    }
  }
}
