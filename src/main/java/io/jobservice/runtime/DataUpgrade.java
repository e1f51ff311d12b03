package io.jobservice.runtime;

import io.jobservice.redis.Migrations;
import io.jobservice.redis.RedisUnavailableException;
import io.jobservice.redis.SchemaException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits, before a node joins, until the data are in the form that it reads. */
final class DataUpgrade {

  private static final Logger LOG = LoggerFactory.getLogger(DataUpgrade.class);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Migrations migrations;
  private final Duration patience;
  private final BooleanSupplier givenUp;
  private boolean told;

  /**
   * The upgrade of a namespace.
   *
   * @param patience how long Redis may be away
   * @param givenUp whether to stop waiting
   */
  DataUpgrade(Migrations migrations, Duration patience, BooleanSupplier givenUp) {
    this.migrations = migrations;
    this.patience = patience;
    this.givenUp = givenUp;
  }

  /**
   * Does it, or waits for the node that does.
   *
   * @throws StartException if the data are too new, Redis stays away, or waiting was given up
   */
  void run() throws StartException {
    long answered = System.nanoTime();
    while (true) {
      try {
        Migrations.Progress progress = migrations.turn();
        answered = System.nanoTime();
        if (progress == Migrations.Progress.DONE) {
          return;
        }
        if (progress == Migrations.Progress.ELSEWHERE) {
          tell();
          LockSupport.parkNanos(PAUSE.toNanos());
        }
        if (givenUp.getAsBoolean()) {
          throw new StartException("stopped before all data were upgraded", false, null);
        }
      } catch (SchemaException e) {
        throw StartException.misconfigured(e.getMessage(), e);
      } catch (RedisUnavailableException e) {
        if (givenUp.getAsBoolean() || System.nanoTime() - answered >= patience.toNanos()) {
          throw new StartException(e.told(), true, e);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void tell() {
    if (!told) {
      told = true;
      LOG.info("another node upgrades the data; waiting for it");
    }
  }
}
