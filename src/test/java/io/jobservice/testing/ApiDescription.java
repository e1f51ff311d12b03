package io.jobservice.testing;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jobservice.testing.RawHttp.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The OpenAPI description of the API, held against real answers. It remembers which of the answers
 * that it tells of have been seen. Thread safe.
 */
public final class ApiDescription {

  private static final String ADDRESS = "https://jobservice.invalid/openapi.json";
  private static final String ANY = "default";

  /** Statuses that any path may answer with, described once for all. */
  private static final Set<Integer> OF_ALL = Set.of(405, 408, 414, 415, 417, 500);

  /** Headers of the protocol, and the one that belongs to 405. */
  private static final Set<String> PLAIN =
      Set.of("date", "connection", "content-length", "content-type", "transfer-encoding", "allow");

  private final JsonNode root;
  private final SchemaRegistry schemas;
  private final Set<String> seen = new ConcurrentSkipListSet<>();

  private ApiDescription(String json) {
    this.root = parsed(json);
    this.schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(ADDRESS, strict(root).toString())));
  }

  /**
   * The same, but nothing may stand in an object that is not described. Clients are told no such
   * thing, since later versions may answer more.
   */
  private static JsonNode strict(JsonNode description) {
    JsonNode copy = description.deepCopy();
    List<JsonNode> objects = new ArrayList<>(copy.findParents("properties"));
    objects.addAll(copy.findParents("allOf"));
    // What others are made of is closed by them.
    objects.remove(copy.at("/components/schemas/JobFields"));
    objects.remove(copy.at("/components/schemas/NewJob"));
    objects.remove(copy.at("/components/schemas/OpenApi"));
    for (JsonNode object : objects) {
      String rest = object.has("allOf") ? "unevaluatedProperties" : "additionalProperties";
      ((ObjectNode) object).putIfAbsent(rest, BooleanNode.FALSE);
    }
    return copy;
  }

  /** Reads the description that the program has. */
  public static ApiDescription read() {
    try (InputStream in =
        ApiDescription.class.getResourceAsStream("/io/jobservice/api/openapi.json")) {
      return new ApiDescription(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole of it. */
  public JsonNode root() {
    return root;
  }

  /** Its operations, such as {@code GET /api/v1/jobs}. */
  public Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    root.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return operations;
  }

  /** What it says of an operation. */
  public JsonNode operation(String operation) {
    return root.at(pointer(operation));
  }

  /** The operations that have an answer of a status. */
  public List<String> operationsWith(int status) {
    return operations().stream()
        .filter(name -> operation(name).path("responses").has(Integer.toString(status)))
        .toList();
  }

  /** The answers that no request had so far, such as {@code GET /api/v1/jobs 400}. */
  public Set<String> unseen() {
    Set<String> unseen = new TreeSet<>();
    for (String operation : operations()) {
      operation(operation)
          .path("responses")
          .fieldNames()
          .forEachRemaining(status -> unseen.add(operation + " " + status));
    }
    unseen.removeIf(answer -> answer.endsWith(ANY));
    unseen.removeAll(seen);
    return unseen;
  }

  /** What is wrong with an answer, by the description of its operation; empty when nothing is. */
  public List<String> problems(String operation, Answer answer) {
    JsonPointer responses = pointer(operation).append(JsonPointer.compile("/responses"));
    String status = Integer.toString(answer.status());
    if (!root.at(responses).has(status)) {
      if (!OF_ALL.contains(answer.status())) {
        return List.of(status + " is not described");
      }
      status = ANY;
    }
    seen.add(operation + " " + status);
    JsonPointer response = resolved(responses.append(JsonPointer.compile("/" + status)));
    List<String> problems = new ArrayList<>();
    headers(response, answer, problems);
    body(response, answer, problems);
    return problems;
  }

  private void headers(JsonPointer response, Answer answer, List<String> problems) {
    Set<String> known = new TreeSet<>(PLAIN);
    JsonPointer headers = response.append(JsonPointer.compile("/headers"));
    for (Map.Entry<String, JsonNode> header : root.at(headers).properties()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      known.add(name);
      JsonPointer described = resolved(headers.append(JsonPointer.compile("/" + header.getKey())));
      String value = answer.headers().get(name);
      if (value != null) {
        problems.addAll(validated(name, described, TextNode.valueOf(value)));
      } else if (root.at(described).path("required").asBoolean()) {
        problems.add("the header " + name + " is missing");
      }
    }
    answer.headers().keySet().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> problems.add("the header " + name + " is not described"));
  }

  private void body(JsonPointer response, Answer answer, List<String> problems) {
    JsonNode content = root.at(response).path("content");
    String type = answer.headers().get("content-type");
    if (content.isMissingNode()) {
      if (type != null || !answer.body().isEmpty()) {
        problems.add("there is a body of the type " + type + ", and none is described");
      }
      return;
    }
    if (type == null || !content.has(type)) {
      problems.add("the content type is " + type);
      return;
    }
    JsonPointer media = response.append(JsonPointer.compile("/content/" + type.replace("/", "~1")));
    if (type.equals("application/json")) {
      problems.addAll(validated("the body", media, parsed(answer.body())));
    } else if (type.equals("application/x-ndjson")) {
      answer
          .body()
          .lines()
          .forEach(line -> problems.addAll(validated("a line", media, parsed(line))));
    }
  }

  /** What is wrong with a value, by a schema of the components. */
  public List<String> problems(String schema, JsonNode value) {
    return schemas
        .getSchema(SchemaLocation.of(ADDRESS + "#/components/schemas/" + schema))
        .validate(value)
        .stream()
        .map(error -> schema + ": " + error)
        .toList();
  }

  private List<String> validated(String what, JsonPointer holder, JsonNode value) {
    String fragment = holder.append(JsonPointer.compile("/schema")).toString();
    return schemas
        .getSchema(
            SchemaLocation.of(ADDRESS + "#" + fragment.replace("{", "%7B").replace("}", "%7D")))
        .validate(value)
        .stream()
        .map(error -> what + ": " + error)
        .toList();
  }

  private JsonPointer resolved(JsonPointer place) {
    JsonNode reference = root.at(place).path("$ref");
    return reference.isMissingNode()
        ? place
        : JsonPointer.compile(reference.textValue().substring(1));
  }

  private static JsonPointer pointer(String operation) {
    int space = operation.indexOf(' ');
    String method = operation.substring(0, space).toLowerCase(Locale.ROOT);
    String path = operation.substring(space + 1).replace("/", "~1");
    return JsonPointer.compile("/paths/" + path + "/" + method);
  }

  private static JsonNode parsed(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(json, e);
    }
  }
}
