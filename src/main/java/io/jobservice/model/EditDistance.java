package io.jobservice.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * How far two words are apart: the Damerau-Levenshtein distance in its restricted form (optimal
 * string alignment), which counts insertions, deletions, replacements and swaps of neighbours, each
 * once.
 */
public final class EditDistance {

  private EditDistance() {}

  /**
   * The distance of two words, case counting.
   *
   * @param a one
   * @param b the other
   */
  public static int between(String a, String b) {
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

  /**
   * The word that was probably meant: it differs in case only, or by one slip for each three
   * letters at most. Words of one or two letters are not guessed.
   *
   * @param typed what was written
   * @param words what it may be
   */
  public static Optional<String> nearest(String typed, Collection<String> words) {
    int limit = Math.max(1, typed.length() / 3);
    return words.stream()
        .filter(word -> word.length() > 2 && Math.abs(word.length() - typed.length()) <= limit)
        .filter(word -> distance(word, typed) <= limit)
        .min(Comparator.comparingInt(word -> distance(word, typed)));
  }

  private static int distance(String word, String typed) {
    return word.equalsIgnoreCase(typed) ? 0 : between(word, typed);
  }
}
