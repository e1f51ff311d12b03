package io.jobservice.api;

import com.sun.net.httpserver.HttpExchange;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads the bodies of requests, up to a bound. */
final class Bodies {

  /** Memory that is taken for a body before it has come. */
  private static final int LARGEST_TRUST = 1 << 20;

  private Bodies() {}

  static byte[] read(HttpExchange exchange, int most) throws BadRequestException, IOException {
    byte[] body = read(exchange.getRequestBody(), declaredLength(exchange), most);
    if (body.length > most) {
      throw new BadRequestException(
          ErrorCode.TOO_LARGE, "the body is larger than " + most + " bytes");
    }
    return body;
  }

  /** The length that the server has checked already, or -1 for a body in chunks. */
  private static long declaredLength(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    // The server goes by the chunks when a request has both.
    boolean chunked = exchange.getRequestHeaders().containsKey("Transfer-Encoding");
    return length == null || chunked ? -1 : Long.parseLong(length.strip());
  }

  /** What is declared needs one array of that size; the rest is read in pieces. */
  private static byte[] read(InputStream in, long declared, int most) throws IOException {
    if (declared < 0 || declared > Math.min(most, LARGEST_TRUST)) {
      return in.readNBytes(most + 1);
    }
    byte[] body = new byte[(int) declared];
    int length = in.readNBytes(body, 0, body.length);
    return length == body.length ? body : Arrays.copyOf(body, length);
  }
}
