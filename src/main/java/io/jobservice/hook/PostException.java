package io.jobservice.hook;

/** A post came to no answer. The message is what a person is told after the URL. */
final class PostException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean endpointFailed;

  /** A reason, and whether it says something of the endpoint. */
  PostException(String reason, boolean endpointFailed) {
    super(reason);
    this.endpointFailed = endpointFailed;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  boolean endpointFailed() {
    return endpointFailed;
  }
}
