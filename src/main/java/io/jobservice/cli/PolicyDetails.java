package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.Json;
import io.jobservice.cron.CronLine;
import io.jobservice.cron.InvalidCronException;
import io.jobservice.model.Misfire;
import io.jobservice.model.Overlap;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes all that there is to say about one periodic job for a person: its record with its line in
 * words, its next runs in the zone of the line too, and its last ones. For one thread.
 */
final class PolicyDetails {

  /** They have a table of their own, or say nothing to a person. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "kind",
          "ref_link",
          "hook_status",
          "next_runs",
          "warnings",
          "executions",
          "misfire",
          "overlap",
          "multiple_executions",
          "numeric_policy_id",
          "revision",
          "ack");

  private final Console console;
  private final OutputOptions options;
  private final Json json;

  PolicyDetails(Console console, OutputOptions options, Json json) {
    this.console = console;
    this.options = options;
    this.json = json;
  }

  /** Whether all is wanted, and not the record alone. */
  boolean isWhole() {
    return options.format(Format.TABLE) == Format.TABLE && !options.hasFields();
  }

  /**
   * Writes a periodic job.
   *
   * @param answer {@code {"job":{..}}}
   * @param last its last executions, each like that
   */
  void print(JsonNode answer, List<JsonNode> last) throws IOException {
    JsonNode job = answer.path("job");
    Optional<CronLine> line = line(job);
    ObjectNode facts = json.nodes().objectNode().set("job", facts(job, line));
    new Details(console, options, json).print(facts, Format.TABLE);
    printNext(job.path("next_runs"), line.map(CronLine::zone).orElse(ZoneOffset.UTC));
    if (!last.isEmpty()) {
      console.out().line("");
      Listing listing = new Listing(console, options, Shape.EXECUTION, json);
      for (JsonNode execution : last) {
        listing.print(execution);
      }
      listing.end();
    }
  }

  /** Of what another program stored perhaps none. */
  private static Optional<CronLine> line(JsonNode job) {
    try {
      return Optional.of(CronLine.parse(job.path("cron_spec").asText()));
    } catch (InvalidCronException e) {
      return Optional.empty();
    }
  }

  private ObjectNode facts(JsonNode job, Optional<CronLine> line) {
    ObjectNode facts = json.nodes().objectNode();
    for (Map.Entry<String, JsonNode> field : job.properties()) {
      if (field.getKey().equals("cron_spec")) {
        facts.set("cron_spec", field.getValue());
        line.ifPresent(known -> facts.put("meaning", known.explain()));
        facts.put("misfire", job.path("misfire").asText(Misfire.FIRE_ONCE.text()));
        facts.put("overlap", job.path("overlap").asText(Overlap.ALLOW.text()));
      } else if (!LEFT_OUT.contains(field.getKey())) {
        facts.set(field.getKey(), field.getValue());
      }
    }
    return facts;
  }

  private void printNext(JsonNode runs, ZoneId zone) throws IOException {
    if (runs.isEmpty()) {
      return;
    }
    List<Instant> instants = new ArrayList<>();
    runs.forEach(second -> instants.add(Instant.ofEpochSecond(second.asLong())));
    console.out().line("");
    new InstantTable(console, zone, console.times(options.utc())).print(instants);
  }
}
