package io.jobservice.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.Receiver;
import io.jobservice.testing.Receiver.Post;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Status hooks of a whole node. */
class HookDeliveryTest {

  @TempDir Path folder;

  private TestNode node(String more) {
    return TestNode.start(
        folder,
        RedisServer.shared().url().toUri(),
        Namespaces.fresh(),
        "shutdown_grace: 10s\n" + more);
  }

  private static String submitted(TestNode node, String name, String parameters, String hook) {
    RawHttp.Answer answer =
        node.http()
            .send(
                "POST",
                "/api/v1/jobs",
                "{\"job\":{\"name\":\"%s\",\"parameters\":%s,\"status_hook\":\"%s\",\"metadata\":{\"kind\":\"Generic\"}}}"
                    .formatted(name, parameters, hook));
    assertThat(answer.status()).isEqualTo(202);
    return answer.job().path("id").asText();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(assertion);
  }

  @Test
  void eachEventArrivesSignedAndIsMeasured() throws Exception {
    try (Receiver receiver = new Receiver();
        TestNode node = node("hooks: {secret: [first, second]}\n")) {
      receiver.answer("/gone", 410);
      String id = submitted(node, "NOOP", "{}", receiver.url("/ok?a=b"));
      eventually(() -> assertThat(receiver.posts("/ok")).hasSize(2));
      submitted(node, "NOOP", "{}", receiver.url("/gone"));
      eventually(
          () ->
              assertThat(node.http().get("/metrics").body())
                  .contains("jobservice_hook_deliveries_total{result=\"delivered\"} 2.0\n")
                  .contains("jobservice_hook_deliveries_total{result=\"gone\"} 1.0\n")
                  .contains("jobservice_hook_delivery_seconds_count 3\n")
                  .contains("jobservice_hook_delay_seconds_count 2\n")
                  .contains("jobservice_hooks_pending 0.0\n", "jobservice_hooks_dead 0.0\n"));

      Post running = receiver.posts("/ok").get(0);
      assertThat(running.json().path("job_id").asText()).isEqualTo(id);
      assertThat(running.json().path("status").asText()).isEqualTo("Running");
      assertThat(running.json().path("metadata").path("web_hook_url").asText())
          .isEqualTo(receiver.url("/ok?a=b"));
      assertThat(running.header("Content-Type")).isEqualTo("application/json");
      assertThat(running.header("User-Agent")).isEqualTo("jobservice/test");
      assertThat(running.event()).isEqualTo(id + "-1");
      assertThat(running.header("X-Jobservice-Job-Id")).isEqualTo(id);
      assertThat(running.header("X-Jobservice-Sequence")).isEqualTo("1");
      assertThat(running.header("X-Jobservice-Attempt")).isEqualTo("1");
      assertThat(running.header("X-Jobservice-Revision"))
          .isEqualTo(running.json().path("metadata").path("revision").asText());
      assertThat(running.header("X-Jobservice-Event-Time"))
          .matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
      assertThat(running.header("webhook-signature").split(" "))
          .contains(signature("first", running), signature("second", running));
      assertThat(receiver.posts("/ok").get(1).json().path("status").asText()).isEqualTo("Success");
    }
  }

  /** Standard Webhooks: HMAC-SHA256 of id, time and body with dots between. */
  private static String signature(String secret, Post post) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    String signed = post.event() + "." + post.header("webhook-timestamp") + "." + post.body();
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }

  @Test
  void metricsAreForThoseWhoHaveTheSecretInTheFormThatTheyAskFor() {
    try (TestNode node = node("")) {
      RawHttp http = node.http();

      assertThat(http.send("GET", "/metrics", null, Map.of()).status()).isEqualTo(401);
      assertThat(http.get("/metrics").headers())
          .containsEntry("content-type", "text/plain; version=0.0.4; charset=utf-8");
      RawHttp.Answer open =
          http.send(
              "GET",
              "/metrics",
              null,
              Map.of(
                  "Authorization",
                  "Bearer " + TestNode.SECRET,
                  "Accept",
                  "application/openmetrics-text; version=1.0.0"));
      assertThat(open.headers())
          .containsEntry(
              "content-type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
      assertThat(open.body()).endsWith("# EOF\n");
      assertThat(http.send("POST", "/metrics", "{}").status()).isEqualTo(405);
      assertThat(http.get("/api/v1//metrics").status()).isEqualTo(404);
      assertThat(http.get("/metrics/").status()).isEqualTo(404);
    }
  }

  @Test
  void theLastEventsOfJobsThatEndInTheShutdownAreDelivered() throws Exception {
    try (Receiver receiver = new Receiver()) {
      TestNode node = node("");
      String id =
          submitted(
              node,
              "RECORD",
              "{\"file\":\"%s\",\"gate\":\"%s\"}"
                  .formatted(folder.resolve("runs"), folder.resolve("gate")),
              receiver.url("/x"));
      eventually(() -> assertThat(receiver.posts()).hasSize(1));
      Files.createFile(folder.resolve("gate"));
      node.close();

      assertThat(receiver.posts()).extracting(Post::event).isEqualTo(List.of(id + "-1", id + "-2"));
    }
  }

  @Test
  void certificatesAreLookedAtBeforeRedisIs() {
    assertThatThrownBy(
            () ->
                TestNode.start(
                    folder,
                    "redis://127.0.0.1:1",
                    Namespaces.fresh(),
                    "startup_timeout: 1s\nhooks: {ca_file: none.pem}\n"))
        .cause()
        .hasMessageContaining("hooks.ca_file: there is no file");
  }

  @Test
  void certificatesThatCannotBeReadKeepANodeFromStarting() {
    assertThatThrownBy(() -> node("hooks: {ca_file: none.pem}\n"))
        .cause()
        .isInstanceOfSatisfying(StartException.class, e -> assertThat(e.isMisconfigured()).isTrue())
        .hasMessageContaining("hooks.ca_file")
        .hasMessageContaining("none.pem");
  }

  @Test
  void aSampleIsSentByTheNode() throws Exception {
    try (Receiver receiver = new Receiver();
        TestNode node = node("")) {
      RawHttp.Answer answer =
          node.http()
              .send("POST", "/api/v1/hooks/test", "{\"url\":\"" + receiver.url("/t") + "\"}");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().path("delivered").asBoolean()).isTrue();
      assertThat(receiver.posts("/t")).hasSize(1);
    }
  }
}
