package io.jobservice.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Reads names from a service in a hurry, for somebody who waits at a shell: over HTTP alone, and by
 * streaming, because the tree of an answer takes longer to load than to read. What the service
 * refuses is empty. For one thread.
 */
public final class QuickLook {

  /** As many as a screen may show; a shell sorts out those that fit. */
  private static final int MOST_IDS = 50;

  private final Endpoint endpoint;
  private final int patienceMillis;
  private final JsonFactory factory = new JsonFactory();

  /**
   * A look at one service.
   *
   * @param endpoint the service
   * @param patience how long each wait of the connection may last, at least a millisecond
   */
  public QuickLook(Endpoint endpoint, Duration patience) {
    this.endpoint = Objects.requireNonNull(endpoint);
    this.patienceMillis = (int) Math.max(1, Math.min(patience.toMillis(), Integer.MAX_VALUE));
  }

  /**
   * The ids of the newest jobs, the newest first.
   *
   * @throws IOException if there is no answer in time, or it is no JSON
   */
  public List<String> ids() throws IOException {
    List<String> ids = new ArrayList<>();
    collect("/jobs?cursor=0&page_size=" + MOST_IDS, List.of("job", "id"), ids::add);
    return ids;
  }

  /**
   * The job types that have a queue or a worker pool, sorted. Of services that do not list queues:
   * those that have a pool.
   *
   * @throws IOException if there is no answer in time, or it is no JSON
   */
  public List<String> types() throws IOException {
    NavigableSet<String> types = new TreeSet<>();
    if (!collect("/queues", List.of("name"), types::add)) {
      collect("/stats", List.of("job_names"), types::add);
    }
    return List.copyOf(types);
  }

  /** Returns whether the service knows the route. */
  private boolean collect(String path, List<String> field, Consumer<String> found)
      throws IOException {
    HttpURLConnection exchange =
        (HttpURLConnection) URI.create(endpoint.url() + "/api/v1" + path).toURL().openConnection();
    exchange.setConnectTimeout(patienceMillis);
    exchange.setReadTimeout(patienceMillis);
    exchange.setInstanceFollowRedirects(false);
    exchange.setUseCaches(false);
    Optional<String> secret = endpoint.secret();
    if (secret.isPresent()) {
      exchange.setRequestProperty("Authorization", "Harbor-Secret " + secret.get());
    }
    int status = exchange.getResponseCode();
    if (status == HttpURLConnection.HTTP_OK) {
      try (InputStream body = exchange.getInputStream();
          JsonParser parser = factory.createParser(body)) {
        parser.nextToken();
        collect(parser, field, found);
      }
    }
    return status != HttpURLConnection.HTTP_NOT_FOUND;
  }

  /** Finds the texts that lie under these names, one object below the other; lists are open. */
  private static void collect(JsonParser parser, List<String> field, Consumer<String> found)
      throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        collect(parser, field, found);
      }
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        boolean wanted = !field.isEmpty() && parser.currentName().equals(field.get(0));
        parser.nextToken();
        if (wanted) {
          collect(parser, field.subList(1, field.size()), found);
        } else {
          parser.skipChildren();
        }
      }
    } else if (parser.currentToken() == JsonToken.VALUE_STRING && field.isEmpty()) {
      found.accept(parser.getText());
    }
  }
}
