package io.jobservice.testing;

import java.util.UUID;

/** Namespaces that no other test uses. */
public final class Namespaces {

  private Namespaces() {}

  /** A new one. */
  public static String fresh() {
    return "t-" + UUID.randomUUID();
  }
}
