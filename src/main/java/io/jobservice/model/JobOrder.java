package io.jobservice.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a request wants done with a job.
 *
 * @param action the word for it, empty when there is none
 * @param cascade whether it is for all that the job has launched too
 */
public record JobOrder(String action, boolean cascade) {

  /**
   * Reads an order, <code>{"action":..,"cascade":..}</code>; what else is there is passed over.
   *
   * @param body the whole body
   * @throws BadRequestException if it is no object, or has a cascade with another action than stop
   */
  public static JobOrder parse(JsonNode body) throws BadRequestException {
    JsonFields fields = new JsonFields(JsonFields.object(body, "the body"), "");
    JobOrder order = new JobOrder(body.path("action").asText(""), fields.flag("cascade"));
    if (order.cascade && !order.action.equals("stop")) {
      throw new BadRequestException("'cascade' goes with the action stop only");
    }
    return order;
  }
}
