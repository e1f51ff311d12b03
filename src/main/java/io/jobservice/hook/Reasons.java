package io.jobservice.hook;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/**
 * Says in words why there was no answer. Only the platform's own words are repeated, never what a
 * receiver sent.
 */
final class Reasons {

  private static final int LONGEST = 120;

  private final Duration connectTimeout;

  Reasons(Duration connectTimeout) {
    this.connectTimeout = connectTimeout;
  }

  /** What to say of a failed exchange. */
  PostException of(Throwable failure) {
    return new PostException(
        connection(failure).orElseGet(() -> exchange(failure)), has(failure, IOException.class));
  }

  /** Whether there was no connection. */
  boolean isConnection(Throwable failure) {
    return connection(failure).isPresent();
  }

  /** Why there is no connection, if that is why something failed. */
  Optional<String> connection(Throwable failure) {
    if (has(failure, HttpConnectTimeoutException.class)
        || has(failure, SocketTimeoutException.class)) {
      return Optional.of("no connection within " + seconds(connectTimeout));
    }
    boolean none =
        has(failure, ConnectException.class)
            || has(failure, NoRouteToHostException.class)
            || has(failure, BindException.class)
            || find(failure, SocketException.class)
                .filter(e -> String.valueOf(e.getMessage()).contains("unreachable"))
                .isPresent();
    return none ? Optional.of("no connection: " + innermost(failure)) : Optional.empty();
  }

  /** Why a receiver that was connected to did not answer. */
  private static String exchange(Throwable failure) {
    if (has(failure, CertificateExpiredException.class)) {
      return "TLS: its certificate has expired";
    }
    if (has(failure, CertificateNotYetValidException.class)) {
      return "TLS: its certificate is not valid yet";
    }
    if (has(failure, CertPathBuilderException.class)) {
      return "TLS: its certificate is not trusted; hooks.ca_file may name more authorities";
    }
    if (has(failure, CertificateException.class)) {
      return "TLS: its certificate is not for this host, or otherwise not good";
    }
    Optional<SSLException> tls = find(failure, SSLException.class);
    if (tls.isPresent()) {
      String words = words(tls.get());
      // What the platform says of bytes that are no TLS.
      return words.contains("nrecognized SSL message")
          ? "TLS: it speaks no TLS; is http:// meant?"
          : "TLS: " + words;
    }
    if (has(failure, ProtocolException.class)) {
      return "what it answered is no HTTP";
    }
    return has(failure, IOException.class)
        ? "the connection ended before the answer"
        : "cannot be sent: " + root(failure).getClass().getSimpleName();
  }

  /** Whether there was a connection that ended, and nothing else was wrong. */
  boolean isLost(Throwable failure) {
    return has(failure, IOException.class)
        && !isConnection(failure)
        && !has(failure, SSLException.class)
        && !has(failure, ProtocolException.class);
  }

  /** A time as a person reads it. */
  static String seconds(Duration time) {
    return time.toMillisPart() == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private static Throwable root(Throwable failure) {
    return failure instanceof ExecutionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    return find(failure, type).isPresent();
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 20; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
      depth++;
    }
    return Optional.empty();
  }

  private static String innermost(Throwable failure) {
    String words = "refused or unreachable";
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 20; t = t.getCause()) {
      if (t instanceof SocketException && t.getMessage() != null) {
        words = words(t);
      }
      depth++;
    }
    return words;
  }

  private static String words(Throwable failure) {
    String text = String.valueOf(failure.getMessage()).replaceAll("[^\\x20-\\x7e]+", " ").strip();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "..";
  }
}
