package io.jobservice.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;

/**
 * What a request wants done with the jobs that wait for their next try, or were given up or
 * cancelled.
 *
 * @param action the word for it, empty when there is none
 * @param name the type whose jobs are meant; empty for all
 * @param limit how many jobs at most
 */
public record EntryOrder(String action, Optional<String> name, int limit) {

  /** How many jobs one order may be for. */
  public static final int MOST = 10_000;

  /** Checks that nothing is null. */
  public EntryOrder {
    Objects.requireNonNull(action);
    Objects.requireNonNull(name);
  }

  /**
   * Reads an order, <code>{"action":..,"name":..,"limit":..}</code>.
   *
   * @param body the whole body
   * @throws BadRequestException if it is no object, or has another name or a value that makes no
   *     sense
   */
  public static EntryOrder parse(JsonNode body) throws BadRequestException {
    JsonFields fields = new JsonFields(JsonFields.object(body, "the body"), "");
    fields.refuseOthers("action", "name", "limit");
    Optional<String> name = fields.text("name");
    if (name.isPresent() && !JobName.isValid(name.get())) {
      throw new BadRequestException("'name' must be a job type; '" + name.get() + "' is none");
    }
    return new EntryOrder(
        body.path("action").asText(""), name, (int) fields.whole("limit", 1, MOST).orElse(MOST));
  }
}
