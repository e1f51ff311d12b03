package io.jobservice.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the replies of scripts, which are bytes, numbers and lists of these. */
final class Replies {

  private Replies() {}

  static String text(Object reply) {
    return reply instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(reply);
  }

  static List<?> list(Object reply) {
    return (List<?>) reply;
  }

  static List<String> texts(Object reply) {
    List<String> texts = new ArrayList<>();
    for (Object item : list(reply)) {
      texts.add(text(item));
    }
    return texts;
  }

  static byte[] bytes(Object reply) {
    return (byte[]) reply;
  }
}
