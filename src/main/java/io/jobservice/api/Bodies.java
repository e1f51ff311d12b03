package io.jobservice.api;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * Reads the bodies of requests, up to a bound for each, and for those that are not small up to a
 * share of the memory in all. Safe to share.
 */
final class Bodies {

  /** What is never counted; so much for each thread is always there. */
  private static final int SMALL = 16 << 10;

  private static final int UNIT = 1 << 10;

  private final Semaphore units;

  /**
   * A reader of bodies.
   *
   * @param memory how many bytes those that are not small may take in all
   */
  Bodies(long memory) {
    this.units = new Semaphore((int) Math.min(Integer.MAX_VALUE, memory / UNIT));
  }

  /** A body that has been read, and its share of the memory. */
  final class Held implements AutoCloseable {

    private byte[] bytes;
    private int taken;

    private Held(int first) {
      this.bytes = new byte[first];
    }

    /** The body; not to be changed. */
    byte[] bytes() {
      return bytes;
    }

    private void grow(int length) throws UnavailableException {
      int wanted = length <= SMALL ? 0 : (length - 1) / UNIT + 1;
      if (wanted > taken) {
        if (!units.tryAcquire(wanted - taken)) {
          throw new UnavailableException(
              "the large requests that are being read take all the memory there is for them; try"
                  + " again later");
        }
        taken = wanted;
      }
      bytes = Arrays.copyOf(bytes, length);
    }

    @Override
    public void close() {
      units.release(taken);
      taken = 0;
    }
  }

  /**
   * Reads a body whole.
   *
   * @param declared its length, or -1 when that is not known
   * @param most how long it may be
   * @throws BadRequestException if it is longer
   * @throws UnavailableException if there is no memory for it now
   */
  Held read(InputStream in, long declared, int most)
      throws BadRequestException, UnavailableException, IOException {
    if (declared > most) {
      throw tooLarge(most);
    }
    int end = declared < 0 ? most + 1 : (int) declared;
    Held held = new Held(Math.min(end, SMALL));
    boolean whole = false;
    try {
      read(in, held, end);
      if (held.bytes.length > most) {
        throw tooLarge(most);
      }
      whole = true;
      return held;
    } finally {
      if (!whole) {
        held.close();
      }
    }
  }

  private static void read(InputStream in, Held held, int end)
      throws UnavailableException, IOException {
    int length = 0;
    while (length < end) {
      if (length == held.bytes.length) {
        held.grow((int) Math.min(end, 2L * length));
      }
      int count = in.read(held.bytes, length, held.bytes.length - length);
      if (count < 0) {
        break;
      }
      length += count;
    }
    if (length < held.bytes.length) {
      held.bytes = Arrays.copyOf(held.bytes, length);
    }
  }

  private static BadRequestException tooLarge(int most) {
    return new BadRequestException(
        ErrorCode.TOO_LARGE, "the body is larger than " + most + " bytes");
  }

  /** The body of a request, which has been read before the work on the request began. */
  static byte[] read(HttpExchange exchange, int most) throws BadRequestException, IOException {
    InputStream in = exchange.getRequestBody();
    byte[] body = in instanceof WholeBody whole ? whole.bytes() : in.readNBytes(most + 1);
    if (body.length > most) {
      throw tooLarge(most);
    }
    return body;
  }

  /** The length that a request declares, which has been checked, or -1 for a body in chunks. */
  static long declared(Headers headers) {
    String length = headers.getFirst("Content-Length");
    if (headers.containsKey("Transfer-Encoding")) {
      return -1;
    }
    return length == null ? 0 : Long.parseLong(length.strip());
  }
}
