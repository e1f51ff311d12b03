package io.jobservice.config;

import java.util.function.UnaryOperator;

/**
 * How the text of an option becomes a value.
 *
 * @param parser reads the text, or says what is wrong with it
 * @param allowed the end of each complaint, such as "allowed are 1 to 10000"
 * @param shown what of a bad text may be shown
 */
record Kind<T>(Parser<T> parser, String allowed, UnaryOperator<String> shown) {

  /** Reads a text. */
  interface Parser<T> {
    T parse(String text) throws BadValueException;
  }

  /** A kind whose values hold no secrets. */
  static <T> Kind<T> open(String allowed, Parser<T> parser) {
    return new Kind<>(parser, allowed, UnaryOperator.identity());
  }

  T parse(String text) throws BadValueException {
    return parser.parse(text);
  }
}
