package io.jobservice.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.jobservice.core.Controller;
import io.jobservice.metrics.Meters;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.JobOrder;
import io.jobservice.model.PoolsJson;
import io.jobservice.model.ServiceException;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Carries out the requests of each route. Safe to share. */
final class Requests {

  /** The largest body that is read, but for submissions. */
  private static final int LARGEST_BODY = 1 << 20;

  private static final String HARBOR_MEDIA_TYPE = "application/vnd.harbor+json";

  private static final String FORMAT = "format=";

  private final Controller controller;
  private final JobLists lists;
  private final JobReads reads;
  private final JobActions actions;
  private final LogRequests logs;
  private final QueueRequests queues;
  private final Submissions submissions;
  private final LoggerRequests loggers;
  private final HookRequests hooks;
  private final ScheduleRequests schedules;
  private final FailedRequests failed;
  private final EventRequests events;
  private final RedisPool redis;
  private final Meters meters;
  private final OpenApi description;

  /**
   * Requests to a node.
   *
   * @param readers read the bodies that are worked on while they come
   * @param nanoTime a clock that never goes back
   */
  Requests(Controller controller, HttpApi.Node node, Executor readers, LongSupplier nanoTime) {
    this.controller = controller;
    this.lists = new JobLists(controller);
    this.reads = new JobReads(controller);
    this.actions = new JobActions(controller);
    this.logs = new LogRequests(controller.logs());
    this.queues = new QueueRequests(controller.queues());
    this.submissions = new Submissions(controller, readers, nanoTime);
    this.events = new EventRequests(controller.events(), nanoTime);
    this.loggers = new LoggerRequests(node.levels());
    this.hooks = new HookRequests(controller.hooks(), node.hookTrial());
    this.schedules = new ScheduleRequests(controller, actions);
    this.failed = new FailedRequests(controller.failed(), controller::now);
    this.redis = node.redis();
    this.meters = node.meters();
    this.description = new OpenApi(node.version());
  }

  Answer answer(Route.Match match, HttpExchange exchange) throws ServiceException, IOException {
    boolean post = exchange.getRequestMethod().equals("POST");
    return switch (match.route()) {
      case JOBS -> post ? submissions.submit(exchange) : lists.jobs(query(exchange));
      case JOB ->
          post
              ? actions.act(match.id(), JobOrder.parse(json(body(exchange))))
              : reads.read(match.id(), exchange);
      case SCHEDULES -> schedules.list(query(exchange));
      case SCHEDULE ->
          post
              ? schedules.act(match.id(), json(body(exchange)))
              : schedules.read(match.id(), query(exchange));
      case RETRIES ->
          post ? failed.actOnWaiting(json(body(exchange))) : failed.waiting(query(exchange));
      case DEAD -> post ? failed.actOnDead(json(body(exchange))) : failed.dead(query(exchange));
      case CONFIG -> {
        Query.refuseAll(query(exchange));
        yield Answer.json(200, redis.toJson());
      }
      case WHY -> reads.why(match.id(), query(exchange));
      case EVENTS -> events.follow(exchange);
      case EXECUTIONS -> lists.executions(match.id(), query(exchange));
      case JOB_LOG -> logs.answer(match.id(), exchange);
      case DRY_RUN -> submissions.check(exchange);
      case QUEUES -> queues.list(query(exchange));
      case QUEUE ->
          post
              ? queues.act(match.id(), json(body(exchange)))
              : queues.read(match.id(), query(exchange));
      case TYPES -> queues.types(query(exchange));
      case TYPE -> queues.type(match.id(), query(exchange));
      case OPENAPI -> description.answer();
      case SUMMARY -> queues.summary(query(exchange));
      case WORKERS -> queues.workers(query(exchange));
      case LOGGERS -> post ? loggers.set(json(body(exchange))) : loggers.list();
      case HOOKS -> post ? hooks.actOnDead(json(body(exchange))) : hooks.list(query(exchange));
      case HOOK_TEST -> hooks.test(json(body(exchange)));
      case HOOK -> hooks.act(match.id(), json(body(exchange)));
      case STATS -> stats(exchange);
      case METRICS -> metrics(exchange);
    };
  }

  private Answer stats(HttpExchange exchange) throws ServiceException {
    boolean harbor = isForHarbor(exchange);
    String pools = PoolsJson.toJson(controller.pools(), controller.now());
    return Answer.json(200, harbor ? "{\"worker_pools\":" + pools + "}" : pools);
  }

  private Answer metrics(HttpExchange exchange) {
    Meters.Exposition values =
        meters.expose(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept")));
    return new Answer.Stream(
        200, values.contentType(), Map.of(), new MetricsBody(values.body()), true);
  }

  /** Whoever asks for the pools may send what means nothing here; but there is one format. */
  private static boolean isForHarbor(HttpExchange exchange) throws BadRequestException {
    String query = query(exchange);
    List<String> formats =
        Arrays.stream(query == null ? new String[0] : query.split("&"))
            .filter(pair -> pair.startsWith(FORMAT))
            .map(pair -> pair.substring(FORMAT.length()))
            .filter(format -> !format.isEmpty())
            .toList();
    for (String format : formats) {
      if (!format.equals("harbor")) {
        throw new BadRequestException("'format' must be harbor, or left out, not " + format);
      }
    }
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    return !formats.isEmpty() || (accept != null && accept.contains(HARBOR_MEDIA_TYPE));
  }

  private static String query(HttpExchange exchange) {
    return exchange.getRequestURI().getRawQuery();
  }

  private static byte[] body(HttpExchange exchange) throws BadRequestException, IOException {
    return Bodies.read(exchange, LARGEST_BODY);
  }

  private static JsonNode json(byte[] body) throws BadRequestException {
    try {
      return StrictJson.parse(body);
    } catch (JsonSyntaxException e) {
      throw new BadRequestException(ErrorCode.JSON, String.valueOf(e.getMessage()));
    }
  }
}
