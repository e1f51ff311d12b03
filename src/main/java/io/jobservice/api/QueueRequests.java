package io.jobservice.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.core.Queues;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.QueueOrder;
import io.jobservice.model.QueuesJson;
import io.jobservice.model.ServiceException;
import io.jobservice.model.SummaryJson;
import io.jobservice.model.TypesJson;
import io.jobservice.model.WorkersJson;
import java.util.Map;

/** Carries out the requests about queues, job types and workers as a whole. Safe to share. */
final class QueueRequests {

  private final Queues queues;

  QueueRequests(Queues queues) {
    this.queues = queues;
  }

  Answer list() throws ServiceException {
    return Answer.json(200, QueuesJson.toJson(queues.list()));
  }

  Answer read(String type) throws ServiceException {
    return Answer.json(200, QueuesJson.toJson(queues.find(type)));
  }

  Answer act(String type, JsonNode body) throws ServiceException {
    QueueOrder order = QueueOrder.parse(body);
    switch (order.action()) {
      case "pause" -> queues.pause(type, true);
      case "resume" -> queues.pause(type, false);
      case "purge" -> {
        return Answer.json(200, QueuesJson.toJson(queues.purge(type, order.limit())));
      }
      default -> {
        return Answer.error(ErrorCode.UNKNOWN_ACTION, "command: " + order.action());
      }
    }
    return new Answer.Empty(204, Map.of());
  }

  Answer types() throws ServiceException {
    return Answer.json(200, TypesJson.toJson(queues.types()));
  }

  Answer type(String type) throws ServiceException {
    return Answer.json(200, TypesJson.toJson(queues.type(type)));
  }

  Answer summary() throws ServiceException {
    return Answer.json(200, SummaryJson.toJson(queues.summary()));
  }

  Answer workers() throws ServiceException {
    return Answer.json(200, WorkersJson.toJson(queues.workers()));
  }
}
