package io.jobservice.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A job that another job asks for. Immutable: each method gives a new request. It is checked when
 * it is launched.
 *
 * <pre>{@code
 * JobRequest.of("RESIZE").with("image", "a.png").with("width", 100).maxFails(2)
 * }</pre>
 *
 * @param name the job type
 * @param parameters what the job gets, of the types that {@link JobParameters} has
 * @param delay after what time the job is due; empty for at once
 * @param unique whether a second job of the same name and parameters is refused
 * @param maxFails how often the job may fail, 1 to 10000; empty for what its type says
 * @param statusHook where status changes are reported to
 * @param after the ids of jobs that must have ended before it runs
 * @param afterStatus how these must have ended
 */
public record JobRequest(
    String name,
    Map<String, Object> parameters,
    Optional<Duration> delay,
    boolean unique,
    OptionalInt maxFails,
    Optional<String> statusHook,
    List<String> after,
    AfterStatus afterStatus) {

  /** Copies what could change; parameters may be null, and keep their order. */
  public JobRequest {
    Objects.requireNonNull(name);
    parameters = JobParameters.of(parameters).asMap();
    Objects.requireNonNull(delay);
    Objects.requireNonNull(maxFails);
    Objects.requireNonNull(statusHook);
    after = List.copyOf(after);
    Objects.requireNonNull(afterStatus);
  }

  /**
   * A job without parameters, to run at once.
   *
   * @param name the job type
   */
  public static JobRequest of(String name) {
    return new JobRequest(
        name,
        Map.of(),
        Optional.empty(),
        false,
        OptionalInt.empty(),
        Optional.empty(),
        List.of(),
        AfterStatus.SUCCESS);
  }

  /**
   * The same with a parameter.
   *
   * @param parameter its name
   * @param value its value, of the types that {@link JobParameters#of} takes; may be null
   * @throws IllegalArgumentException if it is of another type
   */
  public JobRequest with(String parameter, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(parameters);
    more.put(parameter, value);
    return withParameters(more);
  }

  /**
   * The same with these parameters in place of its own.
   *
   * @param values by name, of the types that {@link JobParameters#of} takes; may be null
   * @throws IllegalArgumentException if one is of another type
   */
  public JobRequest withParameters(Map<String, ?> values) {
    return new JobRequest(
        name, new LinkedHashMap<>(values), delay, unique, maxFails, statusHook, after, afterStatus);
  }

  /**
   * The same, due later.
   *
   * @param time after what time, more than zero; rounded up to seconds
   */
  public JobRequest delayed(Duration time) {
    return new JobRequest(
        name, parameters, Optional.of(time), unique, maxFails, statusHook, after, afterStatus);
  }

  /** The same, refused while an equal one is under way. */
  public JobRequest onlyOnce() {
    return new JobRequest(name, parameters, delay, true, maxFails, statusHook, after, afterStatus);
  }

  /**
   * The same with a limit of failures.
   *
   * @param fails how often it may fail, 1 to 10000
   */
  public JobRequest maxFails(int fails) {
    return new JobRequest(
        name, parameters, delay, unique, OptionalInt.of(fails), statusHook, after, afterStatus);
  }

  /**
   * The same with a hook.
   *
   * @param url where status changes are reported to, http or https
   */
  public JobRequest statusHook(String url) {
    return new JobRequest(
        name, parameters, delay, unique, maxFails, Optional.of(url), after, afterStatus);
  }

  /**
   * The same, to run when further jobs have succeeded; when one of them fails for good it is
   * stopped.
   *
   * @param ids jobs that exist
   */
  public JobRequest after(Collection<String> ids) {
    List<String> all = new ArrayList<>(after);
    all.addAll(ids);
    return new JobRequest(name, parameters, delay, unique, maxFails, statusHook, all, afterStatus);
  }

  /**
   * The same, to run when a further job has succeeded.
   *
   * @param ids jobs that exist
   */
  public JobRequest after(String... ids) {
    return after(List.of(ids));
  }

  /** The same, however the jobs that it waits for end. */
  public JobRequest whateverTheirEnd() {
    return new JobRequest(
        name, parameters, delay, unique, maxFails, statusHook, after, AfterStatus.ANY);
  }
}
