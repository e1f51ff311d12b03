package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import java.util.ArrayList;
import java.util.List;

/** The job types that the service knows, for whoever has mistyped one. */
record TypeNames(JobServiceClient client) {

  /**
   * A refusal with the type that may have been meant, if the cause can be that there is no such
   * type, or with the way to its parameters, if these are the cause; the refusal as it is when the
   * service cannot be asked.
   */
  ClientException explained(ClientException refusal, String type) {
    List<String> names = new ArrayList<>();
    try {
      for (JsonNode queue : client.queues()) {
        String name = queue.path("name").asText();
        if (name.equals(type) && queue.path("pools").asLong() > 0) {
          return aboutParameters(refusal, type);
        }
        names.add(name);
      }
    } catch (ClientException e) {
      return refusal;
    }
    names.remove(type);
    return new ClientException(
        refusal.kind(),
        refusal.getMessage() + Suggestion.among(names, type),
        refusal.advice().orElse("See which types there are with: jobservice admin types"),
        refusal);
  }

  private ClientException aboutParameters(ClientException refusal, String type)
      throws ClientException {
    if (!refusal.getMessage().contains("parameter '")
        || client.type(type).path("parameters").isEmpty()) {
      return refusal;
    }
    return new ClientException(
        refusal.kind(),
        refusal.getMessage(),
        "See its parameters with: jobservice admin types " + type,
        refusal);
  }
}
