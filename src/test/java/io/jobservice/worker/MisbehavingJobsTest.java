package io.jobservice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.PluginJar;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a job does, it hurts nothing but itself. One node gets all of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MisbehavingJobsTest {

  private static final String BODY =
      """
      Thread thread = Thread.currentThread();
      switch (parameters.getString("how").orElse("look")) {
        case "error" -> throw new AssertionError("an error");
        case "stack" -> run(context, parameters);
        case "memory" -> context.result("" + new long[Integer.MAX_VALUE].length);
        case "death" -> throw new ThreadDeath();
        case "message" -> throw new RuntimeException() {
          @Override public String getMessage() { throw new IllegalStateException("no words"); }
        };
        case "text" -> throw new Error() {
          @Override public String toString() { throw new StackOverflowError(); }
        };
        case "trace" -> throw new Exception("hidden") {
          @Override public void printStackTrace(java.io.PrintWriter out) { throw new Error(); }
          @Override public StackTraceElement[] getStackTrace() { throw new Error(); }
        };
        case "circle" -> {
          Exception one = new Exception("one");
          one.initCause(new Exception("two", one));
          throw one;
        }
        case "thread" -> {
          thread.setName("stolen");
          thread.setPriority(Thread.MAX_PRIORITY);
          thread.setContextClassLoader(null);
          thread.setUncaughtExceptionHandler((t, e) -> {});
          org.slf4j.MDC.put("left", "behind");
          thread.interrupt();
          throw new IllegalStateException("and leaves it like that");
        }
        case "deaf" -> {
          context.checkIn("deaf");
          java.nio.file.Path gate = java.nio.file.Path.of(parameters.getString("gate").get());
          while (java.nio.file.Files.notExists(gate)) {
            Thread.interrupted();
          }
        }
        default -> context.result(
            "\\"" + thread.getName().replaceAll("[0-9]+", "N") + " " + thread.getPriority() + " "
                + (thread.getContextClassLoader() == getClass().getClassLoader()) + " "
                + thread.getUncaughtExceptionHandler().getClass().getSimpleName() + " "
                + org.slf4j.MDC.get("left") + " " + thread.isInterrupted() + "\\"");
      }
      """;

  @TempDir static Path folder;
  private final String namespace = Namespaces.fresh();
  private TestNode node;

  @BeforeAll
  void start() {
    PluginJar.job("ROGUE", BODY).pack(folder.resolve("plugins/rogue.jar"));
    node = startNode();
  }

  private TestNode startNode() {
    return TestNode.start(
        folder,
        RedisServer.shared().url().toUri(),
        namespace,
        "shutdown_grace: 0s\njobs: {plugin_dir: %s, types: {ROGUE: {max_fails: 1}}}\n"
            .formatted(folder.resolve("plugins")));
  }

  @AfterAll
  void stop() {
    node.close();
  }

  private JsonNode end(String how) {
    String id = node.http().accepted("ROGUE", "{\"how\":\"%s\"}".formatted(how));
    EngineFixture.eventually(
        () -> assertThat(node.http().status(id)).isIn("Error", "Success", "Stopped"));
    return node.http().job(id);
  }

  /** Both workers, most likely: several jobs one after the other. */
  private void assertThatWorkersAreAsBefore() {
    for (int i = 0; i < 4; i++) {
      assertThat(end("look").path("result").asText())
          .isEqualTo("worker-N 5 true ThreadGroup null false");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "error, java.lang.AssertionError: an error",
    "stack, java.lang.StackOverflowError",
    "memory, java.lang.OutOfMemoryError",
    "death, java.lang.ThreadDeath",
    "message, plugin.ROGUE_$1",
    "text, plugin.ROGUE_$2",
    "trace, plugin.ROGUE_$3",
    "circle, java.lang.Exception: one",
    "thread, java.lang.IllegalStateException: and leaves it like that",
  })
  void aJobThatFailsInAnyWayHasFailedAndItsWorkerGoesOn(String how, String error) {
    JsonNode job = end(how);
    assertThat(job.path("status").asText()).isEqualTo("Error");
    assertThat(job.path("last_error").asText()).contains(error);
    assertThatWorkersAreAsBefore();
  }

  @Test
  void aJobThatIgnoresStopAndInterruptGoesBackToItsQueueWhenItsNodeEnds() throws Exception {
    Path gate = folder.resolve("gate");
    String id = node.http().accepted("ROGUE", "{\"how\":\"deaf\",\"gate\":\"%s\"}".formatted(gate));
    EngineFixture.eventually(
        () -> assertThat(node.http().job(id).path("check_in").asText()).isEqualTo("deaf"));
    CompletableFuture<Void> closed = CompletableFuture.runAsync(node::close);
    try (RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace)) {
      EngineFixture.eventually(
          () ->
              assertThat(probe.redis().lrange(probe.key("jobs:ROGUE"), 0, -1))
                  .singleElement()
                  .asString()
                  .contains(id));
    }
    Files.createFile(gate);
    closed.get(1, TimeUnit.MINUTES);

    node = startNode();
    EngineFixture.eventually(() -> assertThat(node.http().status(id)).isEqualTo("Success"));
    assertThat(node.http().job(id).path("attempt").asLong()).isEqualTo(2);
  }
}
