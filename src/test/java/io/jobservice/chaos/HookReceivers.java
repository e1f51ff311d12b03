package io.jobservice.chaos;

import io.jobservice.model.JobStatus;
import io.jobservice.testing.HookReceiver;
import io.jobservice.testing.HookReceiver.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Receivers of hooks, some that work and some that do not always, and the jobs that report there.
 */
final class HookReceivers implements AutoCloseable {

  private static final Duration SLOWNESS = Duration.ofMillis(400);

  /** Of a hundred jobs so many report to each of those that do not always work. */
  private static final int SHARE = 7;

  private final List<HookReceiver> healthy =
      List.of(HookReceiver.start(), HookReceiver.start(), HookReceiver.start());

  private final HookReceiver away = HookReceiver.start();
  private final List<HookReceiver> ill =
      List.of(
          away,
          HookReceiver.start((post, number) -> Reply.status(number % 2 == 0 ? 500 : 200)),
          HookReceiver.start((post, number) -> number % 10 == 0 ? Reply.hang() : Reply.ok()),
          HookReceiver.start((post, number) -> number % 2 == 0 ? Reply.reset() : Reply.ok()),
          HookReceiver.start((post, number) -> Reply.status(200).after(SLOWNESS)),
          HookReceiver.start(
              (post, number) ->
                  number % 3 == 0 ? Reply.status(503).with("Retry-After", "1") : Reply.ok()));

  /** Those that take everything at once. */
  List<HookReceiver> healthy() {
    return healthy;
  }

  /** All. */
  List<HookReceiver> all() {
    return Stream.concat(healthy.stream(), ill.stream()).toList();
  }

  /** The one that is to be down for a while. */
  HookReceiver away() {
    return away;
  }

  /** Short jobs that check in; one in twenty always fails, and one in twenty is told to stop. */
  Load.Draw draw(SplittableRandom random, Path audit) {
    int draw = random.nextInt(100) / SHARE;
    HookReceiver receiver =
        draw < ill.size() ? ill.get(draw) : healthy.get(random.nextInt(healthy.size()));
    boolean fails = random.nextInt(20) == 0;
    Duration stop = random.nextInt(20) == 0 ? Duration.ofMillis(random.nextInt(1, 400)) : null;
    String body =
        """
        {"job":{"name":"CHAOS","parameters":{"audit":"%s","hold":%d,"fail":%b},
        "metadata":{"kind":"Generic","max_fails":2,"backoff":{"kind":"fixed","initial":"1s"}}}}"""
            .formatted(audit, random.nextInt(400), fails);
    return new Load.Draw(body, fails ? JobStatus.ERROR : JobStatus.SUCCESS, stop)
        .reportingTo(receiver.url() + "/done");
  }

  @Override
  public void close() {
    all().forEach(HookReceiver::close);
  }
}
