package io.jobservice.joblog;

import io.jobservice.model.LogQuery;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * Logs that lie with other nodes, read over their API with the secret that all nodes share. A node
 * that is asked so answers with what it has itself and asks nobody, so that no request goes round
 * in circles. Safe to share.
 */
public final class Peers {

  /** The header that names the node that asks; whoever gets it answers with what it has itself. */
  public static final String HOP = "X-Jobservice-Hop";

  /** The header of a request with the place to begin at. */
  public static final String FROM = "X-Jobservice-From";

  /** The header of an answer with the place of its first byte. */
  public static final String PLACE = "X-Jobservice-Place";

  /** The header of an answer with the number of the last lines that were found. */
  public static final String LINES = "X-Jobservice-Lines";

  /** The header of an answer with how many bytes the attempts have logged. */
  public static final String SIZE = "X-Jobservice-Size";

  /** What an answer holds in place of nothing, so that silence is told from death. */
  public static final byte ALIVE = 0;

  /** How long an answer that is followed stays without a byte at most. */
  public static final Duration PULSE = Duration.ofMillis(500);

  private static final int CONNECT_MILLIS = 2_000;

  /** Many times the pulse: what is longer silent is gone, though nobody closed the connection. */
  private static final int SILENCE_MILLIS = 10_000;

  private final String node;
  private final String secret;

  /**
   * The peers of a node.
   *
   * @param node who asks, as it is known to others
   * @param secret what the API of every node asks for
   */
  public Peers(String node, String secret) {
    this.node = Objects.requireNonNull(node);
    this.secret = Objects.requireNonNull(secret);
  }

  /** A node that answered, but not with a log; its message says what to do. */
  public static final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean passing;

    RefusedException(String message, boolean passing) {
      super(message);
      this.passing = passing;
    }

    /** Whether the same request may work later. */
    public boolean isPassing() {
      return passing;
    }
  }

  /**
   * Opens the log of a job at another node.
   *
   * @param url the address of its API
   * @param id the job
   * @param query which part; no times are relative in it
   * @param from the place to begin at, if it is 0 or more
   * @param follow whether to wait for what is logged later
   * @throws RefusedException if the node does not let us
   * @throws IOException if it does not answer
   */
  public LogSource open(URI url, String id, LogQuery query, long from, boolean follow)
      throws IOException {
    StringBuilder path = new StringBuilder(url.toString().replaceAll("/+$", ""));
    // The encoder is for forms, where a plus is a space.
    String inPath = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    path.append("/api/v1/jobs/").append(inPath);
    path.append("/log?attempt=").append(query.attempts().text());
    query.tail().ifPresent(lines -> path.append("&tail=").append(lines));
    query.since().ifPresent(time -> path.append("&since=").append(time.getEpochSecond()));
    if (follow) {
      path.append("&follow=true");
    }
    HttpURLConnection exchange =
        (HttpURLConnection) URI.create(path.toString()).toURL().openConnection();
    exchange.setConnectTimeout(CONNECT_MILLIS);
    exchange.setReadTimeout(SILENCE_MILLIS);
    exchange.setInstanceFollowRedirects(false);
    exchange.setUseCaches(false);
    exchange.setRequestProperty("Authorization", "Harbor-Secret " + secret);
    exchange.setRequestProperty(HOP, node);
    if (from >= 0) {
      exchange.setRequestProperty(FROM, Long.toString(from));
    }
    int status = exchange.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      exchange.disconnect();
      throw refused(status);
    }
    return new PeerSource(exchange, follow);
  }

  private static IOException refused(int status) {
    return switch (status) {
      case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
          new RefusedException(
              "it does not take this node's secret; give all nodes the same CORE_SECRET", false);
      case HttpURLConnection.HTTP_UNAVAILABLE ->
          new RefusedException(
              "it is busy with as many streams as it takes; try again later", true);
      default -> new IOException("it answered with status " + status);
    };
  }
}
