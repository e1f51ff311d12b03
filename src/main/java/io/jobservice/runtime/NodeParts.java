package io.jobservice.runtime;

import io.jobservice.config.AddressRules;
import io.jobservice.config.Config;
import io.jobservice.config.HookSettings;
import io.jobservice.core.Controller;
import io.jobservice.core.Logs;
import io.jobservice.joblog.JobLogs;
import io.jobservice.joblog.LogGetter;
import io.jobservice.joblog.Peers;
import io.jobservice.period.Enqueuer;
import io.jobservice.redis.IndexStore;
import io.jobservice.redis.PolicyTurns;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.QueueStore;
import io.jobservice.redis.Redis;
import io.jobservice.redis.Retention;
import io.jobservice.redis.UpkeepStore;
import io.jobservice.registry.JobRegistry;
import io.jobservice.worker.WorkerPool;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** What is shared between the API and the workers. */
final class NodeParts {

  private final Controller controller;
  private final Enqueuer enqueuer;
  private final WorkerPool.Parts workers;
  private final JobLogs logs;
  private final List<String> logStores;
  private final JobProperties properties;

  NodeParts(
      Config config,
      JobRegistry registry,
      Redis redis,
      String secret,
      JobLogs logs,
      JobProperties properties) {
    this.properties = properties;
    Retention retention = retention(config);
    PoolStore pools = new PoolStore(redis, retention);
    IndexStore index = new IndexStore(redis, retention);
    this.logs = logs;
    SecureRandom random = new SecureRandom();
    String node = Host.node();
    Logs.Reach reach =
        new Logs.Reach(Optional.of(node), logs.getters(), Optional.of(new Peers(node, secret)));
    HookSettings hooks = config.hooks();
    AddressRules rules = AddressRules.of(hooks.allow(), hooks.deny());
    this.controller =
        new Controller(registry, redis, retention, reach, config.limits(), rules::refusal, random);
    this.enqueuer = new Enqueuer(new PolicyTurns(redis, retention));
    this.logStores = logs.getters().stream().map(LogGetter::store).toList();
    this.workers =
        new WorkerPool.Parts(
            new QueueStore(redis, retention),
            pools,
            new UpkeepStore(redis, retention),
            index,
            redis.clock(),
            registry,
            logs,
            properties,
            random,
            controller.subJobs(),
            config.jobs().maxDepth());
  }

  Controller controller() {
    return controller;
  }

  Enqueuer enqueuer() {
    return enqueuer;
  }

  WorkerPool.Parts workers() {
    return workers;
  }

  JobLogs logs() {
    return logs;
  }

  JobProperties properties() {
    return properties;
  }

  List<String> logStores() {
    return logStores;
  }

  /** How long records are kept. */
  static Retention retention(Config config) {
    Config.Retention kept = config.retention();
    return new Retention(kept.success(), kept.stopped(), kept.error(), kept.executions());
  }
}
