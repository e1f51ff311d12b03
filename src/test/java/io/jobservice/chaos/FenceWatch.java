package io.jobservice.chaos;

import io.jobservice.model.JobStatus;
import io.jobservice.testing.RedisProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Looks at the records of jobs again and again while they run, on the thread that calls {@link
 * #run}: a check-in is of the attempt that has the job, a revision never goes down, and a status
 * never goes back within one.
 */
final class FenceWatch implements Runnable {

  private static final Duration PAUSE = Duration.ofMillis(30);

  private final RedisProbe probe;
  private final Supplier<Set<String>> ids;
  private final Map<String, Seen> last = new HashMap<>();
  private final Set<String> over = new HashSet<>();
  private final Set<String> violations = new LinkedHashSet<>();
  private volatile boolean quit;

  private record Seen(JobStatus status, long revision, String attempt, String checkIn) {}

  FenceWatch(RedisProbe probe, Supplier<Set<String>> ids) {
    this.probe = probe;
    this.ids = ids;
  }

  void quit() {
    quit = true;
  }

  /** What was wrong; to be read when the thread has ended. */
  Collection<String> violations() {
    return violations;
  }

  @Override
  public void run() {
    while (!quit) {
      try {
        look();
      } catch (JedisException e) {
        // Redis is being restarted.
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void look() {
    List<String> open = new ArrayList<>(ids.get());
    open.removeAll(over);
    Map<String, Response<List<String>>> replies = new HashMap<>();
    try (AbstractPipeline pipeline = probe.redis().pipelined()) {
      for (String id : open) {
        String key = probe.key("job_stats:" + id);
        replies.put(
            id,
            pipeline.hmget(
                key, "status", "revision", "attempt", "check_in", "ended_at", "retry_at"));
      }
    }
    replies.forEach((id, reply) -> look(id, reply.get()));
  }

  private void look(String id, List<String> fields) {
    if (fields.get(0) == null) {
      return;
    }
    JobStatus status = JobStatus.of(fields.get(0)).orElseThrow();
    Seen seen = new Seen(status, Long.parseLong(fields.get(1)), fields.get(2), fields.get(3));
    if (seen.checkIn != null && !seen.checkIn.equals("attempt " + seen.attempt)) {
      violations.add("a check-in of another attempt: " + id + " " + seen);
    }
    Seen before = last.put(id, seen);
    if (before != null
        && !before.equals(seen)
        && !before.status.mayBecome(before.revision, status, seen.revision)) {
      violations.add("a status went back: " + id + " from " + before + " to " + seen);
    }
    if (fields.get(4) != null && fields.get(5) == null && status.isFinal()) {
      over.add(id);
      last.remove(id);
    }
  }
}
