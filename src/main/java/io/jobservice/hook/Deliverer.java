package io.jobservice.hook;

import io.jobservice.config.HookSettings;
import io.jobservice.metrics.HookMeters;
import io.jobservice.redis.HookEvent;
import io.jobservice.redis.HookOutbox.Claim;
import io.jobservice.redis.HookOutbox.Result;
import io.jobservice.redis.RedisClock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts an event, and judges what is to become of it then. Safe to share. */
final class Deliverer {

  private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);
  private static final long MICROS_PER_MILLI = 1000;

  private final HookSettings settings;
  private final HookClient client;
  private final HookMeters meters;
  private final RedisClock clock;
  private final BackOff backOff;
  private final EndpointLog endpoints;
  private final DeadLetterLog deadLetters;

  Deliverer(
      HookSettings settings,
      HookClient client,
      HookMeters meters,
      RedisClock clock,
      BackOff backOff) {
    this.settings = settings;
    this.client = client;
    this.meters = meters;
    this.clock = clock;
    this.backOff = backOff;
    this.endpoints = new EndpointLog(clock::monotonicNanos);
    this.deadLetters = new DeadLetterLog(clock::monotonicNanos);
  }

  /**
   * Posts the event of a claim.
   *
   * @throws InterruptedException if the thread is interrupted; the receiver may have it or not
   */
  Result deliver(Claim claim) throws InterruptedException {
    if (claim.event().isEmpty()) {
      return new Result.Dead("what stands in the outbox is no event", false);
    }
    HookEvent event = claim.event().get();
    HookRequest request;
    try {
      request = EventRequest.of(event, claim.failures() + 1, Map.of());
    } catch (IllegalArgumentException e) {
      return new Result.Dead(String.valueOf(e.getMessage()), false);
    }
    long begun = clock.monotonicNanos();
    Answer answer = client.post(request);
    meters.posted(Duration.ofNanos(clock.monotonicNanos() - begun));
    if (answer instanceof Answer.Failed failed) {
      return afterFailure(event, claim.failures() + 1, failed);
    }
    return answer instanceof Answer.Gone ? new Result.Gone() : new Result.Delivered();
  }

  private Result afterFailure(HookEvent event, int tries, Answer.Failed failed) {
    long left = event.sinceMillis() + settings.maxAge().toMillis() - nowMillis();
    if (left <= 0 || tries >= settings.maxAttempts().orElse(Integer.MAX_VALUE)) {
      return new Result.Dead(failed.reason(), failed.endpointFailed());
    }
    Duration delay = backOff.after(tries);
    Optional<Duration> asked = failed.retryAfter().filter(time -> time.compareTo(delay) > 0);
    // The last try is when the event becomes too old.
    long millis = Math.min(asked.orElse(delay).toMillis(), left);
    return new Result.Failed(
        failed.reason(), Duration.ofMillis(millis), asked.isPresent(), failed.endpointFailed());
  }

  /** Measures and tells what came of a claim, once that is settled. */
  void tell(Claim claim, Result result) {
    if (result instanceof Result.Delivered) {
      meters.settled(HookMeters.Result.DELIVERED);
      claim.event().ifPresent(event -> meters.delayed(nowMillis() - event.sinceMillis()));
      endpoints.worked(claim.endpoint());
    } else if (result instanceof Result.Gone) {
      meters.settled(HookMeters.Result.GONE);
      endpoints.worked(claim.endpoint());
      LOG.info(
          "{} wants no more status hooks of job {} (410); those that wait are dropped",
          claim.endpoint(),
          claim.job());
    } else if (result instanceof Result.Failed failed) {
      meters.settled(HookMeters.Result.FAILED);
      endpoints.failed(claim.endpoint(), failed.error());
      LOG.debug("event {}-{} not delivered: {}", claim.job(), claim.sequence(), failed.error());
    } else if (result instanceof Result.Dead dead) {
      meters.settled(HookMeters.Result.DEAD);
      String event = claim.job() + "-" + claim.sequence();
      deadLetters.gaveUp(claim.endpoint(), event, claim.failures() + 1, dead.error());
    }
  }

  /** Measures and tells that many events became too old while their receivers were away. */
  void tellGivenUp(int events) {
    for (int i = 0; i < events; i++) {
      meters.settled(HookMeters.Result.DEAD);
    }
    LOG.warn(
        "{} events of status hooks became too old while their receivers were away, and are given up",
        events);
  }

  /** Tells how many more were given up, of each endpoint once a minute; call it often. */
  void tellTurn() {
    deadLetters.turn();
  }

  /** Tells it at once, at the end. */
  void tellRest() {
    deadLetters.sayRest();
  }

  private long nowMillis() {
    return clock.micros() / MICROS_PER_MILLI;
  }
}
