package io.jobservice.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.Namespaces;
import io.jobservice.testing.NodeProcess;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that write a gigabyte, on a node as it is run. */
class LongOutputIT {

  private static final long GIGABYTE = 1L << 30;

  /** Both write as many bytes; what a request says after them is to be heard. */
  private static final String COMMANDS =
      """
      commands:
        - name: LINES
          command: [sh, -c, 'yes "$(printf %%999s | tr " " x)" | head -c %1$d; echo; echo "::result 1"']
        - name: NO_LINES
          command: [sh, -c, 'head -c %1$d /dev/zero; echo; echo "::result 1"']
      """
          .formatted(GIGABYTE);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"LINES", "NO_LINES"})
  void itIsTakenInBoundedMemory(String type) throws IOException {
    try (NodeProcess node =
        new NodeProcess(
            folder, "one", RedisServer.shared().url().toUri(), Namespaces.fresh(), 1, COMMANDS)) {
      node.start();
      RawHttp http = node.awaitReady();
      long begin = System.nanoTime();
      String id = http.accepted(type, "{}");
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> !http.status(id).equals("Pending") && !http.status(id).equals("Running"));
      System.out.printf(
          "%s: 1 GiB of output, heap 128 MiB: %.1f s%n", type, (System.nanoTime() - begin) / 1e9);

      assertThat(http.get("/api/v1/jobs/" + id).body())
          .contains("\"status\":\"Success\"", "\"result\":1");
      Path log = folder.resolve("one-data/job-logs/" + id + ".log");
      assertThat(Files.size(log)).isBetween(9L << 20, 11L << 20);
      assertThat(node.log()).doesNotContain("OutOfMemory", " ERROR ");
    }
  }
}
