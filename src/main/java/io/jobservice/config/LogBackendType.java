package io.jobservice.config;

import io.jobservice.model.LogLevel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A kind of log back end and the options that it takes, with paths inside its entry of the list.
 *
 * @param name the name in the file
 * @param options what may be said of it
 * @param ignored what is no mistake, but of no use to it
 */
record LogBackendType(String name, List<Option> options, Set<String> ignored) {

  static final Option.Value<String> NAME =
      Option.Value.of("name", Kinds.oneOf("STD_OUTPUT", "FILE"), "which back end; required");

  static final Option.Value<LogLevel> LEVEL =
      Option.Value.of("level", Kinds.level(), "the least level that is written, in any case")
          .preset("INFO");

  static final Option.Value<String> OUTPUT =
      Option.Value.of("settings.output", Kinds.oneOf("std_out", "std_err"), "of STD_OUTPUT: where")
          .preset("std_out");

  static final Option.Value<String> FORMAT =
      Option.Value.of(
              "settings.format",
              Kinds.oneOf("text", "json"),
              "lines of text, or an object of JSON a line")
          .preset("text");

  static final Option.Value<Path> BASE_DIR =
      Option.Value.of(
          "settings.base_dir",
          Kinds.path(),
          "of FILE: the folder; left out: job-logs, or logs for the service's own, under data_dir");

  static final Option.Value<String> FILENAME =
      Option.Value.of("settings.filename", Kinds.fileName(), "of FILE under loggers: the file")
          .preset("service.log");

  static final Option.Value<Double> SWEEPER_DURATION =
      Option.Value.of(
          "sweeper.duration",
          Kinds.days(),
          "of FILE: days to keep, whole ones under loggers; left out: for ever");

  static final Option.Value<Path> WORK_DIR =
      Option.Value.of(
          "sweeper.settings.work_dir", Kinds.path(), "accepted from old files; base_dir counts");

  static final LogBackendType STD_OUTPUT =
      new LogBackendType("STD_OUTPUT", List.of(NAME, LEVEL, OUTPUT), Set.of("sweeper"));

  static final LogBackendType SERVICE_STD_OUTPUT =
      new LogBackendType("STD_OUTPUT", List.of(NAME, LEVEL, OUTPUT, FORMAT), Set.of("sweeper"));

  static final LogBackendType SERVICE_FILE =
      new LogBackendType(
          "FILE",
          List.of(NAME, LEVEL, BASE_DIR, FILENAME, FORMAT, SWEEPER_DURATION, WORK_DIR),
          Set.of());

  static final LogBackendType JOB_FILE =
      new LogBackendType(
          "FILE", List.of(NAME, LEVEL, BASE_DIR, SWEEPER_DURATION, WORK_DIR), Set.of());

  /** All options that an entry may have, in the order of the reference page. */
  static final List<Option> ALL_OPTIONS =
      List.of(NAME, LEVEL, OUTPUT, BASE_DIR, FILENAME, FORMAT, SWEEPER_DURATION, WORK_DIR);
}
