package io.jobservice.joblog;

/** The beginning of a text that is too long to be kept. */
final class Excerpt {

  private Excerpt() {}

  /** The text, or its first characters and how many follow. */
  static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "... (" + (text.length() - end) + " more characters)";
  }
}
