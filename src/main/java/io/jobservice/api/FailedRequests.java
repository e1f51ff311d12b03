package io.jobservice.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.core.FailedJobs;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.EntriesChanged;
import io.jobservice.model.EntryOrder;
import io.jobservice.model.EntryPage;
import io.jobservice.model.EntryQuery;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.JobStatsJson;
import io.jobservice.model.ServiceException;
import java.util.Map;
import java.util.Set;

/**
 * Carries out the requests about jobs that wait for their next try, and that were given up or
 * cancelled, as a whole. Safe to share.
 */
final class FailedRequests {

  private static final Set<String> PARAMETERS =
      Set.of("name", "since", "until", "page_size", "cursor");

  private final FailedJobs failed;

  FailedRequests(FailedJobs failed) {
    this.failed = failed;
  }

  Answer waiting(String rawQuery) throws ServiceException {
    return page(failed.waiting(query(rawQuery)));
  }

  Answer dead(String rawQuery) throws ServiceException {
    return page(failed.dead(query(rawQuery)));
  }

  private static EntryQuery query(String rawQuery) throws BadRequestException {
    ListQuery query = ListQuery.parse(rawQuery, PARAMETERS);
    return new EntryQuery(
        query.names(), query.since(), query.until(), query.pageSize(), query.cursor());
  }

  private static Answer page(EntryPage page) {
    return new Answer.Json(
        200,
        JobStatsJson.toJson(page.jobs()),
        Map.of("Next-Cursor", page.next(), "Total-Count", Long.toString(page.total())));
  }

  Answer actOnWaiting(JsonNode body) throws ServiceException {
    EntryOrder order = EntryOrder.parse(body);
    return order.action().equals("run")
        ? done("run", failed.runNow(order.name(), order.limit()))
        : unknown(order);
  }

  Answer actOnDead(JsonNode body) throws ServiceException {
    EntryOrder order = EntryOrder.parse(body);
    return switch (order.action()) {
      case "retry" -> done("retried", failed.retryDead(order.name(), order.limit()));
      case "delete" -> done("deleted", failed.deleteDead(order.name(), order.limit()));
      default -> unknown(order);
    };
  }

  private static Answer done(String word, EntriesChanged what) {
    String json = "{\"%s\":%d,\"refused\":%d,\"left\":%d}";
    return Answer.json(200, json.formatted(word, what.changed(), what.refused(), what.left()));
  }

  private static Answer unknown(EntryOrder order) {
    return Answer.error(ErrorCode.UNKNOWN_ACTION, "command: " + order.action());
  }
}
