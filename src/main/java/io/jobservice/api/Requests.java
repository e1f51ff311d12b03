package io.jobservice.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.jobservice.core.Controller;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatsJson;
import io.jobservice.model.ServiceException;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import io.jobservice.model.SubmissionJson;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** Carries out the requests of each route. Safe to share. */
final class Requests {

  /** The largest body that is read. */
  static final int LARGEST_BODY = 1 << 20;

  private static final String HARBOR_MEDIA_TYPE = "application/vnd.harbor+json";

  private final Controller controller;

  Requests(Controller controller) {
    this.controller = controller;
  }

  Answer answer(Route.Match match, HttpExchange exchange) throws ServiceException, IOException {
    boolean post = exchange.getRequestMethod().equals("POST");
    return switch (match.route()) {
      case JOBS -> submit(exchange);
      case JOB -> post ? act(match.id(), exchange) : read(match.id());
      case JOB_LOG -> new Answer.Text(200, controller.log(match.id()), Map.of());
      case STATS -> stats(exchange);
    };
  }

  private Answer submit(HttpExchange exchange) throws ServiceException, IOException {
    JobStats stats = controller.launch(SubmissionJson.parse(body(exchange)));
    return Answer.json(202, job(stats));
  }

  private Answer read(String id) throws ServiceException {
    return Answer.json(200, job(controller.read(id)));
  }

  private Answer act(String id, HttpExchange exchange) throws ServiceException, IOException {
    JsonNode body = body(exchange);
    if (!body.isObject()) {
      throw new BadRequestException(ErrorCode.JSON, "the body must be an object");
    }
    String action = body.path("action").asText("");
    if (!action.equals("stop")) {
      return Answer.error(ErrorCode.UNKNOWN_ACTION, "command: " + action);
    }
    controller.stop(id);
    return new Answer.Empty(204, Map.of());
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

  private static String job(JobStats stats) {
    return "{\"job\":" + JobStatsJson.toJson(stats) + "}";
  }

  private static JsonNode body(HttpExchange exchange) throws BadRequestException, IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw new BadRequestException(
          ErrorCode.TOO_LARGE, "the body is larger than " + LARGEST_BODY + " bytes");
    }
    try {
      return StrictJson.parse(body);
    } catch (JsonSyntaxException e) {
      throw new BadRequestException(ErrorCode.JSON, String.valueOf(e.getMessage()));
    }
  }
}
