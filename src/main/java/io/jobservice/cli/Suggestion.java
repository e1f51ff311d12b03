package io.jobservice.cli;

import io.jobservice.model.EditDistance;
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
    return word.equalsIgnoreCase(typed) ? 0 : EditDistance.between(word, typed);
  }
}
