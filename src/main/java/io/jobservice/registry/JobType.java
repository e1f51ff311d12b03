package io.jobservice.registry;

import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.Job;
import io.jobservice.job.JobParameters;
import io.jobservice.job.Parameter;
import io.jobservice.job.ParameterList;
import io.jobservice.model.Backoff;
import io.jobservice.model.CommandDefinition;
import io.jobservice.model.EditDistance;
import io.jobservice.model.RateLimit;
import io.jobservice.model.TypePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A registered type of job, with the rules for its jobs: those of its class, and those of the
 * configuration where it has any. Whether a failed job is tried again at all is not in here; the
 * instance that failed is asked.
 *
 * @param name its name
 * @param source where it came from, for messages
 * @param factory makes the instance of one execution
 * @param maxFails how often a job may fail, 1 or more
 * @param maxConcurrency how many may run at once over all nodes, 0 for no limit
 * @param priority its weight against other types when a worker is free, 1 or more
 * @param timeout how long a run may take, more than zero
 * @param backoff how long a failed job waits
 * @param rateLimit how many may start within a period over all nodes
 * @param description what its class says that it does, empty when it does not
 * @param parameters what its class says that it takes
 * @param timeToObey how long a job that is told to stop, since its time is over, may take before
 *     its thread is interrupted
 */
public record JobType(
    String name,
    String source,
    Supplier<Job> factory,
    int maxFails,
    int maxConcurrency,
    int priority,
    Optional<Duration> timeout,
    Backoff backoff,
    Optional<RateLimit> rateLimit,
    String description,
    ParameterList parameters,
    Duration timeToObey) {

  /** How long jobs may take to end when their time is over. */
  public static final Duration DEFAULT_TIME_TO_OBEY = Duration.ofSeconds(2);

  /** How often a job may fail that does not say. */
  public static final int DEFAULT_MAX_FAILS = 4;

  /** The priority of types that the configuration gives none. */
  public static final int DEFAULT_PRIORITY = 1;

  /** Checks that nothing is null, and the least values. */
  public JobType {
    Objects.requireNonNull(name);
    Objects.requireNonNull(source);
    Objects.requireNonNull(factory);
    if (maxFails < 1 || maxConcurrency < 0 || priority < 1) {
      throw new IllegalArgumentException(
          name + ": " + maxFails + " fails, " + maxConcurrency + " at once, weight " + priority);
    }
    Objects.requireNonNull(timeout);
    Objects.requireNonNull(backoff);
    Objects.requireNonNull(rateLimit);
    Objects.requireNonNull(description);
    Objects.requireNonNull(parameters);
    Objects.requireNonNull(timeToObey);
  }

  /**
   * A type with the rules of its class.
   *
   * @param job an instance, which is asked for the name and the rules
   * @param source where it came from, for messages
   * @param factory makes the instance of one execution
   * @throws IllegalArgumentException if its parameters are described in a way that makes no sense;
   *     the message names the job and the parameter
   */
  public static JobType of(Job job, String source, Supplier<Job> factory) {
    return new JobType(
        job.name(),
        source,
        factory,
        job.maxFails() > 0 ? job.maxFails() : DEFAULT_MAX_FAILS,
        Math.max(0, job.maxConcurrency()),
        DEFAULT_PRIORITY,
        Optional.empty(),
        Backoff.standard(),
        Optional.empty(),
        Objects.requireNonNullElse(job.description(), ""),
        described(job),
        DEFAULT_TIME_TO_OBEY);
  }

  private static ParameterList described(Job job) {
    try {
      return ParameterList.of(job.parameters());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the job " + job.name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * The type of a program.
   *
   * @param definition what the configuration says
   * @param source where it came from, for messages
   * @param factory makes the instance of one execution
   */
  public static JobType of(CommandDefinition definition, String source, Supplier<Job> factory) {
    JobType type = of(factory.get(), source, factory);
    return new JobType(
        type.name,
        source,
        factory,
        type.maxFails,
        type.maxConcurrency,
        type.priority,
        definition.timeout(),
        type.backoff,
        type.rateLimit,
        type.description,
        type.parameters,
        // After its grace the program is killed, which needs a moment.
        definition.stopGrace().plus(DEFAULT_TIME_TO_OBEY));
  }

  /**
   * The same type with what a policy says in place of its own.
   *
   * @param policy the policy; what it leaves empty stays
   */
  public JobType with(TypePolicy policy) {
    return new JobType(
        name,
        source,
        factory,
        policy.maxFails().orElse(maxFails),
        policy.maxConcurrency().orElse(maxConcurrency),
        policy.priority().orElse(priority),
        policy.timeout().or(this::timeout),
        policy.backoff().orElse(backoff),
        policy.rateLimit().or(this::rateLimit),
        description,
        parameters,
        timeToObey);
  }

  /**
   * What a job of this type gets: what was submitted, with the defaults that its class says.
   *
   * @param submitted what was submitted
   * @throws InvalidParametersException if that contradicts what the class says of its parameters;
   *     the message names the parameter, and one that was probably meant
   */
  public JobParameters complete(JobParameters submitted) throws InvalidParametersException {
    List<String> known = parameters.all().stream().map(Parameter::name).toList();
    List<String> candidates =
        parameters.isOpen()
            ? parameters.all().stream()
                .filter(one -> one.isRequired() && submitted.get(one.name()).isEmpty())
                .map(Parameter::name)
                .toList()
            : known;
    for (String name : submitted.asMap().keySet()) {
      if (!known.contains(name)) {
        Optional<String> meant = EditDistance.nearest(name, candidates);
        if (meant.isPresent()) {
          throw new InvalidParametersException(
              "unknown parameter '" + name + "'; did you mean '" + meant.get() + "'?");
        }
      }
    }
    return parameters.complete(submitted);
  }
}
