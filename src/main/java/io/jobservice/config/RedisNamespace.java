package io.jobservice.config;

/** The namespace of a service in Redis, for programs that have no configuration of it. */
public final class RedisNamespace {

  /** The namespace of a service that names none. */
  public static final String PRESET = "harbor_job_service_namespace";

  private RedisNamespace() {}

  /**
   * The prefix of every key of a namespace, braces and colon included.
   *
   * @param text the namespace, with or without braces
   * @throws IllegalArgumentException if it is none; the message says what is allowed
   */
  public static String prefix(String text) {
    Kind<String> kind = Kinds.namespace();
    try {
      return "{" + kind.parse(text) + "}:";
    } catch (BadValueException e) {
      throw new IllegalArgumentException(
          "'" + text + "' " + e.getMessage() + "; " + kind.allowed(), e);
    }
  }
}
