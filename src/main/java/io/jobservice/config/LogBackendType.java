package io.jobservice.config;

import io.jobservice.model.LogLevel;
import java.nio.file.Path;
import java.time.Duration;
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
      Option.Value.of(
          "name",
          Kinds.logBackend(),
          "which back end; required; STD_OUTPUT, FILE, under job_loggers also REDIS, or that of a"
              + " plugin");

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

  static final Option.Value<Boolean> SHARD =
      Option.Value.of(
              "settings.shard",
              Kinds.flag(),
              "of FILE under job_loggers: sub-folders by the first two digits of the id")
          .preset("false");

  static final Option.Value<Long> FILE_SIZE =
      Option.Value.of(
              "settings.max_size",
              Kinds.size(1L << 10, 1L << 40),
              "of FILE under job_loggers: how large a log may be; what follows is left out")
          .preset("10MiB");

  static final Option.Value<Long> REDIS_SIZE =
      Option.Value.of(
              "settings.max_size",
              Kinds.size(1L << 10, 64L << 20),
              "of REDIS: how much of a log is kept; the oldest lines are let go")
          .preset("1MiB");

  static final Option.Value<Duration> TTL =
      Option.Value.of(
              "settings.ttl",
              Kinds.retention(),
              "of REDIS: how long a log is kept after its last line")
          .preset("7d");

  static final Option.Tree PLUGIN_SETTINGS =
      new Option.Tree("settings", "of a plugin's back end: what it says; names with values");

  static final Option.Value<Double> SWEEPER_DURATION =
      Option.Value.of(
          "sweeper.duration",
          Kinds.days(),
          "of FILE: days to keep, whole ones under loggers; left out: for ever");

  static final Option.Value<Path> WORK_DIR =
      Option.Value.of(
          "sweeper.settings.work_dir", Kinds.path(), "accepted from old files; base_dir counts");

  static final LogBackendType STD_OUTPUT =
      new LogBackendType("STD_OUTPUT", List.of(NAME, LEVEL, OUTPUT, FORMAT), Set.of("sweeper"));

  static final LogBackendType SERVICE_FILE =
      new LogBackendType(
          "FILE",
          List.of(NAME, LEVEL, BASE_DIR, FILENAME, FORMAT, SWEEPER_DURATION, WORK_DIR),
          Set.of());

  static final LogBackendType JOB_FILE =
      new LogBackendType(
          "FILE",
          List.of(NAME, LEVEL, BASE_DIR, FORMAT, SHARD, FILE_SIZE, SWEEPER_DURATION, WORK_DIR),
          Set.of());

  static final LogBackendType REDIS =
      new LogBackendType("REDIS", List.of(NAME, LEVEL, FORMAT, REDIS_SIZE, TTL), Set.of("sweeper"));

  /** All options that an entry may have, in the order of the reference page. */
  static final List<Option> ALL_OPTIONS =
      List.of(
          NAME,
          LEVEL,
          OUTPUT,
          BASE_DIR,
          FILENAME,
          FORMAT,
          SHARD,
          FILE_SIZE,
          REDIS_SIZE,
          TTL,
          SWEEPER_DURATION,
          WORK_DIR);

  /** What may be said of the back end of a plugin, which checks its settings by itself. */
  static LogBackendType ofPlugin(String name) {
    return new LogBackendType(
        name, List.of(NAME, LEVEL, PLUGIN_SETTINGS, SWEEPER_DURATION), Set.of("sweeper.settings"));
  }
}
