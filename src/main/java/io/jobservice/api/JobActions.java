package io.jobservice.api;

import io.jobservice.core.Controller;
import io.jobservice.model.JobOrder;
import io.jobservice.model.ServiceException;
import java.util.Map;

/** Does to a job what a request asks for. Safe to share. */
final class JobActions {

  private final Controller controller;

  JobActions(Controller controller) {
    this.controller = controller;
  }

  Answer act(String id, JobOrder order) throws ServiceException {
    switch (order.action()) {
      case "stop" -> controller.stop(id, order.cascade());
      case "cancel" -> controller.cancel(id);
      case "retry" -> controller.retry(id);
      case "pause" -> controller.policies().pause(id);
      case "resume" -> controller.policies().resume(id);
      case "reschedule" -> controller.policies().change(id, order.change());
      default -> {
        return UnknownAction.answer(
            order.action(), "stop", "cancel", "retry", "pause", "resume", "reschedule");
      }
    }
    return new Answer.Empty(204, Map.of());
  }
}
