package io.jobservice.model;

import java.util.List;

/** What messages say of a word that is none of those that there are. */
public final class Choices {

  private Choices() {}

  /**
   * Names the word that was probably meant, if one is near, and all that there are; to be put
   * behind what was wrong.
   *
   * @param typed what was written
   * @param words all that it may be, in the order in which they are told
   */
  public static String hint(String typed, List<String> words) {
    String all = words.isEmpty() ? "there are none here" : "there are: " + String.join(", ", words);
    return EditDistance.nearest(typed, words)
        .map(word -> "; did you mean '" + word + "'? " + capitalized(all))
        .orElse("; " + all);
  }

  private static String capitalized(String text) {
    return "T" + text.substring(1);
  }
}
