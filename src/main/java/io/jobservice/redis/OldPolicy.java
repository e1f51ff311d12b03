package io.jobservice.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.GoJson;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.util.Optional;

/**
 * What stands for a policy in the layout's set, of whichever release.
 *
 * @param bytes as it was found
 * @param fields what it holds
 */
record OldPolicy(Bytes bytes, ObjectNode fields) {

  /** Reads one; empty when it is no JSON object. */
  static Optional<OldPolicy> of(byte[] bytes) {
    try {
      return StrictJson.parse(bytes) instanceof ObjectNode fields
          ? Optional.of(new OldPolicy(new Bytes(bytes), fields))
          : Optional.empty();
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  String text(String field) {
    return fields.path(field).asText("");
  }

  /** The parameters as the layout writes them, empty when there are none. */
  String parameters() {
    JsonNode parameters = fields.path("job_params");
    return parameters.isObject() && !parameters.isEmpty() ? GoJson.ofDoubles(parameters) : "";
  }

  /**
   * The bytes of the layout for a policy of this id and hook; those that were found, if they are.
   */
  byte[] identified(String id, String hook) {
    if (text("id").equals(id) && text("web_hook_url").equals(hook)) {
      return bytes.raw();
    }
    StringBuilder json = new StringBuilder("{\"id\":").append(GoJson.quoted(id));
    json.append(",\"job_name\":").append(GoJson.quoted(text("job_name")));
    json.append(",\"cron_spec\":").append(GoJson.quoted(text("cron_spec")));
    if (!parameters().isEmpty()) {
      json.append(",\"job_params\":").append(parameters());
    }
    if (!hook.isEmpty()) {
      json.append(",\"web_hook_url\":").append(GoJson.quoted(hook));
    }
    return Redis.bytes(json.append('}').toString());
  }
}
