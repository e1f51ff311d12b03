package io.jobservice.client;

import io.jobservice.client.ClientException.Kind;

/** How a refusal of the service reads, by whatever way it came. */
final class Refusal {

  private Refusal() {}

  /** The sort of failure that an HTTP status other than success stands for. */
  static Kind kind(int status) {
    return switch (status) {
      case 404 -> Kind.NOT_FOUND;
      case 409 -> Kind.CONFLICT;
      case 502, 503, 504 -> Kind.UNAVAILABLE;
      default -> status < 500 ? Kind.BAD_REQUEST : Kind.FAILED;
    };
  }

  /** One message out of a general text and a detail, either of which may be empty. */
  static String words(String general, String detail) {
    if (detail.isEmpty()) {
      return general;
    }
    // A detail of one word, such as an id, says too little alone.
    return general.isEmpty() || detail.contains(" ") ? detail : general + ": " + detail;
  }
}
