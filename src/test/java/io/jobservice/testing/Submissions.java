package io.jobservice.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.GoJson;
import io.jobservice.model.JobEntry;
import io.jobservice.model.JobId;
import io.jobservice.redis.JobStore.NewJob;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Jobs as the service submits them, for tests that go past its API. */
public final class Submissions {

  private final RandomGenerator random;

  /** Submissions with ids from a source of chance. */
  public Submissions(RandomGenerator random) {
    this.random = random;
  }

  /** A job that runs at once. */
  public NewJob generic(String type, long now, Optional<ObjectNode> args) {
    return job(type, now, args, false, 0);
  }

  /** The same job, but that it reports to a URL. */
  public static NewJob reporting(NewJob job, String url) {
    Map<String, String> stats = new LinkedHashMap<>(job.stats());
    stats.put("web_hook_url", url);
    return new NewJob(job.entry(), job.runAt(), stats, job.once());
  }

  /** A job that runs at a second, 0 for at once. */
  public NewJob job(String type, long now, Optional<ObjectNode> args, boolean unique, long runAt) {
    JobEntry entry = JobEntry.fresh(type, JobId.random(random), now, args, unique);
    String second = Long.toString(now);
    Map<String, String> stats = new LinkedHashMap<>();
    stats.put("id", entry.id());
    stats.put("name", type);
    stats.put("kind", runAt == 0 ? "Generic" : "Scheduled");
    stats.put("unique", unique ? "1" : "0");
    stats.put("status", runAt == 0 ? "Pending" : "Scheduled");
    stats.put("ref_link", "/api/v1/jobs/" + entry.id());
    stats.put("enqueue_time", second);
    stats.put("run_at", Long.toString(runAt));
    stats.put("cron_spec", "");
    stats.put("web_hook_url", "");
    stats.put("numeric_policy_id", "0");
    args.ifPresent(given -> stats.put("parameters", GoJson.exact(given)));
    stats.put("update_time", second);
    stats.put("revision", second);
    return new NewJob(entry, runAt, stats, Optional.empty());
  }
}
