package io.jobservice.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.core.Controller;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.JobOrder;
import io.jobservice.model.ServiceException;
import java.util.Map;

/** Does to a job what a request asks for. Safe to share. */
final class JobActions {

  private final Controller controller;

  JobActions(Controller controller) {
    this.controller = controller;
  }

  Answer act(String id, JsonNode body) throws ServiceException {
    JobOrder order = JobOrder.parse(body);
    switch (order.action()) {
      case "stop" -> controller.stop(id, order.cascade());
      case "cancel" -> controller.cancel(id);
      case "retry" -> controller.retry(id);
      case "pause" -> controller.policies().pause(id);
      case "resume" -> controller.policies().resume(id);
      case "reschedule" -> controller.policies().change(id, order.change());
      default -> {
        return Answer.error(ErrorCode.UNKNOWN_ACTION, "command: " + order.action());
      }
    }
    return new Answer.Empty(204, Map.of());
  }
}
