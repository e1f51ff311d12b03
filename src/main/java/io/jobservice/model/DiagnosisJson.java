package io.jobservice.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The JSON of a diagnosis, without spaces. What is empty is left out. */
public final class DiagnosisJson {

  private DiagnosisJson() {}

  /** The names of all fields, in their order. */
  public static List<String> names() {
    return List.of("id", "status", "cause", "text", "command", "facts", "more");
  }

  /**
   * The JSON of a diagnosis: the first cause in the object itself, the others in {@code more}.
   *
   * @param diagnosis the diagnosis
   */
  public static String toJson(Diagnosis diagnosis) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", diagnosis.id());
    if (!diagnosis.status().isEmpty()) {
      json.put("status", diagnosis.status());
    }
    List<Finding> findings = diagnosis.findings();
    add(json, findings.get(0));
    if (findings.size() > 1) {
      ArrayNode more = json.putArray("more");
      findings.subList(1, findings.size()).forEach(finding -> add(more.addObject(), finding));
    }
    return json.toString();
  }

  private static void add(ObjectNode json, Finding finding) {
    json.put("cause", finding.cause().word()).put("text", finding.text());
    finding.command().ifPresent(line -> json.put("command", line));
    if (!finding.facts().isEmpty()) {
      json.set("facts", ValueJson.node(finding.facts()));
    }
  }
}
