package io.jobservice.api;

import io.jobservice.model.Choices;
import io.jobservice.model.ErrorCode;
import java.util.List;

/** The answer to an order that names an action which its route does not have, or none. */
final class UnknownAction {

  private UnknownAction() {}

  /** The detail begins as the old service's. */
  static Answer answer(String action, String... all) {
    String given = action.isEmpty() ? "command: ; 'action' is missing" : "command: " + action;
    return Answer.error(ErrorCode.UNKNOWN_ACTION, given + Choices.hint(action, List.of(all)));
  }
}
