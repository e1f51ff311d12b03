package io.jobservice.runtime;

import io.jobservice.config.Config;
import io.jobservice.config.RedisUrl;
import io.jobservice.embedded.DataDir;
import io.jobservice.embedded.DataDirException;
import io.jobservice.embedded.EmbeddedRedis;
import io.jobservice.embedded.EmbeddedRedisException;
import io.jobservice.redis.Redis;
import io.jobservice.redis.RedisUnavailableException;
import io.jobservice.redis.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Redis of a node: connected to, or started as a server of the node's own. */
final class RedisSource implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedisSource.class);
  private static final Duration RETRY_PAUSE = Duration.ofMillis(500);

  /** Check-ins of workers, deliveries of hooks and requests of the API share it with the loops. */
  private static final int MOST_CONNECTIONS = 160;

  private static final int OTHER_CONNECTIONS = 32;

  private final RedisUrl.Server url;
  private final Optional<DataDir> dataDir;
  private final Optional<EmbeddedRedis> embedded;
  private final Redis redis;

  private RedisSource(
      RedisUrl.Server url,
      Optional<DataDir> dataDir,
      Optional<EmbeddedRedis> embedded,
      Redis redis) {
    this.url = url;
    this.dataDir = dataDir;
    this.embedded = embedded;
    this.redis = redis;
  }

  /**
   * Connects, for as long as the configuration says.
   *
   * @param config where Redis is
   * @param givenUp whether to stop trying
   * @param nanoTime the node's monotonic clock
   * @throws StartException if there is no Redis
   */
  static RedisSource open(Config config, BooleanSupplier givenUp, LongSupplier nanoTime)
      throws StartException {
    if (config.workerPool().redisPool().url() instanceof RedisUrl.Server server) {
      Redis redis = connect(config, server, givenUp, nanoTime);
      return new RedisSource(server, Optional.empty(), Optional.empty(), redis);
    }
    DataDir dataDir = null;
    EmbeddedRedis embedded = null;
    try {
      dataDir = DataDir.open(config.dataDir());
      embedded = EmbeddedRedis.start(config.dataDir(), config.startupTimeout());
      LOG.info("embedded Redis: {}, process {}", embedded.url(), embedded.pid());
      Redis redis = connect(config, embedded.url(), givenUp, nanoTime);
      return new RedisSource(embedded.url(), Optional.of(dataDir), Optional.of(embedded), redis);
    } catch (DataDirException e) {
      throw new StartException(e.getMessage(), false, e);
    } catch (EmbeddedRedisException e) {
      release(dataDir);
      throw new StartException(e.getMessage(), true, e);
    } catch (StartException | RuntimeException e) {
      if (embedded != null) {
        embedded.close();
      }
      release(dataDir);
      throw e;
    }
  }

  private static Redis connect(
      Config config, RedisUrl.Server server, BooleanSupplier givenUp, LongSupplier nanoTime)
      throws StartException {
    long deadline = System.nanoTime() + config.startupTimeout().toNanos();
    boolean said = false;
    while (true) {
      try {
        Redis redis =
            Redis.connect(
                server,
                config.workerPool().redisPool().prefix(),
                config.workerPool().redisPool().idleTimeout(),
                connections(config),
                nanoTime);
        LOG.info("connected to Redis {}", redis);
        return redis;
      } catch (RefusedException e) {
        throw new StartException(
            "this Redis cannot be used: "
                + e.getMessage()
                + "; 6.2 or newer is needed, with the"
                + " commands INFO, TIME and EVALSHA",
            true,
            e);
      } catch (RedisUnavailableException e) {
        if (givenUp.getAsBoolean() || System.nanoTime() - deadline >= 0) {
          throw new StartException(
              "Redis does not answer: "
                  + e.getMessage()
                  + "; is it running, and is worker_pool.redis_pool.redis_url right?",
              true,
              e);
        }
        if (!said) {
          said = true;
          LOG.warn(
              "Redis does not answer, trying for up to {} s: {}",
              config.startupTimeout().toSeconds(),
              e.getMessage());
        }
        LockSupport.parkNanos(RETRY_PAUSE.toNanos());
      }
    }
  }

  private static int connections(Config config) {
    int wanted = OTHER_CONNECTIONS + config.workerPool().workers() + config.hooks().concurrency();
    return Math.min(MOST_CONNECTIONS, wanted);
  }

  Redis redis() {
    return redis;
  }

  RedisUrl.Server url() {
    return url;
  }

  Optional<EmbeddedRedis> embedded() {
    return embedded;
  }

  @Override
  public void close() {
    redis.close();
    embedded.ifPresent(EmbeddedRedis::close);
    dataDir.ifPresent(RedisSource::release);
  }

  private static void release(DataDir dataDir) {
    if (dataDir == null) {
      return;
    }
    try {
      dataDir.close();
    } catch (IOException e) {
      LOG.warn("the lock of the data folder: {}", e.toString());
    }
  }
}
