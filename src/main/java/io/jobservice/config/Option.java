package io.jobservice.config;

import java.util.Optional;

/** One option that files may have. */
sealed interface Option {

  /** The names of the sections and of the option, with dots. */
  String path();

  /** The environment variable that overrides the file, if there is one. */
  Optional<String> variable();

  /** What it means, for the reference page. */
  String meaning();

  /**
   * An option with one value.
   *
   * @param preset the value when none is given, as a file would have it
   */
  record Value<T>(
      String path, Kind<T> kind, Optional<String> variable, Optional<String> preset, String meaning)
      implements Option {

    static <T> Value<T> of(String path, Kind<T> kind, String meaning) {
      return new Value<>(path, kind, Optional.empty(), Optional.empty(), meaning);
    }

    Value<T> preset(String text) {
      return new Value<>(path, kind, variable, Optional.of(text), meaning);
    }

    Value<T> variable(String name) {
      return new Value<>(path, kind, Optional.of(name), preset, meaning);
    }
  }

  /** An option whose value is a list or a map, read by a class of its own. */
  record Tree(String path, Optional<String> variable, String meaning) implements Option {

    Tree(String path, String meaning) {
      this(path, Optional.empty(), meaning);
    }
  }
}
