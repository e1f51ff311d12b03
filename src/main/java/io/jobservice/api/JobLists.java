package io.jobservice.api;

import io.jobservice.core.Controller;
import io.jobservice.core.Policies;
import io.jobservice.core.Policy;
import io.jobservice.job.JobKind;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.JobName;
import io.jobservice.model.JobPage;
import io.jobservice.model.JobQuery;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatsJson;
import io.jobservice.model.JobStatus;
import io.jobservice.model.PolicyPage;
import io.jobservice.model.ScheduledPage;
import io.jobservice.model.ServiceException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Answers the requests for lists of jobs. As the layout has it, jobs of the kind Scheduled alone
 * are listed by number of page, the soonest first, with their number in all; of the kind Periodic
 * alone, those in force by cursor, the newest first, with their next instants; jobs that are named
 * by the beginning of their ids come on one page; every other list goes from the newest job on by
 * cursor.
 */
final class JobLists {

  private static final Set<String> PARAMETERS =
      Set.of(
          "status",
          "name",
          "kind",
          "since",
          "until",
          "page_size",
          "page_number",
          "cursor",
          "id",
          "upcoming",
          "upstream");
  private static final long USUAL_PAGE = 25;
  private static final long LAST_SECOND = 9_000_000_000L;
  private static final long LAST_PAGE = Long.MAX_VALUE / JobQuery.LARGEST_PAGE;

  private final Controller controller;

  JobLists(Controller controller) {
    this.controller = controller;
  }

  Answer jobs(String rawQuery) throws ServiceException {
    Query query = Query.parse(rawQuery, PARAMETERS);
    long size = query.number("page_size", 1, JobQuery.LARGEST_PAGE).orElse(USUAL_PAGE);
    int pageSize = Math.toIntExact(size);
    if (query.names().contains("id")) {
      return beginningWith(query, pageSize);
    }
    Optional<Long> pageNumber = query.number("page_number", 1, LAST_PAGE);
    if (query.names().stream().allMatch(Set.of("kind", "page_size", "page_number")::contains)
        && kinds(query).equals(Set.of(JobKind.SCHEDULED))) {
      ScheduledPage page = controller.scheduled(pageNumber.orElse(1L), pageSize);
      return new Answer.Json(
          200,
          JobStatsJson.toJson(page.jobs()),
          Map.of("Total-Count", Long.toString(page.total())));
    }
    if (query.names().stream().allMatch(Set.of("kind", "page_size", "cursor", "upcoming")::contains)
        && kinds(query).equals(Set.of(JobKind.PERIODIC))) {
      return policies(query, pageSize);
    }
    return page(controller.list(query(query, pageSize)));
  }

  private Answer policies(Query query, int pageSize) throws ServiceException {
    Policies policies = controller.policies();
    PolicyPage page = policies.list(cursor(query), pageSize);
    return new Answer.Json(
        200,
        policies.toJson(page),
        Map.of(
            "Next-Cursor", Long.toString(page.next()),
            "Total-Count", Long.toString(page.total())));
  }

  private Answer beginningWith(Query query, int pageSize) throws ServiceException {
    if (!Set.of("id", "page_size").containsAll(query.names())) {
      throw new BadRequestException("'id' goes with 'page_size' only");
    }
    String beginning = query.word("id").orElseThrow();
    return page(controller.jobsBeginning(beginning, pageSize));
  }

  /** What a job has launched, or how a policy was run, the newest first, by number of page. */
  Answer executions(String id, String rawQuery) throws ServiceException {
    Query query = Query.parse(rawQuery, Set.of("page_number", "page_size", "non_dead_only"));
    long size = query.number("page_size", 1, JobQuery.LARGEST_PAGE).orElse(USUAL_PAGE);
    long number = query.number("page_number", 1, LAST_PAGE).orElse(1L);
    boolean liveOnly = query.flag("non_dead_only").orElse(false);
    JobStats job = controller.read(id);
    ScheduledPage page =
        Policy.isPolicy(job)
            ? controller.policies().executions(job, number, Math.toIntExact(size), liveOnly)
            : controller.subJobs().page(job, number, Math.toIntExact(size), liveOnly);
    return new Answer.Json(
        200, JobStatsJson.toJson(page.jobs()), Map.of("Total-Count", Long.toString(page.total())));
  }

  private static Answer page(JobPage page) {
    return new Answer.Json(
        200, JobStatsJson.toJson(page.jobs()), Map.of("Next-Cursor", Long.toString(page.next())));
  }

  private static JobQuery query(Query query, int pageSize) throws BadRequestException {
    for (String name : query.words("name")) {
      if (!JobName.isValid(name)) {
        throw new BadRequestException(
            "'name' must be job types, separated by commas; '" + name + "' is none");
      }
    }
    return new JobQuery(
        query.choices("status", JobStatus.values(), JobStatus::text),
        Set.copyOf(query.words("name")),
        kinds(query),
        second(query, "since"),
        second(query, "until"),
        pageSize,
        cursor(query),
        query.flag("upcoming").orElse(true),
        query.word("upstream"));
  }

  private static long cursor(Query query) throws BadRequestException {
    return query.number("cursor", 0, Long.MAX_VALUE).orElse(0L);
  }

  private static Set<JobKind> kinds(Query query) throws BadRequestException {
    return query.choices("kind", JobKind.values(), JobKind::text);
  }

  private static OptionalLong second(Query query, String name) throws BadRequestException {
    Optional<Long> second = query.time(name, LAST_SECOND);
    return second.isPresent() ? OptionalLong.of(second.get()) : OptionalLong.empty();
  }
}
