package io.jobservice.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Reads replies: those of scripts, which are bytes, numbers and lists of these, and of pipelines.
 */
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

  /** What a pipeline brought, or something else for a key of another type than it should have. */
  static <T> T orElse(Response<T> reply, T otherwise) {
    try {
      return reply.get();
    } catch (JedisDataException e) {
      if (String.valueOf(e.getMessage()).startsWith("WRONGTYPE")) {
        return otherwise;
      }
      throw e;
    }
  }
}
