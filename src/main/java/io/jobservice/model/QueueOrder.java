package io.jobservice.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a request wants done with a queue.
 *
 * @param action the word for it, empty when there is none
 * @param limit how many entries at most, where the action takes entries
 */
public record QueueOrder(String action, int limit) {

  /** How many entries one order may take. */
  public static final int MOST = 10_000;

  /**
   * Reads an order, <code>{"action":..,"limit":..}</code>.
   *
   * @param body the whole body
   * @throws BadRequestException if it is no object, has another name, or the limit is no number in
   *     its range
   */
  public static QueueOrder parse(JsonNode body) throws BadRequestException {
    JsonFields fields = new JsonFields(JsonFields.object(body, "the body"), "");
    fields.refuseOthers("action", "limit");
    return new QueueOrder(
        body.path("action").asText(""), (int) fields.whole("limit", 1, MOST).orElse(MOST));
  }

  /**
   * Checks a limit that comes by another way than a body.
   *
   * @param limit any number
   * @throws BadRequestException if it is not in its range
   */
  public static void checkLimit(int limit) throws BadRequestException {
    if (limit < 1 || limit > MOST) {
      throw new BadRequestException(
          "'limit' must be a whole number from 1 to " + MOST + ", but it is " + limit);
    }
  }
}
