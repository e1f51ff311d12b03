package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.Json;
import io.jobservice.client.Submission;
import io.jobservice.model.Misfire;
import io.jobservice.model.Overlap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How what a line says and what is given for all lines go together. */
class JobLinesTest {

  private static final OptionalLong NONE = OptionalLong.empty();

  private final Json json = new Json();

  private BulkLine read(String metadata, OptionalLong delay, OptionalLong at) {
    Submission defaults =
        new Submission(
            "",
            Optional.empty(),
            delay,
            at,
            true,
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    return new JobLines(Optional.empty(), defaults, json)
        .read("{\"name\":\"A\",\"metadata\":" + metadata + "}", 1);
  }

  private BulkLine readWithCron(String metadata) {
    Submission defaults =
        new Submission(
            "",
            Optional.empty(),
            NONE,
            NONE,
            false,
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.of(
                new Submission.Periodic(
                    "@daily", Optional.of(Misfire.SKIP), Optional.of(Overlap.FORBID))));
    return new JobLines(Optional.empty(), defaults, json)
        .read("{\"name\":\"A\",\"metadata\":" + metadata + "}", 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | {\"kind\":\"Periodic\",\"cron_spec\":\"@daily\",\"misfire\":\"skip\","
            + "\"overlap\":\"forbid\"}",
        "{\"overlap\":\"allow\"} | {\"overlap\":\"allow\",\"kind\":\"Periodic\","
            + "\"cron_spec\":\"@daily\",\"misfire\":\"skip\"}",
        "{\"cron_spec\":\"@hourly\"} | {\"cron_spec\":\"@hourly\",\"kind\":\"Periodic\","
            + "\"misfire\":\"skip\",\"overlap\":\"forbid\"}",
        "{\"run_at\":5} | {\"run_at\":5,\"kind\":\"Scheduled\"}",
        "{\"kind\":\"Periodic\"} | {\"kind\":\"Periodic\",\"misfire\":\"skip\","
            + "\"overlap\":\"forbid\"}",
      })
  void aLineIsPeriodicUnlessItSaysItsOwnTime(String own, String expected) {
    assertThat(metadata(readWithCron(own))).isEqualTo(expected);
  }

  @Test
  void anotherKindThanThatOfTheCronLineIsAnError() {
    for (String kind : List.of("Generic", "Scheduled")) {
      assertThat(wrong(readWithCron("{\"kind\":\"" + kind + "\"}")))
          .isEqualTo("the line says kind " + kind + ", but --cron is given");
    }
  }

  private String metadata(BulkLine line) {
    return json.write(line.job().orElseThrow().path("metadata"));
  }

  private static String wrong(BulkLine line) {
    ObjectNode error = line.error().orElseThrow();
    return error.path("error").path("description").asText();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"Scheduled\"", "5", "false"})
  void metadataThatAreNoObjectAreAnError(String metadata) {
    assertThat(wrong(read(metadata, NONE, NONE))).isEqualTo("'metadata' must be an object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | {'kind':'Scheduled','schedule_delay':9,'unique':true}",
        "{'unique':false} | {'unique':false,'kind':'Scheduled','schedule_delay':9}",
        "{'kind':'Scheduled'} | {'kind':'Scheduled','schedule_delay':9,'unique':true}",
        "{'schedule_delay':3} | {'schedule_delay':3,'kind':'Scheduled','unique':true}",
        "{'run_at':3} | {'run_at':3,'kind':'Scheduled','unique':true}",
        "{'kind':'Scheduled','run_at':3} | {'kind':'Scheduled','run_at':3,'unique':true}",
        "{'kind':'Periodic','cron_spec':'x'} | {'kind':'Periodic','cron_spec':'x','unique':true}"
      })
  void aTimeForAllIsForLinesWithoutOne(String said, String sent) {
    BulkLine line = read(said.replace('\'', '"'), OptionalLong.of(9), NONE);

    assertThat(metadata(line)).isEqualTo(sent.replace('\'', '"'));
  }

  @Test
  void aScheduledLineTakesTheMomentForAll() {
    BulkLine line = read("{\"kind\":\"Scheduled\"}", NONE, OptionalLong.of(7));

    assertThat(metadata(line)).isEqualTo("{\"kind\":\"Scheduled\",\"run_at\":7,\"unique\":true}");
  }

  @Test
  void aLineThatIsNotToWaitContradictsATimeForAll() {
    String generic = "{\"kind\":\"Generic\"}";

    assertThat(wrong(read(generic, OptionalLong.of(9), NONE)))
        .isEqualTo("the line says kind Generic, but --delay is given");
    assertThat(wrong(read(generic, NONE, OptionalLong.of(7))))
        .isEqualTo("the line says kind Generic, but --at is given");
    assertThat(metadata(read(generic, NONE, NONE)))
        .isEqualTo("{\"kind\":\"Generic\",\"unique\":true}");
  }
}
