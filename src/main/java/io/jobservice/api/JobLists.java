package io.jobservice.api;

import io.jobservice.core.Controller;
import io.jobservice.core.Policies;
import io.jobservice.core.Policy;
import io.jobservice.job.JobKind;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.JobPage;
import io.jobservice.model.JobQuery;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatsJson;
import io.jobservice.model.PolicyPage;
import io.jobservice.model.ScheduledPage;
import io.jobservice.model.ServiceException;
import java.util.Map;
import java.util.Optional;
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

  /** Those by which executions are listed as the layout has it. */
  private static final Set<String> BY_NUMBER = Set.of("page_number", "page_size", "non_dead_only");

  private static final Set<String> OF_EXECUTIONS =
      Set.of(
          "page_number",
          "page_size",
          "non_dead_only",
          "status",
          "name",
          "kind",
          "since",
          "until",
          "cursor");

  private final Controller controller;

  JobLists(Controller controller) {
    this.controller = controller;
  }

  Answer jobs(String rawQuery) throws ServiceException {
    ListQuery query = ListQuery.parse(rawQuery, PARAMETERS);
    int pageSize = query.pageSize();
    if (query.has("id")) {
      return beginningWith(query, pageSize);
    }
    long pageNumber = query.pageNumber();
    if (query.hasOnly(Set.of("kind", "page_size", "page_number"))
        && query.kinds().equals(Set.of(JobKind.SCHEDULED))) {
      return numbered(controller.scheduled(pageNumber, pageSize));
    }
    if (query.hasOnly(Set.of("kind", "page_size", "cursor", "upcoming"))
        && query.kinds().equals(Set.of(JobKind.PERIODIC))) {
      return policies(query, pageSize);
    }
    return page(controller.list(query(query, query.upstream())));
  }

  private Answer policies(ListQuery query, int pageSize) throws ServiceException {
    Policies policies = controller.policies();
    return policies(policies, policies.list(query.numericCursor(), pageSize));
  }

  static Answer policies(Policies policies, PolicyPage page) {
    return new Answer.Json(
        200,
        policies.toJson(page),
        Map.of(
            "Next-Cursor", Long.toString(page.next()),
            "Total-Count", Long.toString(page.total())));
  }

  private Answer beginningWith(ListQuery query, int pageSize) throws ServiceException {
    if (!query.hasOnly(Set.of("id", "page_size"))) {
      throw new BadRequestException("'id' goes with 'page_size' only");
    }
    String beginning = query.word("id").orElseThrow();
    return page(controller.jobsBeginning(beginning, pageSize));
  }

  /**
   * What a job has launched, or how a policy was run, the newest first: by number of page, or, when
   * only some of them are meant, as all jobs are listed.
   */
  Answer executions(String id, String rawQuery) throws ServiceException {
    ListQuery query = ListQuery.parse(rawQuery, OF_EXECUTIONS);
    long number = query.pageNumber();
    boolean liveOnly = query.flag("non_dead_only").orElse(false);
    JobStats job = controller.read(id);
    if (!query.hasOnly(BY_NUMBER)) {
      if (query.has("page_number") || query.has("non_dead_only")) {
        throw new BadRequestException(
            "'page_number' and 'non_dead_only' go with 'page_size' only; the other parameters go"
                + " with 'cursor'");
      }
      controller.subJobs().requireAny(job);
      return page(controller.list(query(query, Optional.of(id))));
    }
    int size = query.pageSize();
    return numbered(
        Policy.isPolicy(job)
            ? controller.policies().executions(job, number, size, liveOnly)
            : controller.subJobs().page(job, number, size, liveOnly));
  }

  private static Answer numbered(ScheduledPage page) {
    return new Answer.Json(
        200, JobStatsJson.toJson(page.jobs()), Map.of("Total-Count", Long.toString(page.total())));
  }

  private static Answer page(JobPage page) {
    return new Answer.Json(
        200, JobStatsJson.toJson(page.jobs()), Map.of("Next-Cursor", Long.toString(page.next())));
  }

  private JobQuery query(ListQuery query, Optional<String> upstream) throws BadRequestException {
    return new JobQuery(
        query.statuses(),
        query.names(),
        query.kinds(),
        query.since(controller.now()),
        query.until(controller.now()),
        query.pageSize(),
        query.numericCursor(),
        query.flag("upcoming").orElse(true),
        upstream);
  }
}
