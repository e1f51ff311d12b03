package io.jobservice.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.core.Queues;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.QueueOrder;
import io.jobservice.model.QueueState;
import io.jobservice.model.QueuesJson;
import io.jobservice.model.ServiceException;
import io.jobservice.model.SummaryJson;
import io.jobservice.model.TypeState;
import io.jobservice.model.TypesJson;
import io.jobservice.model.WorkerState;
import io.jobservice.model.WorkersJson;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Carries out the requests about queues, job types and workers as a whole. Safe to share. */
final class QueueRequests {

  private final Queues queues;

  QueueRequests(Queues queues) {
    this.queues = queues;
  }

  /** All, or those of some types. */
  Answer list(String rawQuery) throws ServiceException {
    Set<String> names = names(rawQuery);
    List<QueueState> all =
        queues.list().stream().filter(queue -> isMeant(names, queue.name())).toList();
    return Answer.json(200, QueuesJson.toJson(all));
  }

  private static Set<String> names(String rawQuery) throws BadRequestException {
    return ListQuery.parse(rawQuery, Set.of("name")).names();
  }

  private static boolean isMeant(Set<String> names, String name) {
    return names.isEmpty() || names.contains(name);
  }

  Answer read(String type, String rawQuery) throws ServiceException {
    Query.refuseAll(rawQuery);
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
        return UnknownAction.answer(order.action(), "pause", "resume", "purge");
      }
    }
    return new Answer.Empty(204, Map.of());
  }

  Answer types(String rawQuery) throws ServiceException {
    Set<String> names = names(rawQuery);
    List<TypeState> all =
        queues.types().stream().filter(type -> isMeant(names, type.name())).toList();
    return Answer.json(200, TypesJson.toJson(all));
  }

  Answer type(String type, String rawQuery) throws ServiceException {
    Query.refuseAll(rawQuery);
    return Answer.json(200, TypesJson.toJson(queues.type(type)));
  }

  Answer summary(String rawQuery) throws ServiceException {
    Query.refuseAll(rawQuery);
    return Answer.json(200, SummaryJson.toJson(queues.summary()));
  }

  /** All, or those that run a job of some types. */
  Answer workers(String rawQuery) throws ServiceException {
    Set<String> names = names(rawQuery);
    List<WorkerState> all =
        queues.workers().stream()
            .filter(worker -> isMeant(names, worker.fields().getOrDefault("job_name", "")))
            .toList();
    return Answer.json(200, WorkersJson.toJson(all));
  }
}
