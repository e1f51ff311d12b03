package io.jobservice.job;

import java.util.List;

/**
 * A type of job: the work, and the rules that it wants for its runs.
 *
 * <p>Implementations are found by {@link java.util.ServiceLoader} and need a public constructor
 * without arguments. Each execution gets an instance of its own, so that fields may hold the state
 * of one run. Delivery is at least once: a job whose node died, or that was put back when its node
 * shut down, runs again from its start.
 */
public interface Job {

  /**
   * The name that submissions use: 1 to 128 of {@code A-Z a-z 0-9 _ . -}, the same at each call.
   */
  String name();

  /** How often a job may fail before it is given up, retries included; 0 means 4. */
  default int maxFails() {
    return 0;
  }

  /** How many jobs of this type may run at once over all nodes; 0 means no limit. */
  default int maxConcurrency() {
    return 0;
  }

  /** Whether a failed job is tried again at all. */
  default boolean shouldRetry() {
    return true;
  }

  /** What the job does, in one sentence for people; empty when it does not say. */
  default String description() {
    return "";
  }

  /**
   * The parameters that the job takes. When there are any, submissions are held against them before
   * {@link #validate} is called, names that are not among them are refused, and defaults are filled
   * in. An empty list says nothing: any parameters are taken.
   *
   * @return the same at each call
   */
  default List<Parameter> parameters() {
    return List.of();
  }

  /**
   * Refuses parameters that the job cannot work with. Called at submission, where this type is
   * registered on the node that takes it, and again before each run. It must not block.
   *
   * @param parameters what was submitted, never null
   * @throws InvalidParametersException with the reason, which the submitter gets to read
   */
  default void validate(JobParameters parameters) throws InvalidParametersException {}

  /**
   * Does the work.
   *
   * @param context the job's way to the service, valid until this method returns
   * @param parameters what was submitted, never null
   * @throws JobStoppedException when the job ends because it was told to stop
   * @throws JobCancelledException when the job ends because it was told to cancel
   * @throws Exception when the job failed; class, message and stack are logged
   */
  void run(JobContext context, JobParameters parameters) throws Exception;
}
