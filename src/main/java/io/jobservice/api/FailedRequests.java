package io.jobservice.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.core.FailedJobs;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.EntriesChanged;
import io.jobservice.model.EntryOrder;
import io.jobservice.model.EntryPage;
import io.jobservice.model.EntryQuery;
import io.jobservice.model.JobStatsJson;
import io.jobservice.model.ServiceException;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Carries out the requests about jobs that wait for their next try, and that were given up or
 * cancelled, as a whole. Safe to share.
 */
final class FailedRequests {

  private static final Set<String> PARAMETERS =
      Set.of("name", "since", "until", "page_size", "cursor");

  private final FailedJobs failed;
  private final LongSupplier now;

  /**
   * Requests to a system.
   *
   * @param now its time, in epoch seconds
   */
  FailedRequests(FailedJobs failed, LongSupplier now) {
    this.failed = failed;
    this.now = now;
  }

  Answer waiting(String rawQuery) throws ServiceException {
    return page(failed.waiting(query(rawQuery)));
  }

  Answer dead(String rawQuery) throws ServiceException {
    return page(failed.dead(query(rawQuery)));
  }

  private EntryQuery query(String rawQuery) throws BadRequestException {
    long now = this.now.getAsLong();
    ListQuery query = ListQuery.parse(rawQuery, PARAMETERS);
    return new EntryQuery(
        query.names(), query.since(now), query.until(now), query.pageSize(), query.cursor());
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
        : UnknownAction.answer(order.action(), "run");
  }

  Answer actOnDead(JsonNode body) throws ServiceException {
    EntryOrder order = EntryOrder.parse(body);
    return switch (order.action()) {
      case "retry" -> done("retried", failed.retryDead(order.name(), order.limit()));
      case "delete" -> done("deleted", failed.deleteDead(order.name(), order.limit()));
      default -> UnknownAction.answer(order.action(), "retry", "delete");
    };
  }

  private static Answer done(String word, EntriesChanged what) {
    String json = "{\"%s\":%d,\"refused\":%d,\"left\":%d}";
    return Answer.json(200, json.formatted(word, what.changed(), what.refused(), what.left()));
  }
}
