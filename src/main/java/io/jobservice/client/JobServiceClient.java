package io.jobservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.HookQuery;
import io.jobservice.model.JobQuery;
import io.jobservice.model.PolicyChange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a client can ask of the service, by whatever way it reaches it. Answers are trees in the
 * shape of the REST API's bodies. Every method may throw {@link ClientException} of kind {@code
 * NOT_ALLOWED}, {@code UNAVAILABLE} or {@code FAILED} besides the kinds it names. Safe to share
 * between a few threads.
 */
public interface JobServiceClient extends AutoCloseable {

  /** How long an ordinary question waits for its answer. */
  Duration PATIENCE = Duration.ofSeconds(30);

  /** How many jobs of a long list to read at a time: few enough to be held in memory. */
  int PAGE = 100;

  /**
   * Submits a job. It is never sent twice: when the answer is lost, the job may or may not exist.
   *
   * @param submission the job
   * @return {@code {"job":{..}}} with the stats of the new job, its id among them
   * @throws ClientException {@code BAD_REQUEST} if the service refuses it, {@code CONFLICT} if a
   *     unique job like it exists
   */
  JsonNode submit(Submission submission) throws ClientException;

  /**
   * Submits several jobs, each by itself. They are never sent twice.
   *
   * @param jobs 1 to 10,000 jobs, each as it stands under {@code job} in a request, and with its
   *     {@code idempotency_key} if it has one; 16 MiB in all. They are changed by nobody
   * @return what came of each, in their order: {@code {"job":{..}}} with its stats, or {@code
   *     {"error":{"status":..,"code":..,"err":..,"description":..}}}
   * @throws ClientException {@code BAD_REQUEST} if the service refuses the list as a whole
   */
  List<JsonNode> submitAll(List<ObjectNode> jobs) throws ClientException;

  /**
   * Checks all that a submission checks, and submits nothing.
   *
   * @param submission the job
   * @return {@code {"job":{..}}} with the stats that the job would have, without id
   * @throws ClientException what {@link #submit} throws
   */
  JsonNode check(Submission submission) throws ClientException;

  /**
   * Checks several jobs as {@link #submitAll} does, and submits nothing.
   *
   * @param jobs the jobs, as there
   * @return what would come of each, in their order; the stats have no id
   * @throws ClientException {@code BAD_REQUEST} if the service refuses the list as a whole
   */
  List<JsonNode> checkAll(List<ObjectNode> jobs) throws ClientException;

  /**
   * Reads the stats of a job.
   *
   * @param id the job
   * @param patience how long to wait for the answer, more than zero
   * @return {@code {"job":{..}}}
   * @throws ClientException {@code NOT_FOUND} if there is none
   */
  JsonNode job(String id, Duration patience) throws ClientException;

  /**
   * Asks why a job is in its state, and what would move it.
   *
   * @param id the job
   * @return {@code
   *     {"id":..,"status":..,"cause":..,"text":..,"command":..,"facts":{..},"more":[..]}}
   * @throws ClientException {@code NOT_FOUND} if there is neither such a job nor an entry of one
   *     that has no record
   */
  JsonNode why(String id) throws ClientException;

  /**
   * Reads the stats of a job, at once or when there is news of it. By a way on which nobody can
   * wait, always at once.
   *
   * @param id the job
   * @param known what stood for the state that is known, as it came with an earlier answer; empty
   *     to be answered at once
   * @param wait how long the service may wait for another state, 1 s to 5 min
   * @param patience how long to wait for the answer beyond that, more than zero
   * @throws ClientException {@code NOT_FOUND} if there is none
   */
  default JobNews news(String id, Optional<String> known, Duration wait, Duration patience)
      throws ClientException {
    return new JobNews(Optional.of(job(id, patience)), Optional.empty());
  }

  /**
   * Reads one page of a list of jobs, newest first.
   *
   * @param query which jobs, and where to go on
   * @return the page; short, or even empty, does not mean last
   * @throws ClientException {@code BAD_REQUEST} if the service refuses the query
   */
  JobListPage jobs(JobQuery query) throws ClientException;

  /**
   * Finds the jobs whose id begins with a text; one of exactly that id is found alone.
   *
   * @param beginning 4 to 64 of {@code 0-9 a-z @ -}
   * @return at most {@value #PAGE} jobs; a service that cannot look for them answers the newest
   *     jobs, and then the page has those of them whose id begins so. A next page other than 0 says
   *     that there may be more; it cannot be asked for
   * @throws ClientException {@code BAD_REQUEST} if no id begins so
   */
  JobListPage jobsBeginning(String beginning) throws ClientException;

  /**
   * Stops a job for good. One that has ended already stays as it is.
   *
   * @param id the job
   * @throws ClientException {@code NOT_FOUND} if there is none
   */
  default void stop(String id) throws ClientException {
    stop(id, false);
  }

  /**
   * Stops a job for good, and what it has launched. Jobs that have ended already stay as they are.
   *
   * @param id the job
   * @param cascade whether to stop what it has launched, also when it has ended itself
   * @throws ClientException {@code NOT_FOUND} if there is none
   */
  void stop(String id, boolean cascade) throws ClientException;

  /**
   * Ends the run of a job but keeps it, so that it can be retried.
   *
   * @param id the job
   * @throws ClientException {@code NOT_FOUND} if there is none, {@code CONFLICT} if it has ended,
   *     {@code FAILED} if it runs where it cannot be cancelled
   */
  void cancel(String id) throws ClientException;

  /**
   * Puts a job that failed for good or was cancelled back on its queue. When this returns the job
   * is pending, and nothing tells of its earlier end any more.
   *
   * @param id the job
   * @throws ClientException {@code NOT_FOUND} if there is none, {@code CONFLICT} if it is in
   *     another state or a unique job like it exists
   */
  void retry(String id) throws ClientException;

  /**
   * Reads one page of the policies of periodic jobs that are in force, the newest first.
   *
   * @param cursor 0 at first, then what the page before had as its next one
   * @param size how many, 1 to 1000; a page may have a few more
   * @return the page; each policy has {@code next_runs}, the epoch seconds of its next executions
   */
  CountedPage policies(long cursor, int size) throws ClientException;

  /**
   * Reads one page of the executions of a policy, or of what a job has launched, the newest first.
   *
   * @param id the policy or the job
   * @param pageNumber which page, from 1
   * @param pageSize how many, 1 to 1000; those that have no record any more are left out, but count
   * @param liveOnly whether those that have ended are passed over; then only the others count
   * @return the page, without a cursor
   * @throws ClientException {@code NOT_FOUND} if there is no such job, {@code BAD_REQUEST} if it
   *     has no executions
   */
  CountedPage executions(String id, long pageNumber, int pageSize, boolean liveOnly)
      throws ClientException;

  /**
   * Pauses a policy, so that none of its executions is made or run, or lets it go on. One that is
   * so already stays as it is.
   *
   * @param id the policy
   * @param pause whether to pause it
   * @throws ClientException {@code NOT_FOUND} if there is no such job, {@code CONFLICT} if it is no
   *     policy in force
   */
  void pausePolicy(String id, boolean pause) throws ClientException;

  /**
   * Changes when a policy is due, or what it does about difficult instants.
   *
   * @param id the policy
   * @param change at least one thing that changes
   * @throws ClientException {@code NOT_FOUND} if there is no such job, {@code CONFLICT} if it is no
   *     policy in force, {@code BAD_REQUEST} if the service refuses the change
   */
  void reschedule(String id, PolicyChange change) throws ClientException;

  /** Copies the log of a job with {@link #PATIENCE}; see the other one. */
  default long log(String id, long from, OutputStream sink) throws ClientException, IOException {
    return log(id, LogWish.WHOLE, from, PATIENCE, sink);
  }

  /**
   * Copies the log of a job as far as it is written.
   *
   * @param id the job
   * @param wish what of it; a service that does not know the wish sends the whole log
   * @param from how many bytes at its beginning to leave out, 0 or more; 0 if not the whole log is
   *     wanted
   * @param patience how long to wait for the answer, and for each next piece of it, more than zero
   * @param sink where to; flushed, not closed
   * @return how many bytes were copied
   * @throws ClientException {@code NOT_FOUND} if there is no such job or it has no log, {@code
   *     BAD_REQUEST} if the service refuses the wish
   * @throws IOException if the sink takes no more
   */
  long log(String id, LogWish wish, long from, Duration patience, OutputStream sink)
      throws ClientException, IOException;

  /**
   * Follows the log of a job until the job has ended, or until it breaks off. Then the caller may
   * go on behind the last line that it has.
   *
   * @param id the job
   * @param wish what of the log, at its beginning
   * @param after the position that came with the last line; empty for the beginning
   * @param listener what hears of it
   * @return how it came to its end
   * @throws ClientException {@code UNAVAILABLE} if it broke off, {@code NOT_FOUND} if there is no
   *     such job or its log cannot be reached, {@code BAD_REQUEST} if the service refuses the wish
   * @throws IOException if the listener throws one
   */
  FollowEnd follow(String id, LogWish wish, Optional<String> after, LogListener listener)
      throws ClientException, IOException;

  /**
   * Reads the state of the worker pools; needs no secret.
   *
   * @return a list of pools
   */
  JsonNode pools() throws ClientException;

  /**
   * Reads the state of all queues.
   *
   * @return a list, by name
   */
  JsonNode queues() throws ClientException;

  /**
   * Reads the state of one queue.
   *
   * @param name the type of its jobs
   * @return the queue, as in the list
   * @throws ClientException {@code NOT_FOUND} if there is none
   */
  JsonNode queue(String name) throws ClientException;

  /**
   * Reads what is told of all job types.
   *
   * @return a list, by name
   */
  JsonNode types() throws ClientException;

  /**
   * Reads what is told of one job type.
   *
   * @param name its name
   * @return the type, as in the list
   * @throws ClientException {@code NOT_FOUND} if none of that name was ever registered or submitted
   */
  JsonNode type(String name) throws ClientException;

  /**
   * Pauses a type, so that none of its jobs is started anywhere, or lets it go on.
   *
   * @param type the type
   * @param pause whether to pause it
   * @throws ClientException {@code NOT_FOUND} if there is no queue of it
   */
  void pause(String type, boolean pause) throws ClientException;

  /**
   * Takes waiting jobs from a queue, the oldest first, and stops them for good. It is never sent
   * twice: when the answer is lost, jobs may have been stopped.
   *
   * @param type the type
   * @param most how many, 1 to 10000
   * @return {@code {"purged":..,"left":..}}
   * @throws ClientException {@code NOT_FOUND} if there is no queue of it, {@code BAD_REQUEST} if
   *     the number is out of range
   */
  JsonNode purge(String type, int most) throws ClientException;

  /**
   * Reads the state of everything, in numbers: pools, queues, sets, Redis.
   *
   * @param patience how long to wait for the answer, more than zero
   * @return one object
   */
  JsonNode summary(Duration patience) throws ClientException;

  /**
   * Reads what the workers of the living pools run.
   *
   * @return a list of workers
   */
  JsonNode workers() throws ClientException;

  /**
   * Reads one page of the events of status hooks that wait for their delivery, or were given up.
   *
   * @param query which events, and where to go on
   * @return the page
   * @throws ClientException {@code NOT_FOUND} if they are to be of a job that there is not, {@code
   *     BAD_REQUEST} if the service refuses the query
   */
  HookListPage hooks(HookQuery query) throws ClientException;

  /**
   * Delivers an event soon, one that was given up as if it had just happened.
   *
   * @param event its id
   * @throws ClientException {@code NOT_FOUND} if no such event waits or was given up
   */
  void redeliver(String event) throws ClientException;

  /**
   * Delivers events that were given up as if they had just happened. It is never sent twice: when
   * the answer is lost, some may be on their way.
   *
   * @param most how many, 1 to 10000
   * @return {@code {"redelivered":..,"left":..}}
   * @throws ClientException {@code BAD_REQUEST} if the number is out of range
   */
  JsonNode redeliverDead(int most) throws ClientException;

  /** Lets go of connections, if there are any; nothing may be asked after. */
  @Override
  void close();
}
