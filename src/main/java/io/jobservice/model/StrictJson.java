package io.jobservice.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Reads JSON without forgiving anything: duplicate names, text after the value, numbers that no
 * double can hold, bytes that are no UTF-8, and nesting deeper than 100 are errors. {@code -0}
 * keeps its sign.
 */
public final class StrictJson {

  /** How deep values may be nested. */
  public static final int MAX_DEPTH = 100;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // The same names come again in every request, but a client may send any.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(1000)
                  .build())
          .build();

  /** What the parser says of where a value began that it did not find the end of. */
  private static final Pattern PARSER_NOISE =
      Pattern.compile("\\s*(?:\\([^()]*|\\bat )?\\[Source:.*$");

  private static final char REPLACEMENT = '\ufffd';
  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private StrictJson() {}

  /** Thrown for text that is not the JSON that was asked for; the message says where and why. */
  public static final class JsonSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    JsonSyntaxException(String message) {
      super(message);
    }
  }

  /**
   * Reads one value.
   *
   * @param bytes UTF-8
   * @throws JsonSyntaxException if that is not exactly one JSON value
   */
  public static JsonNode parse(byte[] bytes) throws JsonSyntaxException {
    String text = new String(bytes, UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      refuseBrokenText(bytes);
    }
    return parse(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
  }

  /** The replacement may have been there, or stand for bytes that mean nothing. */
  private static void refuseBrokenText(byte[] bytes) throws JsonSyntaxException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    CoderResult result = UTF_8.newDecoder().decode(left, CharBuffer.allocate(bytes.length), true);
    if (result.isError()) {
      throw new JsonSyntaxException("the text is no UTF-8 from byte " + left.position() + " on");
    }
  }

  /**
   * Reads one value.
   *
   * @param text the JSON
   * @throws JsonSyntaxException if that is not exactly one JSON value
   */
  public static JsonNode parse(String text) throws JsonSyntaxException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return parse(parser);
    } catch (IOException e) {
      throw new JsonSyntaxException(described(e));
    }
  }

  private static JsonNode parse(JsonParser parser) throws IOException, JsonSyntaxException {
    if (parser.nextToken() == null) {
      throw new JsonSyntaxException("the text is empty");
    }
    JsonNode value = read(parser);
    if (parser.nextToken() != null) {
      throw new JsonSyntaxException(
          "there is more text after the value, at line "
              + parser.currentTokenLocation().getLineNr()
              + ", column "
              + parser.currentTokenLocation().getColumnNr());
    }
    return value;
  }

  private static JsonNode read(JsonParser parser) throws IOException, JsonSyntaxException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> readArray(parser);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> readInteger(parser);
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(finite(parser, parser.getDoubleValue()));
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private static ObjectNode readObject(JsonParser parser) throws IOException, JsonSyntaxException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.set(name, read(parser));
    }
    return object;
  }

  private static ArrayNode readArray(JsonParser parser) throws IOException, JsonSyntaxException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(read(parser));
    }
    return array;
  }

  private static JsonNode readInteger(JsonParser parser) throws IOException, JsonSyntaxException {
    if (parser.getText().equals("-0")) {
      return NODES.numberNode(-0.0);
    }
    return switch (parser.getNumberType()) {
      case INT, LONG -> NODES.numberNode(parser.getLongValue());
      default -> {
        finite(parser, parser.getBigIntegerValue().doubleValue());
        yield NODES.numberNode(parser.getBigIntegerValue());
      }
    };
  }

  private static double finite(JsonParser parser, double value) throws JsonSyntaxException {
    if (Double.isInfinite(value)) {
      throw new JsonSyntaxException(
          "a number is out of range at line "
              + parser.currentTokenLocation().getLineNr()
              + ", column "
              + parser.currentTokenLocation().getColumnNr());
    }
    return value;
  }

  private static String described(IOException e) {
    if (!(e instanceof JsonProcessingException malformed) || malformed.getLocation() == null) {
      return Objects.requireNonNullElse(e.getMessage(), "unreadable text");
    }
    String what =
        e instanceof JsonEOFException
            ? "the text ends too early,"
            : PARSER_NOISE
                .matcher(malformed.getOriginalMessage().lines().findFirst().orElse("malformed"))
                .replaceFirst("");
    return what
        + " at line "
        + malformed.getLocation().getLineNr()
        + ", column "
        + malformed.getLocation().getColumnNr();
  }
}
