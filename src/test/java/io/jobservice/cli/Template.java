package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The part of a shell's completion that is the same for every command line. */
record Template(String text) {

  static Template named(String file) {
    try (InputStream stream = Template.class.getResourceAsStream("/completions/" + file)) {
      return new Template(new String(Objects.requireNonNull(stream).readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With these lines, each with its line feed, in place of the line {@code @NAME@}. */
  Template with(String name, CharSequence lines) {
    return new Template(text.replace("@" + name + "@\n", lines));
  }
}
