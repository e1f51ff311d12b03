package io.jobservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Puts what can go wrong between us and a server into words. */
final class HttpFailures {

  private static final int LONGEST_ERROR_BODY = 64 * 1024;

  private final Endpoint endpoint;
  private final Json json;

  HttpFailures(Endpoint endpoint, Json json) {
    this.endpoint = endpoint;
    this.json = json;
  }

  /** The server could not be asked, or did not answer. */
  ClientException unreachable(IOException e) {
    if (e instanceof SSLException) {
      return unavailable(
          "no secure connection to " + endpoint + ": " + e.getMessage(),
          "If its certificate is not public, pass a trust store to the JVM:"
              + " JOBSERVICE_OPTS=-Djavax.net.ssl.trustStore=FILE",
          e);
    }
    if (e instanceof SocketTimeoutException) {
      return unavailable(
          "no answer in time from " + endpoint,
          "It may be busy or the wrong address; try again, or give another with --url.",
          e);
    }
    if (e instanceof UnknownHostException) {
      return unavailable(
          "cannot reach " + endpoint + ": unknown host", "Correct the address, or use --url.", e);
    }
    String advice =
        e instanceof ConnectException
            ? "Is the service running? Start it with: jobservice serve"
            : "Look at the log of the service, then try again.";
    return unavailable("cannot reach " + endpoint + ": " + words(e), advice, e);
  }

  /** The connection broke in the middle of an answer. */
  ClientException lost(IOException e) {
    return unavailable(
        "the connection to " + endpoint + " was lost: " + words(e),
        "The answer is incomplete; try again.",
        e);
  }

  /** The server answered, but not what was asked for. */
  ClientException refused(HttpURLConnection exchange, int status) throws IOException {
    if (status < 0) {
      return new ClientException(
          Kind.FAILED,
          endpoint + " does not speak HTTP",
          "Correct the address, or use --url.",
          null);
    }
    String said = said(exchange);
    if (status == 401 || status == 403) {
      return notAllowed(said);
    }
    if (status >= 300 && status < 400) {
      return new ClientException(
          Kind.FAILED,
          endpoint.url() + " redirects to " + exchange.getHeaderField("Location"),
          "If you trust that address, give it with --url.",
          null);
    }
    Kind kind = Refusal.kind(status);
    if (said == null) {
      return new ClientException(
          kind,
          endpoint.url() + " answered " + status + " without saying why",
          "Is that a jobservice? The address comes from " + endpoint.source() + ".",
          null);
    }
    return new ClientException(kind, said);
  }

  private ClientException notAllowed(String said) {
    if (endpoint.secret().isEmpty()) {
      return new ClientException(
          Kind.NOT_ALLOWED,
          endpoint.url() + " wants a secret, and none was found",
          "It is looked for in --secret-file, CORE_SECRET, and the data_dir of the configuration"
              + " file (runtime.json, secret).",
          null);
    }
    return new ClientException(
        Kind.NOT_ALLOWED,
        endpoint.url() + " does not accept the secret" + (said == null ? "" : ": " + said),
        "The first that is found is used: --secret-file, CORE_SECRET, the data_dir of the"
            + " configuration file (runtime.json, secret).",
        null);
  }

  /** What an error body says, or null; older services use other names for its fields. */
  private String said(HttpURLConnection exchange) {
    try (InputStream body = exchange.getErrorStream()) {
      if (body == null) {
        return null;
      }
      JsonNode error = json.read(new ByteArrayInputStream(body.readNBytes(LONGEST_ERROR_BODY)));
      String general = error.path("err").asText(error.path("message").asText("")).strip();
      String detail = error.path("description").asText(error.path("details").asText("")).strip();
      String words = Refusal.words(general, detail);
      return words.isEmpty() ? null : words;
    } catch (IOException e) {
      return null;
    }
  }

  private static ClientException unavailable(String message, String advice, Throwable cause) {
    return new ClientException(Kind.UNAVAILABLE, message, advice, cause);
  }

  private static String words(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
