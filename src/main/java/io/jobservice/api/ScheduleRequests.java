package io.jobservice.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.core.Controller;
import io.jobservice.core.Policies;
import io.jobservice.core.Policy;
import io.jobservice.model.JobOrder;
import io.jobservice.model.JobStats;
import io.jobservice.model.NotFoundException;
import io.jobservice.model.ServiceException;
import java.util.Set;

/** Carries out the requests about periodic jobs, as what they are. Safe to share. */
final class ScheduleRequests {

  private static final Set<String> PARAMETERS = Set.of("name", "paused", "page_size", "cursor");

  private final Controller controller;
  private final JobActions actions;

  ScheduleRequests(Controller controller, JobActions actions) {
    this.controller = controller;
    this.actions = actions;
  }

  /** Those in force, the newest first. */
  Answer list(String rawQuery) throws ServiceException {
    ListQuery query = ListQuery.parse(rawQuery, PARAMETERS);
    Policies policies = controller.policies();
    return JobLists.policies(
        policies,
        policies.list(
            query.names(), query.flag("paused"), query.numericCursor(), query.pageSize()));
  }

  Answer read(String id, String rawQuery) throws ServiceException {
    Query.refuseAll(rawQuery);
    String policy = controller.policies().toJson(policy(id));
    return Answer.json(200, "{\"job\":" + policy + "}");
  }

  Answer act(String id, JsonNode body) throws ServiceException {
    JobOrder order = JobOrder.parseStrictly(body);
    policy(id);
    return actions.act(id, order);
  }

  private JobStats policy(String id) throws ServiceException {
    JobStats stats = controller.read(id);
    if (!Policy.isPolicy(stats)) {
      throw new NotFoundException("job " + id + " is not periodic; it is at /api/v1/jobs/" + id);
    }
    return stats;
  }
}
