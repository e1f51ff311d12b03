package io.jobservice.config;

import io.jobservice.model.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
final class Spelling {

  private Spelling() {}

  /**
   * The path closest to a mistyped one: by the whole path, or by its last name alone, for options
   * that were put in a wrong section. Case, hyphens and underscores do not count. Empty when none
   * is near: one slip for each four letters, two at most.
   */
  static Optional<String> nearest(String path, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(path, candidate) <= allowed(last(path)))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(path, candidate))
                .thenComparingInt(
                    candidate -> EditDistance.between(plain(path), plain(candidate))));
  }

  private static int distance(String path, String candidate) {
    return Math.min(
        EditDistance.between(plain(path), plain(candidate)),
        EditDistance.between(plain(last(path)), plain(last(candidate))));
  }

  private static int allowed(String name) {
    return Math.min(2, plain(name).length() / 4);
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static String plain(String path) {
    return path.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }
}
