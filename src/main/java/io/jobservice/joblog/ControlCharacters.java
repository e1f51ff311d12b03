package io.jobservice.joblog;

/** Control characters as texts that do nothing: six characters, as JSON has them. */
final class ControlCharacters {

  private static final String HEX = "0123456789abcdef";

  private ControlCharacters() {}

  static void appendEscape(StringBuilder into, char c) {
    into.append("\\u00").append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
  }
}
