package io.jobservice.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * JSON trees as the client reads and writes them: strict (no duplicate names, nothing after the
 * value, at most 1,000 levels), and exact. A number that Java would print otherwise than it was
 * written ({@code 1e5}, {@code 1.50}, forty digits) is kept as its text, so that what was read is
 * written again to the digit.
 *
 * <p>It streams instead of asking an {@code ObjectMapper}, which would take a fifth of the run time
 * of a short command to load. Instances are immutable and safe to share.
 */
public final class Json {

  private final JsonFactory factory =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
          .build();

  private final JsonNodeFactory nodes = JsonNodeFactory.instance;

  /** The creator of nodes, for trees that are not read. */
  public JsonNodeFactory nodes() {
    return nodes;
  }

  /**
   * Reads the one value of a text.
   *
   * @param text JSON
   * @throws JsonProcessingException if the text is anything else
   */
  public JsonNode read(String text) throws JsonProcessingException {
    try (JsonParser parser = factory.createParser(text)) {
      return only(parser);
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot fail to be read", e);
    }
  }

  /**
   * Reads the one value of a stream of UTF-8, which is closed.
   *
   * @param stream JSON
   * @throws JsonProcessingException if it holds anything else
   * @throws IOException if it cannot be read
   */
  public JsonNode read(InputStream stream) throws IOException {
    try (JsonParser parser = factory.createParser(stream)) {
      return only(parser);
    }
  }

  /**
   * Writes a tree on one line, without spaces.
   *
   * @param tree the value
   */
  public String write(JsonNode tree) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = factory.createGenerator(text)) {
      write(tree, generator);
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot fail to be written", e);
    }
    return text.toString();
  }

  /**
   * A copy of an object with some of its fields, in the given order; those that it lacks are left
   * out.
   *
   * @param object the object
   * @param fields the names
   */
  public ObjectNode only(JsonNode object, Iterable<String> fields) {
    ObjectNode some = nodes.objectNode();
    for (String field : fields) {
      if (object.has(field)) {
        some.set(field, object.get(field));
      }
    }
    return some;
  }

  private JsonNode only(JsonParser parser) throws IOException {
    if (parser.nextToken() == null) {
      throw new JsonParseException(parser, "no JSON value");
    }
    JsonNode value = value(parser);
    if (parser.nextToken() != null) {
      throw new JsonParseException(parser, "more than one JSON value");
    }
    return value;
  }

  private JsonNode value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> nodes.textNode(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      case VALUE_NULL -> nodes.nullNode();
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new JsonParseException(parser, "no JSON value");
    };
  }

  private ObjectNode object(JsonParser parser) throws IOException {
    ObjectNode object = nodes.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.set(name, value(parser));
    }
    return object;
  }

  private ArrayNode array(JsonParser parser) throws IOException {
    ArrayNode array = nodes.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  private JsonNode number(String text) {
    if (text.length() < 19) {
      try {
        long value = Long.parseLong(text);
        if (Long.toString(value).equals(text)) {
          return nodes.numberNode(value);
        }
      } catch (NumberFormatException e) {
        double value = Double.parseDouble(text);
        if (Double.toString(value).equals(text)) {
          return nodes.numberNode(value);
        }
      }
    }
    return nodes.rawValueNode(new RawValue(text));
  }

  private static void write(JsonNode tree, JsonGenerator generator) throws IOException {
    if (tree.isObject()) {
      generator.writeStartObject();
      for (Map.Entry<String, JsonNode> field : tree.properties()) {
        generator.writeFieldName(field.getKey());
        write(field.getValue(), generator);
      }
      generator.writeEndObject();
    } else if (tree.isArray()) {
      generator.writeStartArray();
      for (JsonNode element : tree) {
        write(element, generator);
      }
      generator.writeEndArray();
    } else if (tree instanceof POJONode kept && kept.getPojo() instanceof RawValue number) {
      generator.writeRawValue((String) number.rawValue());
    } else if (tree.isTextual()) {
      generator.writeString(tree.textValue());
    } else {
      generator.writeRawValue(tree.asText());
    }
  }
}
