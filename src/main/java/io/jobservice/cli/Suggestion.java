package io.jobservice.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Guesses what a mistyped word was meant to be. */
final class Suggestion {

  private Suggestion() {}

  /** A question to be added to the error, or empty text when no word is near enough. */
  static String among(Collection<String> words, String typed) {
    int limit = Math.max(1, typed.length() / 3);
    List<String> near =
        words.stream()
            .filter(word -> word.length() > 2 && distance(word, typed) <= limit)
            .sorted(Comparator.comparingInt(word -> distance(word, typed)))
            .limit(3)
            .toList();
    return near.isEmpty() ? "" : "; did you mean '" + String.join("' or '", near) + "'?";
  }

  /** How far apart they are; words that differ in case only are nearest. */
  private static int distance(String word, String typed) {
    return word.equalsIgnoreCase(typed) ? 0 : edits(word, typed);
  }

  /** How many letters to insert, delete, replace or swap with their neighbour. */
  private static int edits(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
