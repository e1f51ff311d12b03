package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that take long, and readers who take nothing. */
class StreamsTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicLong nanos = new AtomicLong();
  private final ThreadWatch watch = new ThreadWatch(nanos::get);
  private final Streams streams = new Streams(threads, 2, watch);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** Writes until it is stopped to a reader who reads nothing, and tells what stopped it. */
  private CompletableFuture<Exception> toADeafReader() throws IOException {
    CompletableFuture<Exception> end = new CompletableFuture<>();
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    SocketChannel reader = SocketChannel.open(server.getLocalAddress());
    SocketChannel writer = server.accept();
    assertThat(
            streams.tryRun(
                () -> {
                  try (reader;
                      server;
                      var out = new WatchedOutput(Channels.newOutputStream(writer), watch)) {
                    while (true) {
                      out.write(new byte[1 << 16]);
                    }
                  } catch (IOException e) {
                    end.complete(e);
                  }
                }))
        .isTrue();
    return end;
  }

  @Test
  void aReaderWhoTakesNothingForAMinuteIsCutOff() throws IOException {
    CompletableFuture<Exception> end = toADeafReader();
    watch.look(false);
    assertThat(end).isNotDone();
    Awaitility.await()
        .until(
            () -> {
              nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
              watch.look(false);
              return end.isDone();
            });
    assertThat(end.join()).isInstanceOf(ClosedByInterruptException.class);
  }

  @Test
  void closingBreaksAllOffAndTakesNoMore() throws IOException {
    CompletableFuture<Exception> end = toADeafReader();
    Awaitility.await()
        .until(
            () -> {
              streams.close();
              return end.isDone();
            });
    assertThat(streams.tryRun(() -> {})).isFalse();
  }

  @Test
  void thereAreNoMoreThanItWasTold() {
    CountDownLatch gate = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      assertThat(streams.tryRun(() -> await(gate))).isTrue();
    }
    assertThat(streams.tryRun(() -> {})).isFalse();
    gate.countDown();
    Awaitility.await().until(() -> streams.tryRun(() -> {}));
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
