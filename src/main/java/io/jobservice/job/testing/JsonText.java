package io.jobservice.job.testing;

/**
 * Tells JSON (RFC 8259) from other text, by recursive descent: the programming model has no JSON
 * library.
 */
final class JsonText {

  private static final int DEEPEST = 500;

  private final String text;
  private int at;
  private int depth;

  private JsonText(String text) {
    this.text = text;
  }

  /**
   * Checks a text.
   *
   * @throws IllegalArgumentException if it is no JSON; the message says where
   */
  static void check(String text) {
    JsonText reading = new JsonText(text);
    reading.value();
    reading.expect(reading.at == text.length());
  }

  private void value() {
    space();
    switch (peek()) {
      case '{' -> members('}', true);
      case '[' -> members(']', false);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
    space();
  }

  private void members(char end, boolean named) {
    expect(++depth <= DEEPEST);
    at++;
    space();
    if (peek() != end) {
      member(named);
      while (peek() == ',') {
        at++;
        member(named);
      }
    }
    expect(peek() == end);
    at++;
    depth--;
  }

  private void member(boolean named) {
    if (named) {
      space();
      string();
      space();
      expect(peek() == ':');
      at++;
    }
    value();
  }

  private void string() {
    expect(peek() == '"');
    at++;
    while (peek() != '"') {
      expect(peek() >= ' ');
      if (peek() == '\\') {
        at++;
        if (peek() == 'u') {
          for (int i = 0; i < 4; i++) {
            at++;
            expect(Character.digit(peek(), 16) >= 0);
          }
        } else {
          expect("\"\\/bfnrt".indexOf(peek()) >= 0);
        }
      }
      at++;
    }
    at++;
  }

  private void number() {
    at += peek() == '-' ? 1 : 0;
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (peek() == '.') {
      at++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      at += peek() == '-' || peek() == '+' ? 1 : 0;
      digits();
    }
  }

  private void digits() {
    expect(isDigit());
    while (isDigit()) {
      at++;
    }
  }

  private boolean isDigit() {
    return peek() >= '0' && peek() <= '9';
  }

  private void word(String word) {
    expect(text.startsWith(word, at));
    at += word.length();
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** The next character, or one that is never expected at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void expect(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException("a result must be JSON, which ends at character " + at);
    }
  }
}
