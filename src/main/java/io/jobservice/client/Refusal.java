package io.jobservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.model.ErrorCode;
import java.util.regex.Pattern;

/** How a refusal of the service reads, by whatever way it came. */
public final class Refusal {

  private static final Pattern TOO_SHORT = Pattern.compile("[0-9a-f]{1,3}");

  private Refusal() {}

  /**
   * The sort of failure of one item of several.
   *
   * @param error {@code {"status":..,"err":..,"description":..}}
   */
  public static Kind kind(JsonNode error) {
    return kind(error.path("status").asInt());
  }

  /**
   * What the error of one item of several says.
   *
   * @param error {@code {"status":..,"err":..,"description":..}}
   */
  public static String words(JsonNode error) {
    return words(error.path("err").asText(), error.path("description").asText());
  }

  /** The sort of failure that an HTTP status other than success stands for. */
  static Kind kind(int status) {
    return switch (status) {
      case 404 -> Kind.NOT_FOUND;
      case 409 -> Kind.CONFLICT;
      case 429 -> Kind.BUSY;
      case 502, 503, 504 -> Kind.UNAVAILABLE;
      default -> status < 500 ? Kind.BAD_REQUEST : Kind.FAILED;
    };
  }

  /** One message out of a general text and a detail, either of which may be empty. */
  static String words(String general, String detail) {
    if (detail.isEmpty() || detail.equals(general)) {
      return general;
    }
    if (general.equals(ErrorCode.NOT_FOUND.text()) && !detail.contains(" ")) {
      return "there is no job "
          + detail
          + ", or its record has expired"
          + (TOO_SHORT.matcher(detail).matches()
              ? "; the beginning of an id needs 4 characters"
              : "");
    }
    // A detail of one word, such as an id, says too little alone.
    return general.isEmpty() || detail.contains(" ") ? detail : general + ": " + detail;
  }
}
