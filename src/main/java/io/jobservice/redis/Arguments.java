package io.jobservice.redis;

import io.jobservice.model.ExecutionEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The arguments of a script call, in order. Not safe to share. */
final class Arguments {

  private final List<byte[]> args = new ArrayList<>();

  Arguments add(String text) {
    args.add(Redis.bytes(text));
    return this;
  }

  Arguments add(long number) {
    return add(Long.toString(number));
  }

  Arguments add(byte[] bytes) {
    args.add(bytes);
    return this;
  }

  Arguments add(Map<String, String> fields) {
    fields.forEach((field, value) -> add(field).add(value));
    return this;
  }

  Arguments add(ExecutionEntry entry) {
    return add(entry.head()).add(entry.middle()).add(entry.tail());
  }

  /** Nothing is an empty text. */
  Arguments addIfAny(OptionalLong number) {
    return number.isPresent() ? add(number.getAsLong()) : add("");
  }

  List<byte[]> list() {
    return args;
  }
}
