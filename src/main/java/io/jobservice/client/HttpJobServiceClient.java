package io.jobservice.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.model.HookQuery;
import io.jobservice.model.JobQuery;
import io.jobservice.model.LogLevel;
import io.jobservice.model.PolicyChange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The client over the REST API.
 *
 * <p>It uses {@link HttpURLConnection} because {@code java.net.http} takes half a second longer to
 * load. Redirects are not followed, so that the secret goes nowhere but where it was meant to go.
 */
public final class HttpJobServiceClient implements JobServiceClient {

  private static final int CONNECT_MILLIS = 5_000;

  /** For what the service itself waits for. */
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(5);

  /**
   * The largest body that is read: more than a mebibyte for each of {@link #PAGE} jobs, which few
   * jobs have.
   */
  private static final long LARGEST_BODY = 128L << 20;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private static final String TOTAL = "Total-Count";
  private static final String IF_NONE_MATCH = "If-None-Match";

  private final Endpoint endpoint;
  private final HttpFailures failures;
  private final Json json;

  /**
   * A client of one server; connects at the first question.
   *
   * @param endpoint the server
   * @param json how bodies are read and written
   */
  public HttpJobServiceClient(Endpoint endpoint, Json json) {
    this.endpoint = Objects.requireNonNull(endpoint);
    this.json = Objects.requireNonNull(json);
    this.failures = new HttpFailures(endpoint, json);
  }

  @Override
  public JsonNode submit(Submission submission) throws ClientException {
    return one("/jobs", submission);
  }

  @Override
  public List<JsonNode> submitAll(List<ObjectNode> jobs) throws ClientException {
    return all("/jobs", jobs);
  }

  @Override
  public JsonNode check(Submission submission) throws ClientException {
    return one("/dry-run", submission);
  }

  @Override
  public List<JsonNode> checkAll(List<ObjectNode> jobs) throws ClientException {
    return all("/dry-run", jobs);
  }

  private JsonNode one(String path, Submission submission) throws ClientException {
    ObjectNode body = json.nodes().objectNode().set("job", submission.toJson(json.nodes()));
    Map<String, String> headers =
        submission.idempotencyKey().map(key -> Map.of("Idempotency-Key", key)).orElse(Map.of());
    return answer(send("POST", path, body, headers, PATIENCE));
  }

  private List<JsonNode> all(String path, List<ObjectNode> jobs) throws ClientException {
    ObjectNode body = JobLists.body(jobs, json.nodes());
    JsonNode answer = answer(send("POST", path, body, PATIENCE));
    return JobLists.results(answer, jobs.size())
        .orElseThrow(() -> stranger("something that is no answer to a list of jobs", null));
  }

  @Override
  public JsonNode job(String id, Duration patience) throws ClientException {
    return answer(send("GET", HttpPaths.job(id), null, patience));
  }

  @Override
  public JsonNode why(String id) throws ClientException {
    return answer(send("GET", HttpPaths.job(id) + "/why", null, PATIENCE));
  }

  @Override
  public JobNews news(String id, Optional<String> known, Duration wait, Duration patience)
      throws ClientException {
    String path = HttpPaths.job(id);
    if (known.isEmpty()) {
      HttpURLConnection exchange = send("GET", path, null, patience);
      return new JobNews(Optional.of(answer(exchange)), tag(exchange));
    }
    HttpURLConnection exchange =
        send(
            "GET",
            path + "?wait=" + wait.toMillis() + "ms",
            null,
            Map.of(IF_NONE_MATCH, known.get()),
            patience.plus(wait));
    if (status(exchange) == HttpURLConnection.HTTP_NOT_MODIFIED) {
      finish(exchange);
      return new JobNews(Optional.empty(), known);
    }
    return new JobNews(Optional.of(answer(exchange)), tag(exchange));
  }

  private static Optional<String> tag(HttpURLConnection exchange) {
    return Optional.ofNullable(exchange.getHeaderField("ETag"));
  }

  private int status(HttpURLConnection exchange) throws ClientException {
    try {
      return exchange.getResponseCode();
    } catch (IOException e) {
      throw failures.lost(e);
    }
  }

  @Override
  public JobListPage jobs(JobQuery query) throws ClientException {
    return page(send("GET", HttpPaths.jobs(query), null, PATIENCE));
  }

  @Override
  public JobListPage jobsBeginning(String beginning) throws ClientException {
    String path = HttpPaths.jobsBeginning(beginning, PAGE);
    JobListPage page = page(send("GET", path, null, PATIENCE));
    return new JobListPage(JobLists.beginning(beginning, page.jobs(), json.nodes()), page.next());
  }

  private JobListPage page(HttpURLConnection exchange) throws ClientException {
    JsonNode jobs = list(exchange);
    return new JobListPage(jobs, number(exchange, "Next-Cursor"));
  }

  private JsonNode list(HttpURLConnection exchange) throws ClientException {
    JsonNode jobs = answer(exchange);
    if (!jobs.isArray()) {
      throw noList();
    }
    return jobs;
  }

  private long number(HttpURLConnection exchange, String header) throws ClientException {
    String text = exchange.getHeaderField(header);
    if (text == null || !NUMBER.matcher(text).matches()) {
      throw noList();
    }
    return Long.parseLong(text);
  }

  private ClientException noList() {
    return stranger("something that is no list of jobs", null);
  }

  @Override
  public CountedPage policies(long cursor, int size) throws ClientException {
    HttpURLConnection exchange = send("GET", HttpPaths.policies(cursor, size), null, PATIENCE);
    JsonNode policies = list(exchange);
    if (exchange.getHeaderField(TOTAL) == null) {
      throw new ClientException(
          Kind.FAILED,
          endpoint.url() + " does not list the policies of periodic jobs by themselves",
          "It is of an earlier version, or another program.",
          null);
    }
    return new CountedPage(policies, number(exchange, "Next-Cursor"), number(exchange, TOTAL));
  }

  @Override
  public CountedPage executions(String id, long pageNumber, int pageSize, boolean liveOnly)
      throws ClientException {
    String path = HttpPaths.executions(id, pageNumber, pageSize, liveOnly);
    HttpURLConnection exchange = send("GET", path, null, PATIENCE);
    return new CountedPage(list(exchange), 0, number(exchange, TOTAL));
  }

  @Override
  public void pausePolicy(String id, boolean pause) throws ClientException {
    act(id, pause ? "pause" : "resume");
  }

  @Override
  public void reschedule(String id, PolicyChange change) throws ClientException {
    ObjectNode body = json.nodes().objectNode().put("action", "reschedule");
    change.cronSpec().ifPresent(line -> body.put("cron_spec", line));
    change.misfire().ifPresent(choice -> body.put("misfire", choice.text()));
    change.overlap().ifPresent(choice -> body.put("overlap", choice.text()));
    finish(send("POST", HttpPaths.job(id), body, PATIENCE));
  }

  @Override
  public void stop(String id, boolean cascade) throws ClientException {
    ObjectNode body = json.nodes().objectNode().put("action", "stop");
    if (cascade) {
      body.put("cascade", true);
    }
    finish(send("POST", HttpPaths.job(id), body, PATIENCE));
  }

  @Override
  public void cancel(String id) throws ClientException {
    act(id, "cancel");
  }

  @Override
  public void retry(String id) throws ClientException {
    act(id, "retry");
  }

  private void act(String id, String action) throws ClientException {
    order(HttpPaths.job(id), action);
  }

  private void order(String path, String action) throws ClientException {
    ObjectNode body = json.nodes().objectNode().put("action", action);
    finish(send("POST", path, body, PATIENCE));
  }

  private void finish(HttpURLConnection exchange) throws ClientException {
    try {
      exchange.getInputStream().close();
    } catch (IOException e) {
      throw failures.lost(e);
    }
  }

  @Override
  public long log(String id, LogWish wish, long from, Duration patience, OutputStream sink)
      throws ClientException, IOException {
    Map<String, String> headers = from > 0 ? Map.of("Range", LogCopy.range(from)) : Map.of();
    HttpURLConnection exchange =
        send("GET", HttpPaths.log(id, wish, false), null, headers, patience);
    return new LogCopy(failures).copy(exchange, from, sink);
  }

  @Override
  public FollowEnd follow(String id, LogWish wish, Optional<String> after, LogListener listener)
      throws ClientException, IOException {
    Map<String, String> headers = new HashMap<>(Map.of("Accept", LogStream.TYPE));
    after.ifPresent(position -> headers.put("Last-Event-ID", position));
    String path = HttpPaths.log(id, after.isPresent() ? wish.goingOn() : wish, true);
    HttpURLConnection exchange = send("GET", path, null, headers, LogStream.LONGEST_SILENCE);
    return new LogStream(failures, json).read(exchange, listener);
  }

  @Override
  public JsonNode pools() throws ClientException {
    return answer(send("GET", "/stats", null, PATIENCE));
  }

  @Override
  public JsonNode queues() throws ClientException {
    return answer(send("GET", "/queues", null, PATIENCE));
  }

  @Override
  public JsonNode queue(String name) throws ClientException {
    return answer(send("GET", HttpPaths.queue(name), null, PATIENCE));
  }

  @Override
  public JsonNode types() throws ClientException {
    return answer(send("GET", "/types", null, PATIENCE));
  }

  @Override
  public JsonNode type(String name) throws ClientException {
    return answer(send("GET", HttpPaths.type(name), null, PATIENCE));
  }

  @Override
  public void pause(String type, boolean pause) throws ClientException {
    order(HttpPaths.queue(type), pause ? "pause" : "resume");
  }

  @Override
  public JsonNode purge(String type, int most) throws ClientException {
    ObjectNode body = json.nodes().objectNode().put("action", "purge").put("limit", most);
    return answer(send("POST", HttpPaths.queue(type), body, PATIENCE));
  }

  @Override
  public JsonNode summary(Duration patience) throws ClientException {
    return answer(send("GET", "/summary", null, patience));
  }

  @Override
  public JsonNode workers() throws ClientException {
    return answer(send("GET", "/workers", null, PATIENCE));
  }

  @Override
  public HookListPage hooks(HookQuery query) throws ClientException {
    HttpURLConnection exchange = send("GET", HttpPaths.hooks(query), null, PATIENCE);
    JsonNode events = answer(exchange);
    String next = exchange.getHeaderField("Next-Cursor");
    if (!events.isArray() || next == null) {
      throw stranger("something that is no list of events", null);
    }
    return new HookListPage(events, next);
  }

  @Override
  public void redeliver(String event) throws ClientException {
    order(HttpPaths.hook(event), "redeliver");
  }

  @Override
  public JsonNode redeliverDead(int most) throws ClientException {
    ObjectNode body = json.nodes().objectNode().put("action", "redeliver").put("dead", true);
    return answer(send("POST", "/hooks", body.put("limit", most), LONG_PATIENCE));
  }

  /**
   * Has the service send a sample event to a receiver, and waits for what comes of it.
   *
   * @param url the receiver
   * @return {@code {"delivered":..,"status":..,"duration_ms":..,"error":..}}, without a status when
   *     the receiver did not answer, and without an error when it took the event
   * @throws ClientException {@code BAD_REQUEST} if the service finds that no URL of a receiver
   */
  public JsonNode testHook(String url) throws ClientException {
    ObjectNode body = json.nodes().objectNode().put("url", url);
    return answer(send("POST", "/hooks/test", body, LONG_PATIENCE));
  }

  /**
   * The levels of the service's own log, as {@code {"levels":{"ROOT":"INFO"}}}.
   *
   * @throws ClientException if the service has no answer
   */
  public JsonNode logLevels() throws ClientException {
    return answer(send("GET", "/loggers", null, PATIENCE));
  }

  /**
   * Gives a logger of the service's own log a level, until the service is restarted or told to read
   * its configuration.
   *
   * @param logger its name, {@code ROOT} for all
   * @param level the least level that is written
   * @throws ClientException if the service refuses, or has no answer
   */
  public void setLogLevel(String logger, LogLevel level) throws ClientException {
    ObjectNode body = json.nodes().objectNode().put("level", level.name()).put("logger", logger);
    finish(send("POST", "/loggers", body, PATIENCE));
  }

  /** Does nothing: connections are the JDK's. */
  @Override
  public void close() {}

  private HttpURLConnection send(String method, String path, JsonNode body, Duration patience)
      throws ClientException {
    return send(method, path, body, Map.of(), patience);
  }

  private HttpURLConnection send(
      String method, String path, JsonNode body, Map<String, String> headers, Duration patience)
      throws ClientException {
    try {
      HttpURLConnection exchange =
          (HttpURLConnection) endpoint.url().resolve(base() + path).toURL().openConnection();
      exchange.setRequestMethod(method);
      exchange.setConnectTimeout(CONNECT_MILLIS);
      exchange.setReadTimeout((int) Math.max(1, Math.min(patience.toMillis(), Integer.MAX_VALUE)));
      exchange.setInstanceFollowRedirects(false);
      exchange.setUseCaches(false);
      exchange.setRequestProperty("Accept", "application/json");
      headers.forEach(exchange::setRequestProperty);
      endpoint
          .secret()
          .ifPresent(s -> exchange.setRequestProperty("Authorization", "Harbor-Secret " + s));
      if (body != null) {
        byte[] bytes = json.write(body).getBytes(UTF_8);
        exchange.setDoOutput(true);
        // Without it the JDK sends a POST again when its connection breaks: a job would run twice.
        exchange.setFixedLengthStreamingMode(bytes.length);
        exchange.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = exchange.getOutputStream()) {
          out.write(bytes);
        }
      }
      int status = exchange.getResponseCode();
      boolean nothingNew =
          (status == LogCopy.BEYOND && headers.containsKey("Range"))
              || (status == HttpURLConnection.HTTP_NOT_MODIFIED
                  && headers.containsKey(IF_NONE_MATCH));
      if ((status < 200 || status > 299) && !nothingNew) {
        throw failures.refused(exchange, status);
      }
      return exchange;
    } catch (IOException e) {
      throw failures.unreachable(e);
    }
  }

  private String base() {
    String path = endpoint.url().getRawPath();
    return (path == null ? "" : path) + "/api/v1";
  }

  private JsonNode answer(HttpURLConnection exchange) throws ClientException {
    try (InputStream body = new BoundedStream(body(exchange), LARGEST_BODY)) {
      return json.read(body);
    } catch (JsonProcessingException e) {
      throw stranger("something that is not JSON", e);
    } catch (BoundedStream.TooLongException e) {
      throw stranger("more than " + (LARGEST_BODY >> 20) + " MiB", e);
    } catch (IOException e) {
      throw failures.lost(e);
    }
  }

  private ClientException stranger(String answer, Exception cause) {
    return new ClientException(
        Kind.FAILED,
        endpoint.url() + " answered with " + answer,
        "Is that a jobservice? The address comes from " + endpoint.source() + ".",
        cause);
  }

  private InputStream body(HttpURLConnection exchange) throws ClientException {
    try {
      return exchange.getInputStream();
    } catch (IOException e) {
      throw failures.lost(e);
    }
  }
}
