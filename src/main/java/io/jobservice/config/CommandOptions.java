package io.jobservice.config;

import io.jobservice.job.Parameter;
import io.jobservice.model.TypePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The options that an entry of {@code commands} takes, and an entry of its parameters. */
final class CommandOptions {

  static final Option.Value<String> NAME =
      Option.Value.of("name", Kinds.jobName(), "the name of the job type; required");

  static final Option.Tree COMMAND =
      new Option.Tree(
          "command",
          "the program and its arguments, as a list; required; no shell reads it; an argument that"
              + " is ${params.NAME} as a whole stands for that parameter");

  static final Option.Value<String> DESCRIPTION =
      Option.Value.of("description", Kinds.text(), "what it does, in one sentence");

  static final Option.Tree ENV =
      new Option.Tree(
          "env", "variables that the program gets in addition, as names with texts; never shown");

  static final Option.Value<Path> CWD =
      Option.Value.of(
          "cwd",
          Kinds.path(),
          "the folder that the program runs in; left out: the folder of this file");

  static final Option.Value<Duration> TIMEOUT = TypeOptions.TIMEOUT;

  static final Option.Value<Integer> MAX_FAILS =
      Option.Value.of(
          "max_fails",
          Kinds.whole(1, TypePolicy.MOST_FAILS),
          "how often a job may fail before it is given up; left out: 4");

  static final Option.Value<Integer> MAX_CONCURRENCY =
      Option.Value.of(
          "max_concurrency",
          Kinds.whole(0, TypePolicy.MOST_CONCURRENCY),
          "how many jobs may run at once over all nodes, 0 for no limit; left out: no limit");

  static final Option.Tree PARAMETERS =
      new Option.Tree(
          "parameters", "the parameters that it takes, as a list; left out: any parameters");

  static final Option.Value<String> USER =
      Option.Value.of(
          "user",
          Kinds.user(),
          "as whom the program runs, where the service runs as root; left out: the same user");

  static final Option.Value<String> STDIN =
      Option.Value.of(
              "stdin",
              Kinds.oneOf("json", "none"),
              "what its standard input is: the parameters as one object of JSON, or nothing")
          .preset("json");

  static final Option.Tree SUCCESS_EXIT_CODES =
      new Option.Tree(
          "success_exit_codes",
          "the exit codes that are no failure, as a list of numbers from 0 to 255; left out: 0");

  static final Option.Tree RETRY_EXIT_CODES =
      new Option.Tree(
          "retry_exit_codes",
          "the exit codes after which the job is tried again, as a list; left out: all failures");

  static final Option.Value<String> STOP_SIGNAL =
      Option.Value.of(
              "stop_signal",
              Kinds.signal(),
              "the signal to the process group that asks it to end; SIG before it is dropped")
          .preset("TERM");

  static final Option.Value<Duration> STOP_GRACE =
      Option.Value.of(
              "stop_grace",
              Kinds.duration(Duration.ZERO, "0s to 24h"),
              "how long the program may take then, before the process group is killed")
          .preset("10s");

  /** All of them, in the order of the reference page. */
  static final List<Option> ALL =
      List.of(
          NAME,
          COMMAND,
          DESCRIPTION,
          PARAMETERS,
          STDIN,
          ENV,
          CWD,
          USER,
          TIMEOUT,
          MAX_FAILS,
          MAX_CONCURRENCY,
          SUCCESS_EXIT_CODES,
          RETRY_EXIT_CODES,
          STOP_SIGNAL,
          STOP_GRACE);

  static final Option.Value<String> PARAMETER_NAME =
      Option.Value.of("name", Kinds.text(), "what submissions call it; required");

  static final Option.Value<Parameter.Type> PARAMETER_TYPE =
      Option.Value.of("type", Kinds.parameterType(), "what its value must be").preset("any");

  static final Option.Value<Boolean> REQUIRED =
      Option.Value.of("required", Kinds.flag(), "whether a submission must have it")
          .preset("false");

  static final Option.Value<String> DEFAULT =
      Option.Value.of(
          "default",
          Kinds.anyText(),
          "what the program gets when a submission has none; of array, object and any as JSON");

  static final Option.Value<String> PARAMETER_DESCRIPTION =
      Option.Value.of("description", Kinds.text(), "what it is, in one sentence");

  static final Option.Tree CHOICES =
      new Option.Tree("choices", "the values that it may have, as a list; left out: any");

  /** Those of a parameter, in the order of the reference page. */
  static final List<Option> OF_PARAMETER =
      List.of(PARAMETER_NAME, PARAMETER_TYPE, REQUIRED, DEFAULT, PARAMETER_DESCRIPTION, CHOICES);

  private CommandOptions() {}
}
