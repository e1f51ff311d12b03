package io.jobservice.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.jobservice.core.Controller;
import io.jobservice.core.Controller.Idempotency;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.GoJson;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatsJson;
import io.jobservice.model.PoolsJson;
import io.jobservice.model.ServiceException;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import io.jobservice.model.SubmissionJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Carries out the requests of each route. Safe to share. */
final class Requests {

  /** The largest body that is read. */
  static final int LARGEST_BODY = 1 << 20;

  private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[ -~]{1,255}");

  private static final String HARBOR_MEDIA_TYPE = "application/vnd.harbor+json";

  private final Controller controller;
  private final JobLists lists;
  private final QueueRequests queues;

  Requests(Controller controller) {
    this.controller = controller;
    this.lists = new JobLists(controller);
    this.queues = new QueueRequests(controller.queues());
  }

  Answer answer(Route.Match match, HttpExchange exchange) throws ServiceException, IOException {
    boolean post = exchange.getRequestMethod().equals("POST");
    return switch (match.route()) {
      case JOBS -> post ? submit(exchange) : lists.jobs(exchange.getRequestURI().getRawQuery());
      case JOB -> post ? act(match.id(), exchange) : read(match.id());
      case JOB_LOG -> new Answer.Text(200, controller.log(match.id()), Map.of());
      case QUEUES -> queues.list();
      case QUEUE -> post ? queues.act(match.id(), json(body(exchange))) : queues.read(match.id());
      case SUMMARY -> queues.summary();
      case WORKERS -> queues.workers();
      case STATS -> stats(exchange);
    };
  }

  private Answer submit(HttpExchange exchange) throws ServiceException, IOException {
    byte[] body = body(exchange);
    String job = controller.launch(SubmissionJson.parse(json(body)), idempotency(exchange, body));
    return Answer.json(202, "{\"job\":" + job + "}");
  }

  private static Optional<Idempotency> idempotency(HttpExchange exchange, byte[] body)
      throws BadRequestException {
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    if (key == null) {
      return Optional.empty();
    }
    if (!IDEMPOTENCY_KEY.matcher(key).matches()) {
      throw new BadRequestException("Idempotency-Key must be 1 to 255 printable ASCII characters");
    }
    return Optional.of(new Idempotency(key, new String(body, StandardCharsets.UTF_8)));
  }

  private Answer read(String id) throws ServiceException {
    JobStats stats = controller.read(id);
    String job = JobStatsJson.toJson(stats);
    Optional<String> obstacle = controller.obstacle(stats);
    if (obstacle.isPresent()) {
      job =
          job.substring(0, job.length() - 1)
              + ",\"obstacle\":"
              + GoJson.quoted(obstacle.get())
              + "}";
    }
    return Answer.json(200, "{\"job\":" + job + "}");
  }

  private Answer act(String id, HttpExchange exchange) throws ServiceException, IOException {
    String action = action(exchange);
    switch (action) {
      case "stop" -> controller.stop(id);
      case "cancel" -> controller.cancel(id);
      case "retry" -> controller.retry(id);
      default -> {
        return Answer.error(ErrorCode.UNKNOWN_ACTION, "command: " + action);
      }
    }
    return new Answer.Empty(204, Map.of());
  }

  private static String action(HttpExchange exchange) throws BadRequestException, IOException {
    JsonNode body = json(body(exchange));
    if (!body.isObject()) {
      throw new BadRequestException(ErrorCode.JSON, "the body must be an object");
    }
    return body.path("action").asText("");
  }

  private Answer stats(HttpExchange exchange) throws ServiceException {
    String pools = PoolsJson.toJson(controller.pools(), controller.now());
    return Answer.json(200, isForHarbor(exchange) ? "{\"worker_pools\":" + pools + "}" : pools);
  }

  private static boolean isForHarbor(HttpExchange exchange) {
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    String query = exchange.getRequestURI().getRawQuery();
    return (accept != null && accept.contains(HARBOR_MEDIA_TYPE))
        || (query != null && Arrays.asList(query.split("&")).contains("format=harbor"));
  }

  private static byte[] body(HttpExchange exchange) throws BadRequestException, IOException {
    byte[] body = read(exchange.getRequestBody(), declaredLength(exchange));
    if (body.length > LARGEST_BODY) {
      throw new BadRequestException(
          ErrorCode.TOO_LARGE, "the body is larger than " + LARGEST_BODY + " bytes");
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
  private static byte[] read(InputStream in, long declared) throws IOException {
    if (declared < 0 || declared > LARGEST_BODY) {
      return in.readNBytes(LARGEST_BODY + 1);
    }
    byte[] body = new byte[(int) declared];
    int length = in.readNBytes(body, 0, body.length);
    return length == body.length ? body : Arrays.copyOf(body, length);
  }

  private static JsonNode json(byte[] body) throws BadRequestException {
    try {
      return StrictJson.parse(body);
    } catch (JsonSyntaxException e) {
      throw new BadRequestException(ErrorCode.JSON, String.valueOf(e.getMessage()));
    }
  }
}
