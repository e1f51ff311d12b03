package io.jobservice.job.testing;

import io.jobservice.job.JobLaunchException;
import io.jobservice.job.JobRequest;
import io.jobservice.job.testing.JobTestResult.Launch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sub-jobs of one job over all its runs. For one thread at a time. */
final class SubJobs {

  private static final int LONGEST_KEY = 255;

  private final Map<String, String> byKey = new HashMap<>();
  private final Map<JobRequest, List<String>> withoutKey = new HashMap<>();
  private final Map<JobRequest, Integer> askedNow = new HashMap<>();
  private final Map<String, String> failures = new HashMap<>();
  private int launched;

  /** Lets all launches of a type fail. */
  void fail(String type, String reason) {
    failures.put(type, reason);
  }

  /** A run begins: what it asks for without a key is counted from the start. */
  void nextRun() {
    askedNow.clear();
  }

  Launch launch(String ownType, Optional<String> key, JobRequest request)
      throws JobLaunchException {
    if (key.isPresent() && (key.get().isEmpty() || key.get().length() > LONGEST_KEY)) {
      throw new JobLaunchException("the key of a sub-job must have 1 to 255 characters");
    }
    if (request.name().equals(ownType)) {
      throw new JobLaunchException("a job may not launch its own type, " + ownType);
    }
    Optional<String> before =
        key.isPresent() ? Optional.ofNullable(byKey.get(key.get())) : sameAsBefore(request);
    if (before.isEmpty() && failures.containsKey(request.name())) {
      throw new JobLaunchException(failures.get(request.name()));
    }
    String id = before.orElseGet(() -> String.format("%024x", ++launched));
    if (key.isPresent()) {
      byKey.put(key.get(), id);
    } else {
      askedNow.merge(request, 1, Integer::sum);
      if (before.isEmpty()) {
        withoutKey.computeIfAbsent(request, first -> new ArrayList<>()).add(id);
      }
    }
    return new Launch(key, request, id, before.isEmpty());
  }

  /** The n-th equal request of a run stands for the n-th one of an earlier run. */
  private Optional<String> sameAsBefore(JobRequest request) {
    List<String> ids = withoutKey.getOrDefault(request, List.of());
    int asked = askedNow.getOrDefault(request, 0);
    return asked < ids.size() ? Optional.of(ids.get(asked)) : Optional.empty();
  }
}
