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

  /** Whether a record is that of a periodic job. */
  static boolean is(JsonNode job) {
    return job.path("kind").asText().equals("Periodic");
  }
}
