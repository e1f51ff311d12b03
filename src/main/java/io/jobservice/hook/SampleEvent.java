package io.jobservice.hook;

import io.jobservice.model.HookJson;
import io.jobservice.model.JobStats;
import io.jobservice.redis.HookEvent;
import java.net.URI;
import java.util.Map;

/** An event of a job that never was, for those who try their receiver. */
final class SampleEvent {

  private static final String JOB = "test";
  private static final String STATUS = "Success";

  private SampleEvent() {}

  /**
   * The request that tells of its success.
   *
   * @param receiver where to
   * @param now epoch seconds
   * @throws IllegalArgumentException if that is none that can be called, as {@link EventRequest}
   *     has it
   */
  static HookRequest request(URI receiver, long now) {
    String second = Long.toString(now);
    JobStats stats =
        JobStats.of(
            Map.of(
                "id", JOB,
                "status", STATUS,
                "name", "TEST",
                "kind", "Generic",
                "unique", "0",
                "ref_link", "/api/v1/jobs/" + JOB,
                "enqueue_time", second,
                "update_time", second,
                "revision", second));
    HookEvent event =
        new HookEvent(
            JOB,
            1,
            HookEvent.Kind.STATUS,
            now * 1000,
            now * 1000,
            true,
            receiver.toString(),
            STATUS,
            now,
            0,
            HookJson.body(stats, false));
    return EventRequest.of(event, 1, Map.of("X-Jobservice-Test", "true"));
  }
}
