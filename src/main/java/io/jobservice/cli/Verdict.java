package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.JobOutcome;

/** What the end of a job that was waited for means for the command that waited. */
final class Verdict {

  private Verdict() {}

  /** The exit code that says how a job is. */
  static ExitCode stateOf(JsonNode job) {
    return JobOutcome.of(job)
        .map(
            outcome ->
                switch (outcome) {
                  case SUCCESS -> ExitCode.OK;
                  case FAILED -> ExitCode.JOB_FAILED;
                  case STOPPED, CANCELLED -> ExitCode.JOB_STOPPED;
                })
        .orElse(ExitCode.PENDING);
  }

  /** Returns if the job has succeeded; a job that has not ended is a mistake of the caller. */
  static void of(String id, JsonNode job, ConnectionOptions connection) throws CommandFailure {
    switch (JobOutcome.of(job).orElseThrow()) {
      case SUCCESS -> {}
      case FAILED -> {
        String error = Cells.firstLine(job.path("last_error").asText(""));
        throw new CommandFailure(
            ExitCode.JOB_FAILED,
            "job " + id + " failed" + (error.isEmpty() ? "" : ": " + error),
            "Read its log: jobservice log" + connection.repeatedForApi() + " " + id);
      }
      case STOPPED -> {
        String reason = Cells.firstLine(job.path("stop_reason").asText(""));
        throw new CommandFailure(
            ExitCode.JOB_STOPPED,
            "job " + id + " was stopped" + (reason.isEmpty() ? "" : ": " + reason),
            null);
      }
      case CANCELLED ->
          throw new CommandFailure(ExitCode.JOB_STOPPED, "job " + id + " was cancelled", null);
    }
  }
}
