package io.jobservice.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a request wants done with a job.
 *
 * @param action the word for it, empty when there is none
 * @param cascade whether it is for all that the job has launched too
 * @param change how a policy is to be; nothing changes unless the action is {@code reschedule}
 */
public record JobOrder(String action, boolean cascade, PolicyChange change) {

  private static final String RESCHEDULE = "reschedule";

  /**
   * Reads an order, <code>{"action":..,"cascade":..,"cron_spec":..,"misfire":..,"overlap":..}
   * </code>; what else is there is passed over.
   *
   * @param body the whole body
   * @throws BadRequestException if it is no object, has a cascade with another action than stop or
   *     what is to change with another one than reschedule, or reschedules nothing
   */
  public static JobOrder parse(JsonNode body) throws BadRequestException {
    JsonFields fields = new JsonFields(JsonFields.object(body, "the body"), "");
    PolicyChange change =
        new PolicyChange(fields.text("cron_spec"), fields.misfire(), fields.overlap());
    JobOrder order = new JobOrder(body.path("action").asText(""), fields.flag("cascade"), change);
    if (order.cascade && !order.action.equals("stop")) {
      throw new BadRequestException("'cascade' goes with the action stop only");
    }
    order.checkChange(fields);
    return order;
  }

  /**
   * Reads an order in which nothing else may stand.
   *
   * @param body the whole body
   * @throws BadRequestException as {@link #parse} does, and if there is another name
   */
  public static JobOrder parseStrictly(JsonNode body) throws BadRequestException {
    new JsonFields(JsonFields.object(body, "the body"), "")
        .refuseOthers("action", "cascade", "cron_spec", "misfire", "overlap");
    return parse(body);
  }

  private void checkChange(JsonFields fields) throws BadRequestException {
    boolean reschedules = action.equals(RESCHEDULE);
    boolean changes = false;
    for (String field : List.of("cron_spec", "misfire", "overlap")) {
      boolean isThere = fields.find(field).isPresent();
      if (isThere && !reschedules) {
        throw new BadRequestException("'" + field + "' goes with the action reschedule only");
      }
      changes |= isThere;
    }
    if (reschedules && !changes) {
      throw new BadRequestException("reschedule needs 'cron_spec', 'misfire' or 'overlap'");
    }
  }
}
