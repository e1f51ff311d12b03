package io.jobservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A page of a list of events of status hooks.
 *
 * @param events the events, a list
 * @param next the cursor of the next page, {@code 0} when there are no more
 */
public record HookListPage(JsonNode events, String next) {

  /** Refuses nulls. */
  public HookListPage {
    Objects.requireNonNull(events);
    Objects.requireNonNull(next);
  }
}
