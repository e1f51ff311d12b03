package io.jobservice.core;

import io.jobservice.model.Cause;
import io.jobservice.model.Finding;
import io.jobservice.model.PoolHeartbeat;
import io.jobservice.redis.QueueOverview;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What keeps all jobs of a type from being started until somebody does something about it. */
final class TypeObstacles {

  private final QueueOverview overview;

  TypeObstacles(QueueOverview overview) {
    this.overview = overview;
  }

  List<Finding> of(Scene scene) {
    List<Finding> found = new ArrayList<>();
    String type = scene.type();
    if (overview.states(Map.of(type, 0)).get(0).paused()) {
      found.add(
          Finding.of(
                  Cause.PAUSED,
                  "The type " + type + " is paused, so that none of its jobs is started.")
              .help("jobservice queue resume", type)
              .with("type", type));
    }
    ofPools(scene).ifPresent(found::add);
    return found;
  }

  private static Optional<Finding> ofPools(Scene scene) {
    if (scene.living().isEmpty()) {
      return Optional.of(noPool(scene));
    }
    if (scene.registering().isEmpty()) {
      return Optional.of(noneRegisters(scene));
    }
    return scene.taking().isEmpty() ? Optional.of(draining(scene)) : Optional.empty();
  }

  private static Finding noPool(Scene scene) {
    long seen =
        scene.pools().stream().mapToLong(pool -> pool.number("heartbeat_at")).max().orElse(0);
    Finding finding =
        Finding.of(
                Cause.NO_POOL,
                "No worker pool is alive"
                    + (seen > 0 ? "; the last one beat " + scene.since(seen) + " ago." : "."))
            .help("jobservice serve -c config.yml");
    return seen > 0 ? finding.with("last_heartbeat_at", seen) : finding;
  }

  private static Finding noneRegisters(Scene scene) {
    int living = scene.living().size();
    return Finding.of(
            Cause.NO_POOL_FOR_TYPE,
            "No living worker pool registers the type "
                + scene.type()
                + "; "
                + (living == 1 ? "1 pool is alive." : living + " pools are alive."))
        .help("jobservice admin types")
        .with("type", scene.type())
        .with("living_pools", living);
  }

  private static Finding draining(Scene scene) {
    List<PoolHeartbeat> pools = scene.registering();
    return Finding.of(
            Cause.POOLS_DRAINING,
            (pools.size() == 1 ? "The one pool" : "Each of the " + pools.size() + " pools")
                + " that registers the type "
                + scene.type()
                + " is shutting down, and takes no more jobs. Wait until it is started again, or start"
                + " a node elsewhere.")
        .help("jobservice admin workers")
        .with("type", scene.type())
        .with("pools", pools.stream().map(PoolHeartbeat::id).toList());
  }
}
