package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code stats --watch} where there is no screen for it. */
class WatchTest extends StubbedService {

  private static final String SUMMARY = "GET /api/v1/summary";

  @ParameterizedTest
  @ValueSource(strings = {"", "oe", "o", "ie"})
  void withoutAKeyboardAndAScreenStatesComeOneAfterTheOther(String letters) {
    server
        .answer(SUMMARY, 200, "{\"workers\":10}")
        .answer(SUMMARY, 200, "{\"workers\":20}")
        .answer(SUMMARY, 503, "{\"description\":\"Redis is away\"}");

    Transcript.Result result =
        shell.onTerminal(letters, 80, "UTC").run("stats", "--watch", "--color", "never");

    assertThat(result.code()).isEqualTo(69);
    assertThat(result.out()).contains("WORKERS").contains("\n10 ").contains("\n20 ");
    assertThat(result.out()).doesNotContain("\033");
  }

  @Test
  void whatIsDrawnOntoAScreenSaysNothingBeside() throws Exception {
    Console console = new Console(shell.onTerminalIn("UTC").shell(), false, Coloring.NEVER);
    SummaryPrinter summary = new SummaryPrinter(null, new OutputOptions(), new Json());
    JsonNode state = new Json().read("{\"worker_pools\":[]}");

    summary.print(state, console);
    assertThat(shell.err()).isEmpty();

    summary.advise(state, console);
    assertThat(shell.err()).startsWith("No worker pool is alive.");
  }
}
