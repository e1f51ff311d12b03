package io.jobservice.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes as they came from Redis, compared by content. Immutable. */
public final class Bytes {

  private final byte[] content;

  Bytes(byte[] content) {
    this.content = content;
  }

  byte[] raw() {
    return content;
  }

  /** The bytes as text; what is no UTF-8 becomes U+FFFD. */
  public String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return text();
  }
}
