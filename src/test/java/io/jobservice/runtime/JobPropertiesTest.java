package io.jobservice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.jobservice.config.ConfigException;
import io.jobservice.config.ConfigLoader;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.PluginJar;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.StubServer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class JobPropertiesTest {

  private static final String NEW = "GET /api/v2.0/internalconfig";
  private static final String OLD = "GET /api/internal/configurations";

  @TempDir Path folder;

  private final AtomicLong nanos = new AtomicLong();
  private final TreeSet<String> hidden = new TreeSet<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(JobProperties.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private StubServer core;

  @BeforeEach
  void start() throws IOException {
    core = new StubServer();
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void stop() {
    core.close();
    logger.setLevel(null);
    logger.detachAppender(lines);
  }

  private JobProperties properties() throws IOException, ConfigException {
    return properties("opensesame");
  }

  private JobProperties properties(String secret) throws IOException, ConfigException {
    Path file =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            worker_pool: {redis_pool: {redis_url: embedded}}
            core_server: %s/
            context: {properties: {here: configured, both: configured}}
            """
                .formatted(core.url()));
    return new JobProperties(
        ConfigLoader.load(file, Map.of("JOBSERVICE_SECRET", secret)).config(),
        hidden::add,
        nanos::get);
  }

  private void later(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private List<String> said() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void aSecretThatCannotBeSentIsNotTold() throws Exception {
    JobProperties properties = properties("open\nsesame");
    properties.turn();
    assertThat(properties.apply("unknown")).isEmpty();
    assertThat(said())
        .singleElement()
        .asString()
        .contains("JOBSERVICE_SECRET has a line end")
        .doesNotContain("sesame");
  }

  @Test
  void bothFormsOfValuesAreRead() throws Exception {
    core.answer(
        NEW,
        200,
        """
        {"url":{"value":"http://x","editable":true},"count":{"value":12,"editable":false},
         "on":{"value":true},"none":{"value":null},"null":null,"plain":"text","number":1.5,
         "object":{"a":[1,2]},"empty":"","big":12345678901234567890,"both":"core"}""");
    JobProperties properties = properties();

    properties.turn();

    assertThat(properties.apply("url")).contains("http://x");
    assertThat(properties.apply("count")).contains("12");
    assertThat(properties.apply("on")).contains("true");
    assertThat(properties.apply("none")).isEmpty();
    assertThat(properties.apply("null")).isEmpty();
    assertThat(properties.apply("plain")).contains("text");
    assertThat(properties.apply("number")).contains("1.5");
    assertThat(properties.apply("object")).contains("{\"a\":[1,2]}");
    assertThat(properties.apply("empty")).contains("");
    assertThat(properties.apply("big")).contains("12345678901234567890");
    assertThat(properties.apply("both")).as("the configuration comes first").contains("configured");
    assertThat(properties.apply("here")).contains("configured");
    assertThat(properties.apply("unknown")).isEmpty();
    assertThat(core.requests())
        .containsExactly(new StubServer.Request(NEW, "Harbor-Secret opensesame", ""));
  }

  @Test
  void anOlderServerIsAskedByItsOwnPath() throws Exception {
    core.answer(OLD, 200, "{\"a\":\"b\"}");
    JobProperties properties = properties();
    properties.turn();
    assertThat(properties.apply("a")).contains("b");
    assertThat(core.requests()).extracting(StubServer.Request::line).containsExactly(NEW, OLD);
  }

  @Test
  void anOutageIsSaidOnceAndTheLastValuesCount() throws Exception {
    core.answer(NEW, 200, "{\"a\":\"1\"}")
        .answer(NEW, 500, "{\"a\":\"2\"}")
        .answer(NEW, 200, "no JSON, but opensesame")
        .answer(NEW, 200, "[]")
        .answer(NEW, 200, "{\"a\":\"" + "x".repeat(1 << 20) + "\"}")
        .answer(NEW, 200, "{\"a\":\"3\"}");
    JobProperties properties = properties();
    properties.turn();
    properties.turn();
    assertThat(core.requests()).as("within a minute it is not asked again").hasSize(1);
    for (int request = 2; request <= 5; request++) {
      later(Duration.ofSeconds(60));
      properties.turn();
      assertThat(core.requests()).hasSize(request);
      assertThat(properties.apply("a")).contains("1");
    }
    assertThat(said()).hasSize(1);
    assertThat(said().get(0)).contains(core.url(), "status 500", "read last");

    properties.turn();
    assertThat(properties.apply("a")).as("asked soon while it is away").contains("3");
    assertThat(said()).hasSize(2).last().asString().contains("answers again");
    assertThat(said().toString()).doesNotContain("opensesame");
  }

  @Test
  void aServerThatIsAwayFromTheStartLeavesThoseOfTheConfiguration() throws Exception {
    core.close();
    JobProperties properties = properties();
    properties.turn();
    assertThat(properties.apply("here")).contains("configured");
    assertThat(properties.apply("a")).isEmpty();
    assertThat(said()).hasSize(1).first().asString().contains("those of the configuration only");
  }

  @Test
  void theSecretGoesNowhereElse() throws Exception {
    try (StubServer other = new StubServer()) {
      core.answer(NEW, 302, other.url() + "/api/v2.0/internalconfig");
      properties().turn();
      assertThat(other.requests()).isEmpty();
    }
    assertThat(said()).hasSize(1).first().asString().contains("status 302");
  }

  @Test
  void aRefusalSaysWhatToDo() throws Exception {
    core.answer(NEW, 401, "");
    properties().turn();
    assertThat(said()).hasSize(1).first().asString().contains("401", "JOBSERVICE_SECRET");
  }

  @Test
  void whatSoundsSecretIsHiddenFromTheLog() throws Exception {
    core.answer(
        NEW,
        200,
        """
        {"email_password":{"value":"swordfish"},"token_expiration":{"value":1440},
         "password_login":true,"url":"http://x"}""");
    properties().turn();
    assertThat(hidden).containsExactly("swordfish");
  }

  @Test
  void whoAsksBeforeTheFirstAnswerWaitsForIt() throws Exception {
    core.answer(NEW, 200, "{\"a\":\"b\"}");
    JobProperties properties = properties();
    var early = CompletableFuture.supplyAsync(() -> properties.apply("a"));
    assertThat(properties.apply("here")).as("needs no server").contains("configured");
    properties.turn();
    assertThat(early.get()).contains("b");
  }

  @Test
  void aJobGetsThem() {
    core.answer(NEW, 200, "{\"a\":{\"value\":\"of the core\",\"editable\":true}}");
    PluginJar.job(
            "ASK",
            "context.result('\"' + context.get(\"a\").get() + ',' + context.get(\"b\") + '\"');")
        .pack(folder.resolve("plugins/ask.jar"));
    try (TestNode node =
        TestNode.start(
            folder,
            RedisServer.shared().url().toUri(),
            Namespaces.fresh(),
            "jobs: {plugin_dir: %s}\ncore_server: %s\n"
                .formatted(folder.resolve("plugins"), core.url()))) {
      String id = node.http().accepted("ASK", "{}");
      await().until(() -> node.http().status(id).equals("Success"));
      assertThat(node.http().job(id).path("result").asText())
          .isEqualTo("of the core,Optional.empty");
    }
  }
}
