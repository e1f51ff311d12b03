package io.jobservice.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The parameters that a job says it takes. Holds what was submitted against them, and fills in
 * their defaults. Without any it takes everything as it is. Immutable.
 */
public final class ParameterList {

  private final Map<String, Parameter> byName;

  private ParameterList(Map<String, Parameter> byName) {
    this.byName = byName;
  }

  /**
   * A list of descriptions.
   *
   * @param parameters as {@link Job#parameters} gives them
   * @throws IllegalArgumentException if a description contradicts itself or another one; the
   *     message names the parameter
   */
  public static ParameterList of(List<Parameter> parameters) {
    if (parameters == null) {
      throw new IllegalArgumentException("its parameters are null");
    }
    Map<String, Parameter> byName = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      if (parameter == null) {
        throw new IllegalArgumentException("one of its parameters is null");
      }
      if (parameter.name().isBlank()) {
        throw new IllegalArgumentException("one of its parameters has no name");
      }
      checkDescription(parameter);
      if (byName.putIfAbsent(parameter.name(), parameter) != null) {
        throw new IllegalArgumentException(
            "the parameter '" + parameter.name() + "' is described twice");
      }
    }
    return new ParameterList(byName);
  }

  private static void checkDescription(Parameter parameter) {
    String name = "the parameter '" + parameter.name() + "'";
    boolean isValued = parameter.isRequired() || parameter.preset().isPresent();
    if (parameter.name().equals(Parameter.OTHERS) && isValued) {
      throw new IllegalArgumentException(
          name + " stands for all others, which cannot be required or have a default");
    }
    if (parameter.isRequired() && parameter.preset().isPresent()) {
      throw new IllegalArgumentException(name + " is required, so it cannot have a default");
    }
    for (Object choice : parameter.choices()) {
      try {
        read(parameter, choice);
      } catch (InvalidParametersException e) {
        throw new IllegalArgumentException(name + " has a wrong choice: " + e.getMessage(), e);
      }
    }
    if (parameter.preset().isPresent()) {
      try {
        check(parameter, parameter.preset().get());
      } catch (InvalidParametersException e) {
        throw new IllegalArgumentException(name + " has a wrong default: " + e.getMessage(), e);
      }
    }
  }

  /**
   * Whether names are taken that have no description: where there is none at all, or one for {@link
   * Parameter#OTHERS}.
   */
  public boolean isOpen() {
    return byName.isEmpty() || byName.containsKey(Parameter.OTHERS);
  }

  /** All of them, in the order of the job. */
  public List<Parameter> all() {
    return List.copyOf(byName.values());
  }

  /**
   * What the job gets: what was submitted, with defaults where that has nothing or null.
   *
   * @param submitted what was submitted
   * @throws InvalidParametersException if one is missing, unknown, of another type or none of its
   *     choices; the message names it
   */
  public JobParameters complete(JobParameters submitted) throws InvalidParametersException {
    if (byName.isEmpty()) {
      return submitted;
    }
    checkNames(submitted);
    Map<String, Object> values = new LinkedHashMap<>(submitted.asMap());
    checkOthers(submitted);
    for (Parameter parameter : byName.values()) {
      Object value = values.get(parameter.name());
      if (value != null) {
        check(parameter, value);
      } else {
        parameter.preset().ifPresent(preset -> values.put(parameter.name(), preset));
      }
    }
    return JobParameters.of(values);
  }

  private void checkNames(JobParameters submitted) throws InvalidParametersException {
    for (Parameter parameter : byName.values()) {
      if (parameter.isRequired() && submitted.get(parameter.name()).isEmpty()) {
        throw new InvalidParametersException(
            "missing parameter '" + parameter.name() + "'" + strangers(submitted));
      }
    }
    for (String name : submitted.asMap().keySet()) {
      if (!isOpen() && !byName.containsKey(name)) {
        throw new InvalidParametersException(
            "unknown parameter '" + name + "'; there are " + String.join(", ", byName.keySet()));
      }
    }
  }

  /** One that is missing may be there under a name that is wrong. */
  private String strangers(JobParameters submitted) {
    return submitted.asMap().keySet().stream()
        .filter(name -> !isOpen() && !byName.containsKey(name))
        .findFirst()
        .map(name -> ", and unknown parameter '" + name + "'")
        .orElse("");
  }

  private void checkOthers(JobParameters submitted) throws InvalidParametersException {
    Parameter others = byName.get(Parameter.OTHERS);
    if (others == null) {
      return;
    }
    for (Map.Entry<String, Object> value : submitted.asMap().entrySet()) {
      if (value.getValue() != null && !byName.containsKey(value.getKey())) {
        Parameter named =
            new Parameter(
                value.getKey(), others.type(), false, others.preset(), "", others.choices());
        check(named, value.getValue());
      }
    }
  }

  private static void check(Parameter parameter, Object value) throws InvalidParametersException {
    Object typed = read(parameter, value);
    if (parameter.choices().isEmpty()) {
      return;
    }
    for (Object choice : parameter.choices()) {
      if (read(parameter, choice).equals(typed)) {
        return;
      }
    }
    throw new ParameterValue(parameter.name(), value)
        .isNot(
            parameter.choices().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "one of ", "")));
  }

  /** The value as its type has it, so that equal ones are equal however they were written. */
  private static Object read(Parameter parameter, Object value) throws InvalidParametersException {
    ParameterValue named = new ParameterValue(parameter.name(), value);
    return switch (parameter.type()) {
      case STRING -> named.text();
      case INTEGER -> named.whole();
      case NUMBER -> named.number();
      case BOOLEAN -> named.truth();
      case DURATION -> named.duration();
      case ARRAY -> named.list();
      case OBJECT -> named.object();
      case ANY -> value;
    };
  }
}
