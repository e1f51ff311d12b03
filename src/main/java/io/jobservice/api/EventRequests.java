package io.jobservice.api;

import com.sun.net.httpserver.HttpExchange;
import io.jobservice.core.StatusEvents;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.JobStatus;
import io.jobservice.model.ServiceException;
import io.jobservice.model.StatusEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Answers those who follow what happens to jobs. Safe to share. */
final class EventRequests {

  private static final Set<String> PARAMETERS =
      Set.of("status", "name", "kind", "id", "upstream", "type", "after");

  private final StatusEvents events;
  private final LongSupplier nanoTime;

  EventRequests(StatusEvents events, LongSupplier nanoTime) {
    this.events = events;
    this.nanoTime = nanoTime;
  }

  /** A stream of events, from now on or from where an earlier one was. */
  Answer follow(HttpExchange exchange) throws ServiceException {
    ListQuery query = ListQuery.parse(exchange.getRequestURI().getRawQuery(), PARAMETERS);
    EventFilter filter = filter(query);
    Optional<String> asked = query.word("after");
    Optional<String> after =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID"))
            .filter(id -> !id.isEmpty())
            .or(() -> asked);
    return new Answer.Later(
        () ->
            new Answer.Stream(
                200,
                "text/event-stream",
                Map.of(),
                new EventBody(events.follow(after), filter, nanoTime),
                false));
  }

  private static EventFilter filter(ListQuery query) throws BadRequestException {
    Set<StatusEvent.Type> types =
        query.choices("type", EventFilter.TYPES.keySet()).stream()
            .map(EventFilter.TYPES::get)
            .collect(Collectors.toSet());
    return new EventFilter(
        query.statuses().stream().map(JobStatus::text).collect(Collectors.toSet()),
        query.names(),
        query.kinds().stream().map(kind -> kind.text()).collect(Collectors.toSet()),
        query.ids("id"),
        query.ids("upstream"),
        types);
  }
}
