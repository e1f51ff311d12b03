package io.jobservice.chaos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.ExecutionEntry;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Policies that fire each second: some that nodes of both kinds know, some that only ours do. */
final class Ticks {

  private static final List<String> LINES =
      List.of("* * * * * *", "CRON_TZ=Europe/Berlin * * * * * *", "@every 1s");

  private final RedisProbe probe;
  private final ObjectNode parameters;
  private final String forget;
  private final List<String> policies = new ArrayList<>();

  Ticks(RedisProbe probe, Path audit) throws IOException {
    this.probe = probe;
    this.parameters = JsonNodeFactory.instance.objectNode().put("audit", audit.toString());
    try (InputStream in = Ticks.class.getResourceAsStream("/chaos/forget.lua")) {
      this.forget = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Submits some. */
  void submit(RawHttp http, int number) {
    for (int i = 0; i < number; i++) {
      String line = LINES.get(i % LINES.size());
      policies.add(
          http.accepted(
              "TICK",
              parameters.toString(),
              "{\"kind\":\"Periodic\",\"cron_spec\":\"" + line + "\"}"));
    }
  }

  List<String> policies() {
    return policies;
  }

  /**
   * Takes the executions of some policies from a second on away, so that nodes have to make them
   * soon and not in two minutes.
   *
   * @param share every how manieth policy
   */
  void forget(int share, long from) {
    for (int i = 0; i < policies.size(); i += share) {
      ExecutionEntry entry = ExecutionEntry.of("TICK", policies.get(i), Optional.of(parameters));
      probe
          .redis()
          .eval(
              forget,
              List.of(probe.key("policy_turns")),
              List.of(
                  probe.key(""),
                  policies.get(i),
                  Long.toString(from),
                  entry.head(),
                  entry.middle(),
                  entry.tail()));
    }
  }

  /** Ends them all. */
  void stop(RawHttp http) {
    for (String policy : policies) {
      RawHttp.Answer answer = http.stop(policy);
      if (answer.status() != 204) {
        throw new AssertionError(answer.toString());
      }
    }
  }
}
