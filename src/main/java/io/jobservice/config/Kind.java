package io.jobservice.config;

import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How the text of an option becomes a value, and the other way round.
 *
 * @param type what a value is, in a word or two, such as "whole number"
 * @param parser reads the text, or says what is wrong with it
 * @param writer writes a value as text that the parser reads as the same value
 * @param allowed the end of each complaint, such as "allowed are 1 to 10000"
 * @param shown what of a text, good or bad, may be shown
 */
record Kind<T>(
    String type,
    Parser<T> parser,
    Function<T, String> writer,
    String allowed,
    UnaryOperator<String> shown) {

  /** Reads a text. */
  interface Parser<T> {
    T parse(String text) throws BadValueException;
  }

  /** A kind whose values hold no secrets, and are written as they are. */
  static <T> Kind<T> open(String allowed, Parser<T> parser) {
    return new Kind<>("text", parser, Object::toString, allowed, UnaryOperator.identity());
  }

  /** The same with the word for its values. */
  Kind<T> typed(String word) {
    return new Kind<>(word, parser, writer, allowed, shown);
  }

  /** The same for values whose own text would not be read back. */
  Kind<T> written(Function<T, String> text) {
    return new Kind<>(type, parser, text, allowed, shown);
  }

  /** The same for values that may hold secrets. */
  Kind<T> showing(UnaryOperator<String> harmless) {
    return new Kind<>(type, parser, writer, allowed, harmless);
  }

  T parse(String text) throws BadValueException {
    return parser.parse(text);
  }
}
