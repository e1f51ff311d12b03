package io.jobservice.api;

import com.sun.net.httpserver.HttpExchange;
import io.jobservice.core.Controller;
import io.jobservice.core.Intake;
import io.jobservice.model.ServiceException;
import java.io.IOException;
import java.util.Optional;

/** Answers the submissions of jobs, and their rehearsals. Safe to share. */
final class Submissions {

  private final Intake intake;

  Submissions(Controller controller) {
    this.intake = new Intake(controller);
  }

  /** One job is accepted; a list has an answer for each of its jobs. */
  Answer submit(HttpExchange exchange) throws ServiceException, IOException {
    byte[] body = Bodies.read(exchange, Intake.LARGEST_BODY);
    Intake.Reply reply = intake.submit(body, key(exchange));
    return Answer.json(reply.isList() ? 200 : 202, reply.json());
  }

  /** Says what a submission would come to. */
  Answer check(HttpExchange exchange) throws ServiceException, IOException {
    byte[] body = Bodies.read(exchange, Intake.LARGEST_BODY);
    return Answer.json(200, intake.check(body, key(exchange)).json());
  }

  private static Optional<String> key(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
  }
}
