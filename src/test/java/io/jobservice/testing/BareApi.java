package io.jobservice.testing;

import io.jobservice.api.HttpApi;
import io.jobservice.api.RedisPool;
import io.jobservice.core.Controller;
import io.jobservice.core.HookTrial;
import io.jobservice.metrics.Meters;
import io.jobservice.redis.Redis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** The API by itself: nothing runs behind it, so that what waits stays as it is. */
public final class BareApi implements AutoCloseable {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpApi api;

  /** Answers for a namespace. */
  public BareApi(Redis redis, Function<URI, HookTrial> hookTrial) {
    try {
      api =
          new HttpApi(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              TestNode.SECRET,
              Controller.withoutNode(redis, new SecureRandom()),
              new HttpApi.Node(
                  Optional.empty(),
                  new Meters(Optional::empty),
                  hookTrial,
                  new RedisPool(RedisServer.shared().url(), "bare", Duration.ofSeconds(30)),
                  "test"),
              new HttpApi.Means(threads, threads, System::nanoTime, new SecureRandom()),
              new HttpApi.Limits(10, 10, 10_000));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    api.start();
  }

  /** Its port. */
  public int port() {
    return api.address().getPort();
  }

  /** Talks to it. */
  public RawHttp http() {
    return new RawHttp(port());
  }

  @Override
  public void close() {
    api.close();
    threads.shutdownNow();
  }
}
