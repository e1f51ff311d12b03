package io.jobservice.api;

import com.sun.net.httpserver.HttpExchange;
import io.jobservice.core.Controller;
import io.jobservice.core.Intake;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.ServiceException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/** Answers the submissions of jobs, and their rehearsals. Safe to share. */
final class Submissions {

  /** The media types of JSON in lines; the first one is that of answers. */
  private static final List<String> LINES =
      List.of("application/x-ndjson", "application/ndjson", "application/jsonl");

  /** As {@link Admission} has it for large requests: a call of so many jobs takes Redis long. */
  private static final int LINES_AT_ONCE = 4;

  private final Semaphore places = new Semaphore(LINES_AT_ONCE);
  private final Intake intake;
  private final Executor threads;
  private final LongSupplier nanoTime;

  /**
   * Submissions to a system.
   *
   * @param threads read the bodies that are worked on while they come
   * @param nanoTime a clock that never goes back
   */
  Submissions(Controller controller, Executor threads, LongSupplier nanoTime) {
    this.intake = new Intake(controller);
    this.threads = threads;
    this.nanoTime = nanoTime;
  }

  /** Whether the body of a request is JSON in lines, which are worked on while they come. */
  static boolean isLines(HttpExchange exchange) {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    return type != null && LINES.contains(type.split(";", -1)[0].strip().toLowerCase(Locale.ROOT));
  }

  /** One job is accepted; a list, or lines, have an answer for each of their jobs. */
  Answer submit(HttpExchange exchange) throws ServiceException, IOException {
    if (isLines(exchange)) {
      Intake.refuseKeyOfMany(key(exchange));
      return new Answer.Later(() -> lines(exchange), true);
    }
    byte[] body = Bodies.read(exchange, Intake.LARGEST_BODY);
    Intake.Reply reply = intake.submit(body, key(exchange));
    return Answer.json(reply.isList() ? 200 : 202, reply.json());
  }

  private Answer lines(HttpExchange exchange) {
    BodyLines lines = new BodyLines(exchange.getRequestBody(), nanoTime);
    StreamBody answers = new LinesBody(lines, intake, threads, places);
    return new Answer.Stream(200, LINES.get(0), Map.of(), answers, false);
  }

  /** Says what a submission would come to. */
  Answer check(HttpExchange exchange) throws ServiceException, IOException {
    if (isLines(exchange)) {
      throw new BadRequestException(
          "lines are not taken here; send {\"job\":{...}}, or {\"jobs\":[{...},...]} as"
              + " application/json");
    }
    byte[] body = Bodies.read(exchange, Intake.LARGEST_BODY);
    return Answer.json(200, intake.check(body, key(exchange)).json());
  }

  private static Optional<String> key(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
  }
}
