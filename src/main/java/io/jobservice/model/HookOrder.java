package io.jobservice.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a request wants done with events of status hooks.
 *
 * @param action the word for it, empty when there is none
 * @param dead whether it is for all that were given up
 * @param limit how many of them at most
 */
public record HookOrder(String action, boolean dead, int limit) {

  /** How many events one order may be for. */
  public static final int MOST = 10_000;

  /**
   * Reads an order, <code>{"action":..,"dead":..,"limit":..}</code>.
   *
   * @param body the whole body
   * @throws BadRequestException if it is no object, or has another name or a value that makes no
   *     sense
   */
  public static HookOrder parse(JsonNode body) throws BadRequestException {
    JsonFields fields = new JsonFields(JsonFields.object(body, "the body"), "");
    fields.refuseOthers("action", "dead", "limit");
    return new HookOrder(
        body.path("action").asText(""),
        fields.flag("dead"),
        (int) fields.whole("limit", 1, MOST).orElse(MOST));
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
