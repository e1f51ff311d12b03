package io.jobservice.api;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.ServiceException;
import io.jobservice.model.TooManyException;
import io.jobservice.model.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request, from its head to the last byte of its answer. For one thread at a time. */
final class Call {

  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

  /** What is read of a body that nobody wants before the answer, so that the connection goes on. */
  private static final int SHORT_REST = 64 << 10;

  /** What is read of it after the answer, so that its sender gets to see that. */
  private static final int LONGEST_REST = 32 << 20;

  private static final String RETRY_AFTER = "Retry-After";

  private final HttpExchange exchange;
  private final String id;
  private final ThreadWatch watch;
  private final InputStream body;
  private boolean unread;
  private boolean broken;

  /**
   * A request whose head is there.
   *
   * @param id what it is known by in its answer and in the log
   */
  Call(HttpExchange exchange, String id, ThreadWatch watch) {
    this.exchange = exchange;
    this.id = id;
    this.watch = watch;
    this.body = exchange.getRequestBody();
    Headers headers = exchange.getRequestHeaders();
    this.unread = headers.containsKey("Content-Length") || headers.containsKey("Transfer-Encoding");
    exchange.getResponseHeaders().set(RequestIds.HEADER, id);
    exchange.setStreams(
        new WatchedInput(body, watch), new WatchedOutput(exchange.getResponseBody(), watch));
  }

  HttpExchange exchange() {
    return exchange;
  }

  /** How it is named in the log. */
  @Override
  public String toString() {
    return exchange.getRequestMethod() + " " + path() + " (request " + id + ")";
  }

  String path() {
    return exchange.getRequestURI().getRawPath();
  }

  /** Reads the body whole, for whoever asks for it. */
  Bodies.Held readBody(Bodies bodies, int most) throws BadRequestException, UnavailableException {
    long declared = Bodies.declared(exchange.getRequestHeaders());
    try {
      Bodies.Held held = bodies.read(exchange.getRequestBody(), declared, most);
      unread = false;
      exchange.setStreams(new WholeBody(held.bytes()), null);
      return held;
    } catch (IOException e) {
      LOG.debug("{}: its body cannot be read: {}", this, e.toString());
      unread = false;
      broken = true;
      throw new BadRequestException(
          ErrorCode.READ_BODY, "it breaks off, or is not in the form that the head announces");
    }
  }

  /** The body is read by what writes the answer. */
  void leaveBody() {
    unread = false;
  }

  /** Whatever goes wrong, the client gets an answer. */
  Answer guarded(Answer.Work work) throws IOException {
    try {
      return work.answer();
    } catch (TooManyException e) {
      String seconds = Long.toString(Math.max(1, e.retryAfter().toSeconds()));
      return error(e, Map.of(RETRY_AFTER, seconds));
    } catch (ServiceException e) {
      if (e.code() == ErrorCode.UNAVAILABLE) {
        LOG.warn("{}: {}", this, e.getMessage());
        return busy(String.valueOf(e.getMessage()));
      }
      return error(e, Map.of());
    } catch (RuntimeException | Error e) {
      LOG.error("{} failed", this, e);
      return Answer.error(ErrorCode.LAUNCH, "the request failed; the service's log says why");
    }
  }

  private static Answer error(ServiceException e, Map<String, String> headers) {
    return Answer.error(e.code(), String.valueOf(e.getMessage()), headers);
  }

  /** The answer when there is no room, or Redis is away. */
  static Answer busy(String detail) {
    return Answer.error(ErrorCode.UNAVAILABLE, detail, Map.of(RETRY_AFTER, "5"));
  }

  /** Sends the answer, and passes over what is left of the body. */
  void respond(Answer answer) throws IOException {
    // A stream may have yet to read it.
    if (unread && !(answer instanceof Answer.Stream) && isShort()) {
      passOver(SHORT_REST);
      unread = false;
    }
    boolean atOnce = answer instanceof Answer.Json;
    if ((unread && atOnce) || broken) {
      exchange.getResponseHeaders().set("Connection", "close");
    }
    send(answer);
    if (broken) {
      exchange.getResponseBody().flush();
      throw new IOException("the body broke off");
    }
    if (unread && atOnce) {
      exchange.getResponseBody().flush();
      if (!passOver(LONGEST_REST)) {
        throw new IOException("there is too much of a body that is not wanted");
      }
    }
    if (atOnce && !exchange.getRequestMethod().equals("HEAD")) {
      // Most is sent only by this, and what closes the exchange does not tell when it fails.
      exchange.getResponseBody().close();
    }
  }

  private boolean isShort() {
    Headers headers = exchange.getRequestHeaders();
    String length = headers.getFirst("Content-Length");
    return length != null && length.length() <= 5 && Bodies.declared(headers) <= SHORT_REST;
  }

  /**
   * An answer that breaks off must not look whole. To close its exchange would end it in order; on
   * a thread that is interrupted this closes the connection instead.
   */
  private void send(Answer answer) throws IOException {
    boolean whole = false;
    try {
      Sending.send(exchange, answer, watch);
      whole = true;
    } catch (ServiceException | InterruptedException e) {
      LOG.debug("{}: broken off: {}", this, e.toString());
    } catch (RuntimeException | Error e) {
      LOG.error("{} broke off", this, e);
    } finally {
      if (!whole) {
        Thread.currentThread().interrupt();
      }
    }
    if (!whole) {
      throw new IOException("the answer broke off");
    }
  }

  /** Says whether that was all. */
  private boolean passOver(int most) throws IOException {
    byte[] buffer = new byte[8192];
    long left = most;
    while (left > 0) {
      long count = watch.await(ThreadWatch.Wait.REST, () -> body.read(buffer));
      if (count < 0) {
        return true;
      }
      left -= count;
    }
    return false;
  }

  /** Ends the request; an answer that was sent whole is left to go out. */
  void close() {
    try {
      watch.await(
          ThreadWatch.Wait.REST,
          () -> {
            exchange.close();
            return 0;
          });
    } catch (IOException e) {
      // It was cut off: this thread is interrupted, and the connection ends with the exchange.
      exchange.close();
    }
  }

  /** The client went away, or was cut off. */
  void lost(IOException e) {
    LOG.debug("{}: the client is gone: {}", this, e.toString());
  }
}
