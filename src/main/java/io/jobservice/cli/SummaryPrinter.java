package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.cli.Cells.Cell;
import io.jobservice.client.ClientException;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The state of the whole service: reads it, and writes it in the format that was asked for. */
final class SummaryPrinter {

  private static final List<String> HEADINGS =
      List.of(
          "WORKERS",
          "BUSY",
          "PENDING",
          "SCHEDULED",
          "AWAITING",
          "RETRY",
          "DEAD",
          "ENDED/S",
          "REDIS");

  private final JobServiceClient client;
  private final OutputOptions options;
  private final Json json;

  SummaryPrinter(JobServiceClient client, OutputOptions options, Json json) {
    this.client = client;
    this.options = options;
    this.json = json;
  }

  /** Reads it; of a service that has no summary, the pools alone. */
  JsonNode read(Duration patience) throws ClientException {
    try {
      return client.summary(patience);
    } catch (ClientException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
      JsonNode pools = client.pools();
      ObjectNode summary = json.nodes().objectNode();
      return summary.set("worker_pools", pools.isObject() ? pools.path("worker_pools") : pools);
    }
  }

  /** Whether it is for people. */
  boolean isTable() {
    return options.format(Format.TABLE) == Format.TABLE;
  }

  /** Writes it. */
  void print(JsonNode summary, Console console) throws IOException {
    Output out = console.out();
    switch (options.format(Format.TABLE)) {
      case JSON, JSONL -> out.line(json.write(summary));
      case ID -> {
        for (JsonNode pool : summary.path("worker_pools")) {
          out.line(Printable.line(pool.path("worker_pool_id").asText()));
        }
      }
      case TABLE -> printTables(summary, console);
    }
  }

  /** Says what to do about it, where somebody reads a table. */
  void advise(JsonNode summary, Console console) {
    if (isTable() && summary.path("worker_pools").isEmpty()) {
      console.hint("No worker pool is alive. Start one with: jobservice serve");
    }
  }

  private void printTables(JsonNode summary, Console console) throws IOException {
    Output out = console.out();
    TextTable numbers = new TextTable(console, HEADINGS);
    numbers.row(numbers(summary));
    numbers.print(out);
    out.line("");
    print(Shape.POOL, summary.path("worker_pools"), console);
    List<JsonNode> busy = new ArrayList<>();
    summary.path("queues").forEach(queue -> addIfBusy(queue, busy));
    if (!busy.isEmpty()) {
      out.line("");
      print(Shape.QUEUE, busy, console);
    }
    printHooks(summary.path("hooks"), console);
  }

  /** Only where there is something to see to: mostly all is delivered. */
  private static void printHooks(JsonNode hooks, Console console) throws IOException {
    long dead = hooks.path("dead").asLong();
    if (hooks.path("pending").asLong() > 0 || dead > 0) {
      console.out().line("");
      TextTable table = new TextTable(console, List.of("HOOKS-PENDING", "HOOKS-DEAD"));
      table.row(
          List.of(
              cell(hooks.path("pending")),
              new Cell(hooks.path("dead").asText(), dead > 0 ? Paint.RED : null)));
      table.print(console.out());
    }
  }

  private static void addIfBusy(JsonNode queue, List<JsonNode> busy) {
    if (queue.path("depth").asLong() > 0
        || queue.path("running").asLong() > 0
        || !queue.path("rate").asText("0").equals("0")
        || queue.path("paused").asBoolean()) {
      busy.add(queue);
    }
  }

  private void print(Shape shape, Iterable<JsonNode> records, Console console) throws IOException {
    List<Shape.Column> columns = shape.columns();
    Cells cells = new Cells(console.times(options.utc()), json);
    TextTable table = new TextTable(console, columns.stream().map(Shape.Column::heading).toList());
    for (JsonNode record : records) {
      table.row(columns.stream().map(column -> cells.cell(record, column.field())).toList());
    }
    table.print(console.out());
  }

  private static List<Cell> numbers(JsonNode summary) {
    long pending = 0;
    double rate = 0;
    for (JsonNode queue : summary.path("queues")) {
      pending += queue.path("depth").asLong();
      rate += Double.parseDouble(queue.path("rate").asText("0"));
    }
    boolean known = summary.has("queues");
    return List.of(
        cell(summary.path("workers")),
        cell(summary.path("busy")),
        new Cell(known ? Long.toString(pending) : "", null),
        cell(summary.path("scheduled")),
        cell(summary.path("awaiting")),
        cell(summary.path("retry")),
        new Cell(
            summary.path("dead").asText(), summary.path("dead").asLong() > 0 ? Paint.RED : null),
        new Cell(known ? Numbers.decimal(rate) : "", null),
        new Cell(memory(summary.path("redis")), null));
  }

  private static Cell cell(JsonNode number) {
    return new Cell(number.asText(), null);
  }

  private static String memory(JsonNode redis) {
    if (!redis.has("used_memory")) {
      return "";
    }
    long most = redis.path("max_memory").asLong();
    return bytes(redis.path("used_memory").asLong()) + (most > 0 ? "/" + bytes(most) : "");
  }

  private static String bytes(long bytes) {
    if (bytes < 10L << 20) {
      return Numbers.decimal(bytes / (double) (1 << 20)) + "MiB";
    }
    return bytes < 10L << 30
        ? (bytes >> 20) + "MiB"
        : Numbers.decimal(bytes / (double) (1 << 30)) + "GiB";
  }
}
