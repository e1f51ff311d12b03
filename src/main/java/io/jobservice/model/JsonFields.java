package io.jobservice.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The fields of an object in a request. A value of the wrong JSON type is an error of the JSON, a
 * senseless one a bad request; absent and null are the same.
 *
 * @param object the object
 * @param prefix what comes before the names of its fields in messages
 */
record JsonFields(ObjectNode object, String prefix) {

  /** The fields of what should be an object; {@code name} is how messages call it. */
  static ObjectNode object(JsonNode value, String name) throws BadRequestException {
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw new BadRequestException(ErrorCode.JSON, name + " must be an object");
  }

  /** Refuses names that mean nothing, where passing over one would do more than was asked for. */
  void refuseOthers(String... known) throws BadRequestException {
    List<String> names = List.of(known);
    Iterator<String> given = object.fieldNames();
    while (given.hasNext()) {
      String name = given.next();
      if (!names.contains(name)) {
        throw new BadRequestException(
            "unknown name " + quoted(name) + " in the body" + Choices.hint(name, names));
      }
    }
  }

  Optional<JsonNode> find(String field) {
    JsonNode value = object.path(field);
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  Optional<ObjectNode> object(String field) throws BadRequestException {
    Optional<JsonNode> value = find(field);
    return value.isEmpty() ? Optional.empty() : Optional.of(object(value.get(), quoted(field)));
  }

  Optional<String> text(String field) throws BadRequestException {
    Optional<JsonNode> value = find(field);
    if (value.isPresent() && !value.get().isTextual()) {
      throw wrongType(field, "a text");
    }
    return value.map(JsonNode::textValue);
  }

  boolean flag(String field) throws BadRequestException {
    Optional<JsonNode> value = find(field);
    if (value.isPresent() && !value.get().isBoolean()) {
      throw wrongType(field, "true or false");
    }
    return value.isPresent() && value.get().booleanValue();
  }

  /** One of some words; {@code choices} is how messages call them. */
  <T> Optional<T> choice(String field, Function<String, Optional<T>> reader, String choices)
      throws BadRequestException {
    Optional<String> word = text(field);
    Optional<T> choice = word.flatMap(reader);
    if (word.isPresent() && choice.isEmpty()) {
      throw new BadRequestException(
          quoted(field) + " must be " + choices + ", not '" + word.get() + "'");
    }
    return choice;
  }

  Optional<Misfire> misfire() throws BadRequestException {
    return choice("misfire", Misfire::of, "'fire_once', 'skip' or 'fire_all'");
  }

  Optional<Overlap> overlap() throws BadRequestException {
    return choice("overlap", Overlap::of, "'allow' or 'forbid'");
  }

  Optional<Double> number(String field) throws BadRequestException {
    Optional<JsonNode> value = find(field);
    if (value.isPresent() && !value.get().isNumber()) {
      throw wrongType(field, "a number");
    }
    return value.map(JsonNode::doubleValue);
  }

  /** A whole number in a range; {@code 5.0} is one. */
  OptionalLong whole(String field, long least, long most) throws BadRequestException {
    Optional<Double> rounded = number(field);
    if (rounded.isEmpty()) {
      return OptionalLong.empty();
    }
    JsonNode value = object.path(field);
    // No limit here is beyond what a double holds exactly, so that rounding lets nothing slip in.
    if (rounded.get() != Math.rint(rounded.get())
        || rounded.get() < least
        || rounded.get() > most) {
      throw new BadRequestException(
          quoted(field)
              + " must be a whole number from "
              + least
              + " to "
              + most
              + ", but it is "
              + value.asText());
    }
    return OptionalLong.of(value.longValue());
  }

  BadRequestException wrongType(String field, String expected) {
    return new BadRequestException(ErrorCode.JSON, quoted(field) + " must be " + expected);
  }

  String quoted(String field) {
    return "'" + prefix + field + "'";
  }
}
