package io.jobservice.model;

import io.jobservice.job.Parameter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A job type that is a program, as the configuration defines it. Immutable.
 *
 * @param name the job name
 * @param command the program and its arguments, at least the program; an argument that is {@code
 *     ${params.NAME}} as a whole stands for that parameter
 * @param description what it does, in one sentence; empty when nothing is said
 * @param env variables that the program gets in addition, by name
 * @param cwd the folder that the program runs in, absolute; it need not exist yet
 * @param timeout how long a run may take, more than zero
 * @param maxFails how often a job may fail, 1 or more
 * @param maxConcurrency how many may run at once over all nodes, 0 for no limit
 * @param parameters what it takes; empty for whatever is submitted
 * @param user as whom the program runs; empty for the user of the service
 * @param jsonOnStdin whether the parameters are on the standard input, as one object of JSON; else
 *     it is empty
 * @param successExitCodes the exit codes that are no failure, 0 to 255, never empty
 * @param retryExitCodes the exit codes after which the job is tried again; empty for all failures
 * @param stopSignal the signal that asks the program to end, without {@code SIG}
 * @param stopGrace how long it may take then, zero or more, before it is killed
 */
public record CommandDefinition(
    String name,
    List<String> command,
    String description,
    Map<String, String> env,
    Path cwd,
    Optional<Duration> timeout,
    OptionalInt maxFails,
    OptionalInt maxConcurrency,
    List<Parameter> parameters,
    Optional<String> user,
    boolean jsonOnStdin,
    Set<Integer> successExitCodes,
    Optional<Set<Integer>> retryExitCodes,
    String stopSignal,
    Duration stopGrace) {

  /** The signals that may ask a program to end. */
  public static final List<String> SIGNALS =
      List.of("TERM", "INT", "HUP", "QUIT", "USR1", "USR2", "ABRT", "ALRM", "KILL");

  /** How long a program may take to end, when nothing is said. */
  public static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

  /** The beginning of the variables that parameters are in. */
  public static final String VARIABLE_PREFIX = "JOB_PARAM_";

  private static final Pattern PLACE = Pattern.compile("\\$\\{params\\.(.+)}", Pattern.DOTALL);

  /** Copies what could change, and checks what a program cannot be started without. */
  public CommandDefinition {
    Objects.requireNonNull(name);
    command = List.copyOf(command);
    Objects.requireNonNull(description);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    Objects.requireNonNull(cwd);
    Objects.requireNonNull(timeout);
    Objects.requireNonNull(maxFails);
    Objects.requireNonNull(maxConcurrency);
    parameters = List.copyOf(parameters);
    Objects.requireNonNull(user);
    successExitCodes = Collections.unmodifiableSet(new TreeSet<>(successExitCodes));
    retryExitCodes = retryExitCodes.map(codes -> Collections.unmodifiableSet(new TreeSet<>(codes)));
    if (command.isEmpty() || successExitCodes.isEmpty() || !SIGNALS.contains(stopSignal)) {
      throw new IllegalArgumentException(name + ": " + command + ", ends with " + stopSignal);
    }
    if (stopGrace.isNegative()) {
      throw new IllegalArgumentException(name + ": a grace of " + stopGrace);
    }
  }

  /**
   * A program with what holds when nothing more is said.
   *
   * @param name the job name
   * @param cwd the folder that the program runs in, absolute
   * @param command the program and its arguments
   */
  public static CommandDefinition of(String name, Path cwd, List<String> command) {
    return new CommandDefinition(
        name,
        command,
        "",
        Map.of(),
        cwd,
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        List.of(),
        Optional.empty(),
        true,
        Set.of(0),
        Optional.empty(),
        "TERM",
        DEFAULT_GRACE);
  }

  /**
   * The parameter that an argument stands for.
   *
   * @param argument an argument as it is defined
   */
  public static Optional<String> parameterOf(String argument) {
    Matcher matcher = PLACE.matcher(argument);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * The variable that a parameter is in.
   *
   * @param parameter its name
   */
  public static String variableOf(String parameter) {
    return VARIABLE_PREFIX + parameter.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
  }

  /** Everything but the values of the variables, which may be confidential. */
  @Override
  public String toString() {
    return "CommandDefinition[" + name + " " + command + " env=" + env.keySet() + "]";
  }
}
