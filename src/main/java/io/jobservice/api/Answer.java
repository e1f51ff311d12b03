package io.jobservice.api;

import io.jobservice.model.ErrorCode;
import io.jobservice.model.GoJson;
import java.io.InputStream;
import java.util.Map;

/** What a request is answered with. */
sealed interface Answer {

  /** The status of the answer. */
  int status();

  /** Headers beside the content type. */
  Map<String, String> headers();

  /** A JSON body. */
  record Json(int status, String body, Map<String, String> headers) implements Answer {}

  /** No body. */
  record Empty(int status, Map<String, String> headers) implements Answer {}

  /** A text of any length, closed by whoever sends it. */
  record Text(int status, InputStream body, Map<String, String> headers) implements Answer {}

  static Answer json(int status, String body) {
    return new Json(status, body, Map.of());
  }

  /** The documented names, and those by which the old service's clients read an error. */
  static Answer error(ErrorCode code, String detail, Map<String, String> headers) {
    return error(code.httpStatus(), code, detail, headers);
  }

  /** An error under another status than that of its code. */
  static Answer error(int status, ErrorCode code, String detail, Map<String, String> headers) {
    String general = GoJson.quoted(code.text());
    String special = GoJson.quoted(detail);
    String body =
        "{\"code\":%d,\"err\":%s,\"description\":%s,\"message\":%s,\"details\":%s}"
            .formatted(code.code(), general, special, general, special);
    return new Json(status, body, headers);
  }

  static Answer error(ErrorCode code, String detail) {
    return error(code, detail, Map.of());
  }
}
