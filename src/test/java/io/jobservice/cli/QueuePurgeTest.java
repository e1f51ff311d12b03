package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code queue purge}, which takes its jobs in pieces. */
class QueuePurgeTest extends StubbedService {

  private static final String QUEUE = "/api/v1/queues/DEMO";
  private static final String AWAY = "{\"description\":\"Redis is away\"}";

  @Test
  void aPieceThatFailsTellsHowManyWereStoppedBefore() {
    server
        .answer("GET " + QUEUE, 200, "{\"depth\":25000}")
        .answer("POST " + QUEUE, 200, "{\"purged\":10000,\"left\":15000}")
        .answer("POST " + QUEUE, 503, AWAY);

    assertThat(shell.run("queue", "purge", "DEMO", "--yes", "-q"))
        .isEqualTo(
            new Transcript.Result(
                69, "", "jobservice: DEMO: 10,000 stopped, then: Redis is away\n"));
  }

  @Test
  void aFirstPieceThatFailsIsToldAsItIs() {
    server.answer("GET " + QUEUE, 200, "{\"depth\":25000}").answer("POST " + QUEUE, 503, AWAY);

    assertThat(shell.run("queue", "purge", "DEMO", "--yes"))
        .isEqualTo(new Transcript.Result(69, "", "jobservice: Redis is away\n"));
  }

  @Test
  void aFailureIsNotWrittenBehindTheProgress() {
    server
        .answer("GET " + QUEUE, 200, "{\"depth\":25000}")
        .answer("POST " + QUEUE, 200, "{\"purged\":10000,\"left\":15000}")
        .answer("POST " + QUEUE, 503, AWAY);

    assertThat(
            shell
                .withALookTaking(Duration.ofSeconds(1))
                .onTerminal("e", 80, "UTC")
                .run("queue", "purge", "DEMO", "--yes", "--color", "never")
                .err())
        .contains("10,000 of 25,000 stopped")
        .endsWith("\r\033[Kjobservice: DEMO: 10,000 stopped, then: Redis is away\n");
  }
}
