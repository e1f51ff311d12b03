package io.jobservice.redis;

/** The data of a namespace are in a form that this service does not know. */
public final class SchemaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SchemaException(String message) {
    super(message);
  }
}
