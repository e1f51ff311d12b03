package io.jobservice.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.core.HookTrial;
import io.jobservice.core.Hooks;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.HookOrder;
import io.jobservice.model.HookPage;
import io.jobservice.model.HookQuery;
import io.jobservice.model.HookUrl;
import io.jobservice.model.HooksJson;
import io.jobservice.model.ServiceException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Carries out the requests about the events of status hooks. Safe to share. */
final class HookRequests {

  private static final Set<String> PARAMETERS = Set.of("dead", "job", "page_size", "cursor");
  private static final String REDELIVER = "redeliver";

  private final Hooks hooks;
  private final Function<URI, HookTrial> trial;

  HookRequests(Hooks hooks, Function<URI, HookTrial> trial) {
    this.hooks = hooks;
    this.trial = trial;
  }

  Answer list(String rawQuery) throws ServiceException {
    ListQuery query = ListQuery.parse(rawQuery, PARAMETERS);
    HookPage page =
        hooks.list(
            new HookQuery(
                query.flag("dead").orElse(false),
                query.word("job"),
                query.pageSize(),
                query.cursor()));
    return new Answer.Json(
        200, HooksJson.toJson(page.events()), Map.of("Next-Cursor", page.next()));
  }

  Answer act(String id, JsonNode body) throws ServiceException {
    HookOrder order = HookOrder.parse(body);
    if (!order.action().equals(REDELIVER)) {
      return unknown(order);
    }
    hooks.redeliver(id);
    return new Answer.Empty(204, Map.of());
  }

  Answer actOnDead(JsonNode body) throws ServiceException {
    HookOrder order = HookOrder.parse(body);
    if (!order.action().equals(REDELIVER)) {
      return unknown(order);
    }
    if (!order.dead()) {
      throw new BadRequestException(
          "redeliver needs 'dead': true here, for all dead letters; one event is redelivered at"
              + " /hooks/{id}");
    }
    return Answer.json(200, HooksJson.toJson(hooks.redeliverDead(order.limit())));
  }

  private static Answer unknown(HookOrder order) {
    return UnknownAction.answer(order.action(), REDELIVER);
  }

  /** A receiver may take its time, which is not to be that of other requests. */
  Answer test(JsonNode body) throws ServiceException {
    URI receiver = receiver(body);
    return new Answer.Later(() -> Answer.json(200, json(trial.apply(receiver))));
  }

  private static URI receiver(JsonNode body) throws BadRequestException {
    if (!body.isObject()) {
      throw new BadRequestException(ErrorCode.JSON, "the body must be an object");
    }
    JsonNode url = body.path("url");
    if (!url.isTextual()) {
      throw url.isMissingNode() || url.isNull()
          ? new BadRequestException("'url' is missing: give that of a receiver")
          : new BadRequestException(ErrorCode.JSON, "'url' must be a text");
    }
    try {
      HookUrl.of(url.textValue());
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("'url' " + e.getMessage());
    }
    return URI.create(url.textValue());
  }

  private static String json(HookTrial trial) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("delivered", trial.delivered());
    if (trial.status() != 0) {
      json.put("status", trial.status());
    }
    json.put("duration_ms", trial.durationMillis());
    if (!trial.error().isEmpty()) {
      json.put("error", trial.error());
    }
    return json.toString();
  }
}
