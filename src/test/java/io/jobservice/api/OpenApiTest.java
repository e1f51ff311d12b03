package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.Cause;
import io.jobservice.model.JobStatsJson;
import io.jobservice.testing.ApiDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The description by itself. */
class OpenApiTest {

  private final ApiDescription description = ApiDescription.read();

  @Test
  void everyRouteWithEachMethodIsDescribedAndNothingElse() {
    Set<String> routes = new TreeSet<>();
    for (Route route : Route.values()) {
      Arrays.stream(route.methods().split(", ", -1))
          .forEach(method -> routes.add(method + " " + route.path()));
    }
    assertThat(description.operations()).isEqualTo(routes);
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
    List<String> references = new ArrayList<>();
    description
        .root()
        .findValues("$ref")
        .forEach(reference -> references.add(reference.textValue().substring(1)));
    assertThat(references)
        .allSatisfy(place -> assertThat(description.root().at(place).isMissingNode()).isFalse());

    Set<String> components = new TreeSet<>();
    description
        .root()
        .path("components")
        .properties()
        .forEach(
            kind ->
                kind.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        name -> components.add("/components/" + kind.getKey() + "/" + name)));
    components.removeIf(place -> place.startsWith("/components/securitySchemes/"));
    // The data of a stream of events are described, but no schema of a body holds them.
    components.remove("/components/schemas/Event");
    assertThat(new HashSet<>(references)).containsAll(components);
  }

  @Test
  void everyOperationHasAnIdOfItsOwnAndSaysWhatItDoes() {
    Set<String> ids = new HashSet<>();
    for (String name : description.operations()) {
      JsonNode operation = description.operation(name);
      assertThat(ids.add(operation.path("operationId").asText())).as(name).isTrue();
      assertThat(operation.path("summary").asText()).as(name).endsWith(".");
      assertThat(operation.path("responses").has("default")).as(name).isTrue();
      assertThat(operation.path("requestBody").isMissingNode())
          .as(name)
          .isEqualTo(name.startsWith("GET"));
      boolean open = operation.path("security").isArray();
      assertThat(open).as(name).isEqualTo(name.equals("GET /api/v1/stats"));
      assertThat(operation.path("responses").has("401")).as(name).isEqualTo(!open);
    }
  }

  @Test
  void everyExampleIsAsItsSchemaSays() {
    int examples = 0;
    for (Map.Entry<String, JsonNode> schema :
        description.root().at("/components/schemas").properties()) {
      for (JsonNode example : schema.getValue().path("examples")) {
        assertThat(description.problems(schema.getKey(), example)).isEmpty();
        examples++;
      }
    }
    assertThat(examples).isGreaterThan(10);
  }

  @Test
  void answersMayHaveMoreInLaterVersions() {
    Set<String> closed = new TreeSet<>();
    for (Map.Entry<String, JsonNode> schema :
        description.root().at("/components/schemas").properties()) {
      String text = schema.getValue().toString();
      if (text.contains("Properties\":false")) {
        closed.add(schema.getKey());
      }
    }
    assertThat(closed).containsExactly("HookAction", "LoggerLevel", "QueueAction", "StoredAction");
  }

  @Test
  void everyFieldOfARecordIsDescribedAndNoOther() {
    Set<String> fields = new TreeSet<>();
    description
        .root()
        .at("/components/schemas/JobFields/properties")
        .fieldNames()
        .forEachRemaining(fields::add);
    assertThat(fields).isEqualTo(new TreeSet<>(JobStatsJson.names()));
  }

  @Test
  void everyCauseIsDescribedAndNoOther() {
    Set<String> causes = new TreeSet<>();
    description
        .root()
        .at("/components/schemas/Cause/enum")
        .forEach(cause -> causes.add(cause.textValue()));
    assertThat(causes)
        .isEqualTo(Arrays.stream(Cause.values()).map(Cause::word).collect(Collectors.toSet()));
  }

  @Test
  void aFieldThatIsNotDescribedIsFound() {
    JsonNode job = description.root().at("/components/schemas/Job/examples/0").deepCopy();
    ((ObjectNode) job).put("colour", "red");
    assertThat(description.problems("Job", job)).singleElement().asString().contains("colour");
  }
}
