package io.jobservice.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jobservice.model.HookQuery;
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
   * The ids of the newest jobs, the newest first, without executions of periodic jobs that are yet
   * to come.
   *
   * @throws IOException if there is no answer in time, or it is no JSON
   */
  public List<String> ids() throws IOException {
    return ids("/jobs?cursor=0&upcoming=false&page_size=" + MOST_IDS);
  }

  /**
   * The ids of the newest policies of periodic jobs, the newest first.
   *
   * @throws IOException if there is no answer in time, or it is no JSON
   */
  public List<String> policies() throws IOException {
    return ids(HttpPaths.policies(0, MOST_IDS));
  }

  /**
   * The ids of events of status hooks: of the newest that were given up, and of the oldest that
   * wait.
   *
   * @throws IOException if there is no answer in time, or it is no JSON
   */
  public List<String> hooks() throws IOException {
    List<String> ids = new ArrayList<>();
    for (boolean dead : new boolean[] {true, false}) {
      HookQuery query = new HookQuery(dead, Optional.empty(), MOST_IDS, HookQuery.START);
      collect(HttpPaths.hooks(query), List.of("id"), ids::add);
    }
    return ids;
  }

  private List<String> ids(String path) throws IOException {
    List<String> ids = new ArrayList<>();
    collect(path, List.of("job", "id"), ids::add);
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

  /**
   * A parameter that a job type takes.
   *
   * @param name its name
   * @param isText whether its value is a text
   * @param values the values that it can have, as a command line has them; empty for many
   */
  public record Taken(String name, boolean isText, List<String> values) {

    /** Copies the values. */
    public Taken {
      values = List.copyOf(values);
    }
  }

  /**
   * The parameters of a job type, in its order.
   *
   * @param type the type
   * @return what it tells of them; empty when the service knows no such type
   * @throws IOException if there is no answer in time, or it is no JSON
   */
  public Optional<List<Taken>> parameters(String type) throws IOException {
    List<Taken> parameters = new ArrayList<>();
    try {
      return read(HttpPaths.type(type), parser -> parameters(parser, parameters))
          ? Optional.of(parameters)
          : Optional.empty();
    } catch (ClientException e) {
      return Optional.empty();
    }
  }

  private static void parameters(JsonParser parser, List<Taken> found) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = parser.currentName().equals("parameters");
      if (parser.nextToken() == JsonToken.START_ARRAY && wanted) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          found.add(parameter(parser));
        }
      } else {
        parser.skipChildren();
      }
    }
  }

  private static Taken parameter(JsonParser parser) throws IOException {
    String name = "";
    String type = "";
    List<String> values = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken token = parser.nextToken();
      if (field.equals("choices") && token == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          if (parser.currentToken().isScalarValue()) {
            values.add(parser.getText());
          }
          parser.skipChildren();
        }
      } else if (field.equals("name") && token == JsonToken.VALUE_STRING) {
        name = parser.getText();
      } else if (field.equals("type") && token == JsonToken.VALUE_STRING) {
        type = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
    if (values.isEmpty() && type.equals("boolean")) {
      values.addAll(List.of("true", "false"));
    }
    return new Taken(name, type.equals("string"), values);
  }

  /** Returns whether the service knows the route. */
  private boolean collect(String path, List<String> field, Consumer<String> found)
      throws IOException {
    return read(path, parser -> collect(parser, field, found));
  }

  /** What is done with an answer, whose first token is the current one. */
  private interface Reading {
    void read(JsonParser parser) throws IOException;
  }

  /** Returns whether the service knows the route, and what it asks about. */
  private boolean read(String path, Reading reading) throws IOException {
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
        reading.read(parser);
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
