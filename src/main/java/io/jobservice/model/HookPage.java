package io.jobservice.model;

import java.util.List;
import java.util.Objects;

/**
 * A page of the events of status hooks.
 *
 * @param events the events; there may be a few more than were asked for
 * @param next the cursor of the next page, {@value HookQuery#START} after the last
 */
public record HookPage(List<HookState> events, String next) {

  /** Copies the list. */
  public HookPage {
    events = List.copyOf(events);
    Objects.requireNonNull(next);
  }
}
