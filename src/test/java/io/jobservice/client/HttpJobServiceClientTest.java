package io.jobservice.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.testing.StubServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client makes of the answers of services, of older ones too. */
class HttpJobServiceClientTest {

  private StubServer server;
  private JobServiceClient client;
  private final Json json = new Json();
  private final ByteArrayOutputStream sink = new ByteArrayOutputStream();

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
    client =
        new HttpJobServiceClient(
            new Endpoint(URI.create(server.url()), "from a test", Optional.empty()), json);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private String copied() {
    return sink.toString(UTF_8);
  }

  @Test
  void aWholeLogIsAskedForWithoutARange() throws Exception {
    server.answer("GET /api/v1/jobs/x/log", 200, "0123456789");

    assertThat(client.log("x", 0, sink)).isEqualTo(10);
    assertThat(copied()).isEqualTo("0123456789");
  }

  @Test
  void theRestOfALogIsCopiedAsItComes() throws Exception {
    server.answer("GET /api/v1/jobs/x/log", 206, "456789", Map.of("Content-Range", "bytes 4-9/10"));

    assertThat(client.log("x", 4, sink)).isEqualTo(6);
    assertThat(copied()).isEqualTo("456789");
  }

  @Test
  void aServiceWithoutRangesSendsTheWholeLog() throws Exception {
    String log = "x".repeat(100_000) + "the rest";
    server.answer("GET /api/v1/jobs/x/log", 200, log);

    assertThat(client.log("x", 100_000, sink)).isEqualTo(8);
    assertThat(copied()).isEqualTo("the rest");
    assertThat(client.log("x", 100_008, sink)).isZero();
    assertThat(client.log("x", 200_000, sink)).isZero();
  }

  @Test
  void nothingNewInALogIsNoFailure() throws Exception {
    server.answer("GET /api/v1/jobs/x/log", 416, "{}", Map.of("Content-Range", "bytes */10"));

    assertThat(client.log("x", 10, sink)).isZero();
    assertThat(copied()).isEmpty();
  }

  @Test
  void aListIsSentAsItWasGiven() throws Exception {
    server.answer("POST /api/v1/jobs", 200, "{\"jobs\":[{\"job\":{}},{\"error\":{}}]}");
    ObjectNode job = (ObjectNode) json.read("{\"name\":\"A\",\"parameters\":{\"a\":1.50}}");

    List<JsonNode> answers = client.submitAll(List.of(job, job));

    assertThat(answers).hasSize(2);
    assertThat(server.requests().get(0).body())
        .isEqualTo(
            "{\"jobs\":[{\"name\":\"A\",\"parameters\":{\"a\":1.50}},"
                + "{\"name\":\"A\",\"parameters\":{\"a\":1.50}}]}");
  }

  @Test
  void anAnswerToAnotherListIsNone() {
    server.answer("POST /api/v1/jobs", 200, "{\"jobs\":[{\"job\":{}}]}");
    ObjectNode job = json.nodes().objectNode();

    assertThatExceptionOfType(ClientException.class)
        .isThrownBy(() -> client.submitAll(List.of(job, job)))
        .withMessageContaining("something that is no answer to a list of jobs");
  }

  @Test
  void jobsThatDoNotBeginSoAreLeftOut() throws Exception {
    server.answer(
        "GET /api/v1/jobs",
        200,
        "[{\"job\":{\"id\":\"abcd1\"}},{\"job\":{\"id\":\"bbcd1\"}},{\"job\":{\"id\":\"abcd\"}}]",
        Map.of("Next-Cursor", "17"));

    JobListPage all = client.jobsBeginning("abcd1");
    assertThat(json.write(all.jobs())).isEqualTo("[{\"job\":{\"id\":\"abcd1\"}}]");
    assertThat(all.next()).isEqualTo(17);
    assertThat(json.write(client.jobsBeginning("abcd").jobs()))
        .isEqualTo("[{\"job\":{\"id\":\"abcd\"}}]");
    assertThat(client.jobsBeginning("bbcd").jobs()).hasSize(1);
    assertThat(server.requests().get(0).line())
        .isEqualTo("GET /api/v1/jobs?id=abcd1&page_size=100");
  }
}
