package io.jobservice.api;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.jobservice.model.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What every request must keep to, whatever it asks for. Some of it the platform's server checks
 * too, in its newer versions.
 */
final class RequestRules {

  private static final int LONGEST_PATH = 8 << 10;
  private static final int LONGEST_QUERY = 8 << 10;
  private static final int MOST_PAIRS = 100;
  private static final int URI_TOO_LONG = 414;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final int EXPECTATION_FAILED = 417;
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  /** Where the next request begins is not certain. */
  private static final Map<String, String> CLOSE = Map.of("Connection", "close");

  private RequestRules() {}

  /** Why a request is refused, if it is. */
  static Optional<Answer> refusal(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    List<String> lengths = headers.get("Content-Length");
    if (lengths != null
        && (lengths.size() > 1
            || headers.containsKey("Transfer-Encoding")
            || !LENGTH.matcher(lengths.get(0).strip()).matches())) {
      return refused(400, "the length of the body is not clear", CLOSE);
    }
    String protocol = exchange.getProtocol();
    if (!protocol.equalsIgnoreCase("HTTP/1.1") && !protocol.equalsIgnoreCase("HTTP/1.0")) {
      return refused(400, "the service speaks HTTP/1.1 and HTTP/1.0", CLOSE);
    }
    String expected = headers.getFirst("Expect");
    if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
      return refused(EXPECTATION_FAILED, "nothing but 100-continue can be expected", CLOSE);
    }
    String encoding = headers.getFirst("Content-Encoding");
    if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
      return refused(
          UNSUPPORTED_MEDIA_TYPE,
          "the body is packed ('Content-Encoding: "
              + encoding.strip()
              + "'), and packed bodies are not taken; send it as it is",
          CLOSE);
    }
    String path = exchange.getRequestURI().getRawPath();
    if (path != null && path.length() > LONGEST_PATH) {
      return refused(URI_TOO_LONG, "the path is longer than " + LONGEST_PATH + " bytes", Map.of());
    }
    return query(exchange.getRequestURI().getRawQuery());
  }

  private static Optional<Answer> query(String query) {
    if (query == null) {
      return Optional.empty();
    }
    if (query.length() > LONGEST_QUERY) {
      return refused(
          URI_TOO_LONG, "the query is longer than " + LONGEST_QUERY + " bytes", Map.of());
    }
    return query.chars().filter(c -> c == '&').count() < MOST_PAIRS
        ? Optional.empty()
        : refused(400, "there are more than " + MOST_PAIRS + " parameters", Map.of());
  }

  private static Optional<Answer> refused(int status, String detail, Map<String, String> headers) {
    return Optional.of(Answer.error(status, ErrorCode.BAD_REQUEST, detail, headers));
  }
}
