package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;

/** Reads the record of a periodic job. */
final class PolicyRecord {

  private PolicyRecord() {}

  /**
   * Reads it.
   *
   * @param command what the user wants with it, such as {@code schedule show}
   * @return {@code {"job":{..}}}
   * @throws CommandFailure if the job is none; of an execution it names the periodic job
   */
  static JsonNode read(
      String id, String command, JobServiceClient client, ConnectionOptions connection)
      throws ClientException, CommandFailure {
    JsonNode answer = client.job(id, JobServiceClient.PATIENCE);
    JsonNode job = answer.path("job");
    if (is(job)) {
      return answer;
    }
    String policy = job.path("upstream_job_id").asText();
    boolean isExecution = !policy.isEmpty() && id.startsWith(policy + "@");
    throw new CommandFailure(
        ExitCode.CONFLICT,
        "job " + id + " is no periodic job; its kind is " + job.path("kind").asText(),
        isExecution
            ? "It is an execution of this one: jobservice "
                + command
                + connection.repeated()
                + " "
                + policy
            : null);
  }

  /** What to say to who wants the log of a periodic job. */
  static ClientException noLog(String id, ConnectionOptions connection) {
    return new ClientException(
        ClientException.Kind.CONFLICT,
        "job "
            + id
            + " is a periodic job, whose executions have the logs; find one with: jobservice schedule"
            + " executions"
            + connection.repeated()
            + " "
            + id
            + ", and see its log with: jobservice log"
            + connection.repeated()
            + " "
            + id
            + "@...",
        null,
        null);
  }

  /** What to say to who waits for the end of a periodic job. */
  static String waiting(String id, ConnectionOptions connection) {
    return "Job "
        + id
        + " is a periodic job: this waits until it is stopped. Its runs are in: jobservice schedule"
        + " executions"
        + connection.repeated()
        + " "
        + id;
  }

  /** Whether a record is that of a periodic job. */
  static boolean is(JsonNode job) {
    return job.path("kind").asText().equals("Periodic");
  }
}
