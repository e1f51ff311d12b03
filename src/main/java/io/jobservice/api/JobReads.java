package io.jobservice.api;

import com.sun.net.httpserver.HttpExchange;
import io.jobservice.core.Controller;
import io.jobservice.core.Policy;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.DiagnosisJson;
import io.jobservice.model.DurationText;
import io.jobservice.model.GoJson;
import io.jobservice.model.JobState;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatsJson;
import io.jobservice.model.ServiceException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers with the record of a job, at once or when the job has changed. The entity tag of an
 * answer stands for the job's state; progress has no tag of its own. Safe to share.
 */
final class JobReads {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int NOT_MODIFIED = 304;

  private final Controller controller;

  JobReads(Controller controller) {
    this.controller = controller;
  }

  Answer read(String id, HttpExchange exchange) throws ServiceException {
    Optional<Duration> wait = wait(exchange.getRequestURI().getRawQuery());
    Optional<String> known =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-None-Match"));
    JobStats stats = controller.read(id);
    JobState state = JobState.of(stats);
    boolean isNews = known.isPresent() && !state.matches(known.get());
    if (wait.isEmpty() || state.over() || isNews) {
      return answer(stats, known);
    }
    return new Answer.Waiting(id, state, wait.get(), () -> answer(controller.read(id), known));
  }

  /** Why a job is in its state. */
  Answer why(String id, String rawQuery) throws ServiceException {
    Query.refuseAll(rawQuery);
    return Answer.json(200, DiagnosisJson.toJson(controller.why().of(id)));
  }

  private static Optional<Duration> wait(String rawQuery) throws BadRequestException {
    Optional<String> text = Query.parse(rawQuery, Set.of("wait")).word("wait");
    Optional<Duration> wait = text.flatMap(DurationText::parse);
    boolean good =
        wait.map(time -> time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0)
            .orElse(text.isEmpty());
    if (!good) {
      throw new BadRequestException(
          "'wait' must be a duration from 1s to 5m, not " + text.orElse(""));
    }
    return wait;
  }

  private Answer answer(JobStats stats, Optional<String> known) throws ServiceException {
    JobState state = JobState.of(stats);
    Map<String, String> headers = Map.of("ETag", state.tag());
    return known.isPresent() && state.matches(known.get())
        ? new Answer.Empty(NOT_MODIFIED, headers)
        : new Answer.Json(200, "{\"job\":" + json(stats) + "}", headers);
  }

  private String json(JobStats stats) throws ServiceException {
    String job =
        Policy.isPolicy(stats)
            ? controller.policies().toJson(stats)
            : JobStatsJson.toJson(stats, controller.subJobs().newest(stats));
    Optional<String> obstacle = controller.obstacle(stats);
    return obstacle.isEmpty()
        ? job
        : job.substring(0, job.length() - 1)
            + ",\"obstacle\":"
            + GoJson.quoted(obstacle.get())
            + "}";
  }
}
