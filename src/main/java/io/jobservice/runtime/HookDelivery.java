package io.jobservice.runtime;

import io.jobservice.config.CaFile;
import io.jobservice.config.HookSettings;
import io.jobservice.core.HookTrial;
import io.jobservice.hook.HookAgent;
import io.jobservice.hook.HookClient;
import io.jobservice.hook.HookSetupException;
import io.jobservice.hook.HostResolver;
import io.jobservice.metrics.Meters;
import io.jobservice.model.JobId;
import io.jobservice.redis.HookOutbox;
import io.jobservice.redis.Redis;
import io.jobservice.redis.RedisUnavailableException;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The delivery of status hooks by a node: its agent, with the threads that it needs. */
final class HookDelivery implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HookDelivery.class);
  private static final Duration LOOP_END = Duration.ofSeconds(5);
  private static final Duration LAST_CALL = Duration.ofSeconds(1);
  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final Duration WAKE_PAUSE = Duration.ofMillis(20);
  private static final int MOST_WAKES = 100;

  private final HookOutbox outbox;
  private final Meters meters;
  private final ExecutorService deliveries = ApiThreads.unbounded("hook");
  private final ExecutorService connections = ApiThreads.unbounded("hook-http");
  private final HookClient client;
  private final HookAgent agent;
  private final Loop turns;
  private final List<Loop> upkeep;
  private volatile boolean started;

  /**
   * A delivery that has not begun.
   *
   * @throws StartException if the configuration names what cannot be had
   */
  HookDelivery(HookSettings settings, Redis redis, RedisHealth health, String version)
      throws StartException {
    this.outbox = new HookOutbox(redis);
    this.meters = new Meters(this::backlog);
    this.client = client(settings, version);
    SecureRandom random = new SecureRandom();
    this.agent =
        new HookAgent(
            JobId.random(random),
            settings,
            new HookAgent.Parts(outbox, client, meters.hooks(), redis.clock(), deliveries, random));
    this.turns = new Loop("hooks", agent::turn, Duration.ZERO, health);
    this.upkeep =
        List.of(
            new Loop("hook-claims", agent::renewTurn, HookAgent.RENEWAL, health),
            new Loop("hook-tidying", agent::tidyTurn, HookAgent.TIDYING, health));
  }

  /**
   * Finds what would keep a delivery from being made, before anything is started.
   *
   * @throws StartException if the configuration names what cannot be had
   */
  static void check(HookSettings settings) throws StartException {
    try {
      if (settings.caFile().isPresent()) {
        CaFile.read(settings.caFile().get());
      }
    } catch (CertificateException e) {
      throw StartException.misconfigured(e.getMessage(), e);
    }
  }

  private HookClient client(HookSettings settings, String version) throws StartException {
    try {
      return new HookClient(
          settings, HostResolver.system(), connections, InstantSource.system(), version);
    } catch (HookSetupException e) {
      throw StartException.misconfigured(e.getMessage(), e);
    }
  }

  private Optional<Meters.HookBacklog> backlog() {
    try {
      HookOutbox.Counts counts = outbox.counts();
      return Optional.of(new Meters.HookBacklog(counts.pending(), counts.dead()));
    } catch (RedisUnavailableException e) {
      LOG.debug("metrics without the backlog of hooks: {}", e.toString());
      return Optional.empty();
    }
  }

  Meters meters() {
    return meters;
  }

  void start() {
    started = true;
    upkeep.forEach(Loop::start);
    turns.start();
  }

  /** Sends a sample event. */
  HookTrial trial(URI receiver) {
    try {
      HookAgent.Trial trial = agent.trial(receiver);
      return new HookTrial(
          trial.delivered(), trial.status(), trial.time().toMillis(), trial.error());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new HookTrial(false, 0, 0, "this node is being stopped");
    }
  }

  /** Delivers what there is, for some seconds, and gives the rest back. Samples are still sent. */
  void drain() throws InterruptedException {
    if (!started) {
      return;
    }
    turns.quit();
    boolean ended = turns.join(WAKE_PAUSE);
    for (int i = 0; i < MOST_WAKES && !ended; i++) {
      wake();
      ended = turns.join(WAKE_PAUSE);
    }
    agent.drain(LAST_CALL, DRAIN);
    upkeep.forEach(Loop::quitNow);
    for (Loop loop : upkeep) {
      loop.join(LOOP_END);
    }
  }

  /** Who waits longest is woken, which may be another node; it waits behind us then. */
  private void wake() {
    try {
      agent.wake();
    } catch (RedisUnavailableException e) {
      LOG.debug("the agent of hooks is not woken: {}", e.toString());
    }
  }

  @Override
  public void close() {
    deliveries.shutdownNow();
    client.close();
    connections.shutdownNow();
  }
}
