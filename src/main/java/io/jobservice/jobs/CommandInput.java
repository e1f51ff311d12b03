package io.jobservice.jobs;

import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import io.jobservice.model.CommandDefinition;
import io.jobservice.model.ValueJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** How the parameters of a job reach its program: as arguments and as variables. */
final class CommandInput {

  /** Linux takes no argument and no variable that is longer, its NUL included. */
  private static final int LONGEST_WORD = (128 << 10) - 1;

  /** Of 2 MiB that arguments and variables have together where nothing else is set. */
  private static final int MOST_VARIABLES = 1 << 20;

  private CommandInput() {}

  /** The program and its arguments, with the parameters in their places. */
  static List<String> command(CommandDefinition definition, JobParameters parameters)
      throws InvalidParametersException {
    List<String> words = new ArrayList<>();
    for (String argument : definition.command()) {
      Optional<String> name = CommandDefinition.parameterOf(argument);
      words.add(name.isPresent() ? argument(name.get(), parameters) : argument);
    }
    return words;
  }

  private static String argument(String name, JobParameters parameters)
      throws InvalidParametersException {
    Object value =
        parameters
            .get(name)
            .orElseThrow(
                () ->
                    new InvalidParametersException(
                        "missing parameter '" + name + "', which is an argument of the command"));
    String text = text(value);
    if (text.indexOf('\0') >= 0) {
      throw new InvalidParametersException(
          "parameter '" + name + "' has a NUL character, which no argument of a command can have");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_WORD) {
      throw new InvalidParametersException(
          "parameter '"
              + name
              + "' is an argument of the command, and may have up to "
              + LONGEST_WORD
              + " bytes");
    }
    return text;
  }

  /** The variables of one run, in the order in which they are set. */
  static Map<String, String> environment(
      CommandDefinition definition,
      JobContext context,
      JobParameters parameters,
      Consumer<String> warnings) {
    Map<String, String> environment = new LinkedHashMap<>();
    Map<String, String> from = new LinkedHashMap<>();
    int left = MOST_VARIABLES;
    for (Map.Entry<String, Object> parameter : parameters.asMap().entrySet()) {
      String name = CommandDefinition.variableOf(parameter.getKey());
      String value = text(parameter.getValue());
      int size = name.length() + 1 + value.getBytes(StandardCharsets.UTF_8).length;
      String other = from.put(name, parameter.getKey());
      if (other != null) {
        environment.remove(name);
        warnings.accept(
            "parameters '%s' and '%s' are both %s; it has the latter"
                .formatted(other, parameter.getKey(), name));
      }
      if (value.indexOf('\0') >= 0) {
        warnings.accept(leftOut(name, "it has a NUL character"));
      } else if (size > LONGEST_WORD || size > left) {
        warnings.accept(leftOut(name, "it is too large"));
      } else {
        left -= size;
        environment.put(name, value);
      }
    }
    environment.put("JOB_ID", context.jobId());
    environment.put("JOB_NAME", context.jobName());
    environment.put("JOB_ATTEMPT", Long.toString(context.attempt()));
    context.upstreamJobId().ifPresent(id -> environment.put("JOB_UPSTREAM_ID", id));
    environment.putAll(definition.env());
    return environment;
  }

  private static String leftOut(String name, String why) {
    return name + " is not set, since " + why + "; the standard input has the parameter";
  }

  private static String text(Object value) {
    return value instanceof String text ? text : ValueJson.text(value);
  }
}
