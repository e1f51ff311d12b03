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
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many jobs that log much at once, on a node as it is run. */
class ManyLogsIT {

  private static final int JOBS = 500;
  private static final int LINES = 2_000;

  @TempDir Path folder;

  @Test
  void everyLineIsWholeAndInItsPlace() throws IOException {
    Path script = folder.resolve("script");
    Files.writeString(script, "many " + LINES + "\nend\n");
    try (NodeProcess node =
        new NodeProcess(
            folder, "one", RedisServer.shared().url().toUri(), Namespaces.fresh(), 50, "")) {
      node.start();
      RawHttp http = node.awaitReady();
      http.send("POST", "/api/v1/queues/TALK", "{\"action\":\"pause\"}");
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < JOBS; i++) {
        ids.add(http.accepted("TALK", "{\"file\":\"" + script + "\"}"));
      }
      long begin = System.nanoTime();
      http.send("POST", "/api/v1/queues/TALK", "{\"action\":\"resume\"}");
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(50))
          .until(
              () ->
                  http.get("/api/v1/jobs?status=Pending,Running&page_size=1").body().equals("[]"));
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf(
          "%d jobs of %d lines on 50 workers: %.0f lines a second%n",
          JOBS, LINES, JOBS * LINES / seconds);
      for (String id : ids) {
        // Read at once: what has ended has all that it logged.
        List<String> lines = Files.readAllLines(folder.resolve("one-data/job-logs/" + id + ".log"));
        assertThat(lines).hasSize(LINES);
        for (int i = 0; i < LINES; i++) {
          assertThat(lines.get(i)).matches("2.*Z \\[INFO] \\[/.*:\\d+]: line " + (i + 1));
        }
      }
      assertThat(node.log()).doesNotContain("lost", " ERROR ");
    }
  }
}
