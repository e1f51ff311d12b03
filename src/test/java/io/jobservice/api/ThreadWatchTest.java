package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients who keep threads waiting. */
class ThreadWatchTest {

  private final AtomicLong nanos = new AtomicLong();
  private final ThreadWatch watch = new ThreadWatch(nanos::get);
  private ServerSocketChannel server;
  private SocketChannel client;
  private SocketChannel ours;

  @BeforeEach
  void connect() throws IOException {
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    client = SocketChannel.open(server.getLocalAddress());
    ours = server.accept();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    ours.close();
    server.close();
  }

  private void pass(long seconds, boolean pressed) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    watch.look(pressed);
  }

  /** What ended a read on a thread under watch, and whether that thread was left interrupted. */
  private record End(IOException failure, boolean interrupted) {}

  private CompletableFuture<End> reading(boolean head, AtomicReference<Thread> reader) {
    CompletableFuture<End> end = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              AtomicReference<IOException> failure = new AtomicReference<>();
              watch.request(() -> failure.set(read(head)));
              end.complete(new End(failure.get(), Thread.currentThread().isInterrupted()));
            });
    thread.start();
    reader.set(thread);
    return end;
  }

  private IOException read(boolean head) {
    try {
      if (head) {
        ours.read(ByteBuffer.allocate(1));
        return null;
      }
      watch.headIsThere();
      var body = new WatchedInput(Channels.newInputStream(ours), watch);
      while (body.read() >= 0) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
      }
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  /** Or is done with reading. */
  private static void awaitBlocked(AtomicReference<Thread> reader) {
    Awaitility.await().until(() -> isBlocked(reader));
  }

  private static boolean isBlocked(AtomicReference<Thread> reader) {
    return Arrays.stream(reader.get().getStackTrace())
        .anyMatch(frame -> frame.getClassName().endsWith("SocketChannelImpl"));
  }

  private void assertCutOff(CompletableFuture<End> end) throws Exception {
    End how = end.get(20, TimeUnit.SECONDS);
    assertThat(how.failure()).isInstanceOf(ClosedByInterruptException.class);
    assertThat(how.interrupted()).isFalse();
  }

  @Test
  void aHeadHasTenSecondsInAll() throws Exception {
    AtomicReference<Thread> reader = new AtomicReference<>();
    CompletableFuture<End> end = reading(true, reader);
    awaitBlocked(reader);
    pass(10, false);
    assertThat(end).isNotDone();
    pass(1, false);
    assertCutOff(end);
  }

  @Test
  void aHeadHasASecondWhileOthersWaitForThreads() throws Exception {
    AtomicReference<Thread> reader = new AtomicReference<>();
    CompletableFuture<End> end = reading(true, reader);
    awaitBlocked(reader);
    pass(2, true);
    assertCutOff(end);
  }

  @Test
  void aBodyThatDoesNotGoOnIsCutOff() throws Exception {
    AtomicReference<Thread> reader = new AtomicReference<>();
    CompletableFuture<End> end = reading(false, reader);
    awaitBlocked(reader);
    pass(30, true);
    assertThat(end).isNotDone();
    pass(1, false);
    assertCutOff(end);
  }

  @Test
  void aBodyThatTricklesIsCutOffInTheEnd() throws Exception {
    AtomicReference<Thread> reader = new AtomicReference<>();
    CompletableFuture<End> end = reading(false, reader);
    Awaitility.await()
        .until(
            () -> {
              // One that has just been cut off is never blocked again.
              if (isBlocked(reader)) {
                client.write(ByteBuffer.allocate(1));
                pass(5, false);
              }
              return end.isDone();
            });
    assertThat(end.get(20, TimeUnit.SECONDS).failure()).isNotNull();
  }

  /** How many of 50 pieces are read before the reader is cut off, one each 20 s. */
  private int piecesOf(int bytes) {
    AtomicInteger pieces = new AtomicInteger();
    InputStream slow =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("it is read in pieces");
          }

          @Override
          public int read(byte[] into, int from, int length) {
            pass(20, false);
            return length;
          }
        };
    watch.request(
        () -> {
          try (InputStream body = new WatchedInput(slow, watch)) {
            watch.headIsThere();
            while (pieces.get() < 50) {
              body.read(new byte[bytes], 0, bytes);
              pieces.incrementAndGet();
            }
          } catch (IOException e) {
            // Cut off.
          }
        });
    return pieces.get();
  }

  @Test
  void whatIsLargeHasToComeFaster() {
    assertThat(piecesOf(64 << 10)).isBetween(6, 12);
    assertThat(piecesOf(2 << 20)).isEqualTo(50);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void threadsCountAsWaitingAfterSomeMoments() throws Exception {
    AtomicReference<Thread> reader = new AtomicReference<>();
    CompletableFuture<End> end = reading(false, reader);
    awaitBlocked(reader);
    assertThat(watch.look(false)).isZero();
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(5));
    assertThat(watch.look(false)).isEqualTo(1);
    client.close();
    end.get(20, TimeUnit.SECONDS);
    assertThat(watch.look(false)).isZero();
  }

  @Test
  void whatComesTooLateMeetsNobody() {
    watch.stream(ThreadWatch.Turn::cutOff);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
