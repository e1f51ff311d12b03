package io.jobservice.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.core.LogLevels;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.Choices;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.LogLevel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Carries out the requests about the levels of the service's own log. Safe to share. */
final class LoggerRequests {

  private final Optional<LogLevels> levels;

  LoggerRequests(Optional<LogLevels> levels) {
    this.levels = levels;
  }

  Answer list() throws BadRequestException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode object = body.putObject("levels");
    levels().levels().forEach((logger, level) -> object.put(logger, level.name()));
    return Answer.json(200, body.toString());
  }

  Answer set(JsonNode body) throws BadRequestException {
    if (!body.isObject()) {
      throw new BadRequestException(ErrorCode.JSON, "the body must be an object");
    }
    List<String> known = List.of("logger", "level");
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (!known.contains(field.getKey())) {
        throw new BadRequestException(
            "unknown name '"
                + field.getKey()
                + "' in the body"
                + Choices.hint(field.getKey(), known));
      }
    }
    JsonNode logger = body.path("logger");
    if (!logger.isMissingNode() && !logger.isTextual()) {
      throw new BadRequestException("'logger' must be a text");
    }
    levels().set(logger.asText(LogLevels.ROOT), level(body.path("level")));
    return new Answer.Empty(204, Map.of());
  }

  private LogLevels levels() throws BadRequestException {
    return levels.orElseThrow(
        () ->
            new BadRequestException(
                "this service runs inside another program, which keeps the log and its levels"));
  }

  private static LogLevel level(JsonNode given) throws BadRequestException {
    String wanted = given.asText().toUpperCase(Locale.ROOT);
    for (LogLevel level : LogLevel.values()) {
      if (given.isTextual() && level.name().equals(wanted)) {
        return level;
      }
    }
    throw new BadRequestException(
        Arrays.stream(LogLevel.values())
            .map(LogLevel::name)
            .collect(Collectors.joining(", ", "'level' must be one of ", "")));
  }
}
