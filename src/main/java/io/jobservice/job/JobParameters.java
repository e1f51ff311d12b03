package io.jobservice.job;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a job, with typed access. Immutable.
 *
 * <p>Values are what JSON has: {@link String}, {@link Boolean}, {@link Long} or, beyond its range,
 * {@link BigInteger}, {@link Double}, {@link List} and {@link Map} of these, and null. The typed
 * getters return empty when the parameter is absent or null, and throw {@link
 * InvalidParametersException}, naming the parameter, when it is of another type or out of range.
 * One inside an object is named by its path, such as {@code target.port}.
 */
public final class JobParameters {

  private static final JobParameters NONE = new JobParameters("", Map.of());

  private final String prefix;
  private final Map<String, Object> values;

  private JobParameters(String prefix, Map<String, Object> values) {
    this.prefix = prefix;
    this.values = values;
  }

  /**
   * Parameters from a map of values of the types that the class comment lists. Other numbers become
   * one of these; a {@link Duration} and a constant of an enum become a text.
   *
   * @param values by name; copied, with what is in them
   * @throws IllegalArgumentException if a value is of a type that JSON cannot bring
   */
  public static JobParameters of(Map<String, ?> values) {
    return new JobParameters("", ParameterValue.plain("", values));
  }

  /** What an object has, which was copied with all that it is part of. */
  @SuppressWarnings("unchecked")
  static JobParameters at(String prefix, Map<?, ?> values) {
    return new JobParameters(prefix, (Map<String, Object>) values);
  }

  /** No parameters. */
  public static JobParameters none() {
    return NONE;
  }

  /** All of them, by name; a value may be null. Cannot be changed. */
  public Map<String, Object> asMap() {
    return values;
  }

  /**
   * All of them as a record. Each component is the parameter of the same name; parameters without a
   * component are passed over. A component is a text, a number, a boolean or its wrapper, a {@link
   * Duration}, an enum (by the names of its constants), a record (an object), {@code JobParameters}
   * (any object), {@code Object} (anything), or a {@link List}, a {@link Map} by texts or an {@link
   * Optional} of these. Where a parameter is absent or null, an optional is empty, a primitive is
   * an error, and all else is null, for which the constructor of the record may put something.
   *
   * @param type the record; it need not be public
   * @throws InvalidParametersException if a parameter is missing, of another type or out of range,
   *     or the constructor of the record throws, with what it says
   * @throws IllegalArgumentException if a component is of a type that cannot be had
   */
  public <R extends Record> R as(Class<R> type) throws InvalidParametersException {
    return RecordMapping.map(this, type);
  }

  /** What names a parameter of these in errors. */
  String path(String name) {
    return prefix + name;
  }

  private boolean has(String name) {
    return values.get(name) != null;
  }

  private ParameterValue value(String name) {
    return new ParameterValue(path(name), values.get(name));
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /**
   * The value as it is.
   *
   * @param name the parameter
   */
  public Optional<Object> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * A text.
   *
   * @param name the parameter
   * @throws InvalidParametersException if it is no text
   */
  public Optional<String> getString(String name) throws InvalidParametersException {
    return has(name) ? Optional.of(value(name).text()) : Optional.empty();
  }

  /**
   * A whole number of 32 bits. A number with a fraction of zero, such as {@code 5.0}, is one.
   *
   * @param name the parameter
   * @throws InvalidParametersException if it is none
   */
  public Optional<Integer> getInt(String name) throws InvalidParametersException {
    return has(name) ? Optional.of(value(name).small()) : Optional.empty();
  }

  /**
   * A whole number of 64 bits. A number with a fraction of zero, such as {@code 5.0}, is one.
   *
   * @param name the parameter
   * @throws InvalidParametersException if it is none
   */
  public Optional<Long> getLong(String name) throws InvalidParametersException {
    return has(name) ? Optional.of(value(name).whole()) : Optional.empty();
  }

  /**
   * A number.
   *
   * @param name the parameter
   * @throws InvalidParametersException if it is none
   */
  public Optional<Double> getDouble(String name) throws InvalidParametersException {
    return has(name) ? Optional.of(value(name).number()) : Optional.empty();
  }

  /**
   * True or false.
   *
   * @param name the parameter
   * @throws InvalidParametersException if it is neither
   */
  public Optional<Boolean> getBoolean(String name) throws InvalidParametersException {
    return has(name) ? Optional.of(value(name).truth()) : Optional.empty();
  }

  /**
   * A duration: a text such as {@code 1h30m}, {@code 2.5s}, {@code 200ms} or {@code PT15S}, or a
   * number of seconds. Never negative.
   *
   * @param name the parameter
   * @throws InvalidParametersException if it is none
   */
  public Optional<Duration> getDuration(String name) throws InvalidParametersException {
    return has(name) ? Optional.of(value(name).duration()) : Optional.empty();
  }

  /**
   * A list, which cannot be changed; its elements may be null.
   *
   * @param name the parameter
   * @throws InvalidParametersException if it is none
   */
  public Optional<List<Object>> getList(String name) throws InvalidParametersException {
    return has(name)
        ? Optional.of(Collections.unmodifiableList(value(name).list()))
        : Optional.empty();
  }

  /**
   * An object, with typed access to what it has.
   *
   * @param name the parameter
   * @throws InvalidParametersException if it is none
   */
  public Optional<JobParameters> getObject(String name) throws InvalidParametersException {
    return has(name) ? Optional.of(value(name).object()) : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JobParameters that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The names only: values may be confidential. */
  @Override
  public String toString() {
    return "JobParameters" + values.keySet();
  }
}
