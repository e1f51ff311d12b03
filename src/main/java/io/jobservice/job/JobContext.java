package io.jobservice.job;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;

/** What a running job may ask of the service. All methods may be called from any thread. */
public interface JobContext {

  /**
   * The id of the job. An execution of a periodic job has the policy's id, {@code @}, its second.
   */
  String jobId();

  /** The registered name of the job's type. */
  String jobName();

  /**
   * Which run of this job this is, from 1. It counts every start, also those whose node died, and
   * serves as a fencing token for systems that the job writes to.
   */
  long attempt();

  /** The id of the job that launched this one; empty for a job that was submitted. */
  Optional<String> upstreamJobId();

  /** The node that runs this job, as it is now. */
  SystemState system();

  /** The log of this job; what is written here is what {@code jobservice log} shows. */
  Logger logger();

  /** What the job has been told, without a round trip. */
  OpCommand opCommand();

  /**
   * Ends the run if the job has been told to stop or to cancel.
   *
   * @throws JobStoppedException after a stop
   * @throws JobCancelledException after a cancel
   */
  default void throwIfStopped() throws JobStoppedException, JobCancelledException {
    switch (opCommand()) {
      case NONE -> {}
      case STOP -> throw new JobStoppedException();
      case CANCEL -> throw new JobCancelledException();
    }
  }

  /**
   * Waits, but no longer than until the job is told something.
   *
   * @param duration how long, zero or more
   * @return what the job has been told by then
   * @throws InterruptedException if the thread is interrupted, as it is when its node gives it up
   */
  OpCommand await(Duration duration) throws InterruptedException;

  /**
   * Tells how far the job is. The text is in the job's stats at once and in its next status hook.
   * Returns when Redis has it, or without effect when this attempt has lost its job to another.
   *
   * @param message any text, such as {@code 30%}; more than 4096 characters are cut
   */
  void checkIn(String message);

  /**
   * Tells how far the job is, by a check-in of the standard form {@code 42%}.
   *
   * @param done how much is done, zero or more; above the total counts as the total
   * @param total how much there is to do; zero or less counts as all done
   */
  default void progress(long done, long total) {
    long percent =
        total <= 0 ? 100 : Math.round(100.0 * Math.min(Math.max(0, done), total) / total);
    checkIn(percent + "%");
  }

  /**
   * Launches a sub-job. A job that runs again, and launches with a key that it has used before,
   * gets the id of the sub-job of then, whatever the request says now.
   *
   * @param key names the sub-job among those of this job, 1 to 255 characters
   * @param request what to launch; not of this job's own type
   * @return the id of the sub-job
   * @throws JobLaunchException if it cannot be launched: the type is unknown or this job's own, the
   *     parameters are no good, an equal unique job is under way, a job to wait for is unknown, the
   *     jobs are nested too deep, or Redis is away
   * @throws JobStoppedException if this job has been told to stop, or has lost its attempt
   * @throws JobCancelledException if this job has been told to cancel
   */
  String launch(String key, JobRequest request)
      throws JobLaunchException, JobStoppedException, JobCancelledException;

  /**
   * Launches a sub-job without a key: the n-th equal request of a run stands for the n-th one of an
   * earlier run, so that a job that does the same again launches nothing twice.
   *
   * @param request what to launch; not of this job's own type
   * @return the id of the sub-job
   * @throws JobLaunchException if it cannot be launched, see {@link #launch(String, JobRequest)}
   * @throws JobStoppedException if this job has been told to stop, or has lost its attempt
   * @throws JobCancelledException if this job has been told to cancel
   */
  String launch(JobRequest request)
      throws JobLaunchException, JobStoppedException, JobCancelledException;

  /**
   * Sets what this job gives back. It is in the job's stats when the job succeeds; the last one set
   * counts.
   *
   * @param json any JSON, up to 64 KiB as UTF-8
   * @throws IllegalArgumentException if it is no JSON, or too large
   */
  void result(String json);

  /**
   * A property of the system that jobs run in, such as an address or a setting.
   *
   * @param property its name
   * @return its value, or empty when it is not known here
   */
  Optional<String> get(String property);
}
