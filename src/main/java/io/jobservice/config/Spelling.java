package io.jobservice.config;

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
                .thenComparingInt(candidate -> slips(plain(path), plain(candidate))));
  }

  private static int distance(String path, String candidate) {
    return Math.min(
        slips(plain(path), plain(candidate)), slips(plain(last(path)), plain(last(candidate))));
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

  /**
   * The Damerau-Levenshtein distance in its restricted form (optimal string alignment): insertions,
   * deletions, replacements and swaps of neighbours, each counted once.
   */
  static int slips(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
