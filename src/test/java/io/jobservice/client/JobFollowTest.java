package io.jobservice.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.jobservice.client.ClientException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Following a stream that is open and says nothing, in real time. */
class JobFollowTest {

  private static final String BEGIN =
      """
      HTTP/1.1 200 OK\r
      Content-Type: text/event-stream\r
      Connection: close\r
      \r
      event: job
      data: {"job":{"status":"Running"}}

      id: 1
      event: log
      data: one

      """;

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final ExecutorService helpers = Executors.newCachedThreadPool();
  private ServerSocket service;
  private Socket connection;

  private final FollowListener listener =
      new FollowListener() {
        @Override
        public OutputStream log() {
          return log;
        }

        @Override
        public void state(String line) {
          heard.add(line);
        }

        @Override
        public void note(String line) {
          heard.add("note: " + line);
        }

        @Override
        public void quiet() {
          heard.add("quiet after " + log.toString(UTF_8).strip());
        }
      };

  @BeforeEach
  void listen() throws IOException {
    service = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void hangUp() throws IOException {
    helpers.shutdownNow();
    service.close();
    if (connection != null) {
      connection.close();
    }
  }

  private JobFollow follow() {
    URI url = URI.create("http://127.0.0.1:" + service.getLocalPort());
    return new JobFollow(
        new HttpJobServiceClient(new Endpoint(url, "here", Optional.empty()), new Json()),
        new Ticker(Clock::systemUTC, System::nanoTime, time -> Thread.sleep(time.toMillis())),
        helpers,
        listener);
  }

  /** Takes a request, and sends the beginning of a stream. */
  private void begin() throws IOException {
    connection = service.accept();
    InputStream in = connection.getInputStream();
    int newlines = 0;
    while (newlines < 2) {
      int b = in.read();
      newlines = b == '\n' ? newlines + 1 : b == '\r' ? newlines : 0;
    }
    send(BEGIN);
  }

  private void send(String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(UTF_8));
  }

  private CompletableFuture<String> following(Optional<Duration> timeout, List<Thread> threads) {
    CompletableFuture<String> end = new CompletableFuture<>();
    helpers.execute(
        () -> {
          threads.add(Thread.currentThread());
          try {
            end.complete(follow().untilEnded("x", LogWish.WHOLE, timeout).toString());
          } catch (ClientException | IOException | InterruptedException | RuntimeException e) {
            end.completeExceptionally(e);
          }
        });
    return end;
  }

  @Test
  void aLineIsThereBeforeTheNextOneComes() throws Exception {
    CompletableFuture<String> end = following(Optional.empty(), new CopyOnWriteArrayList<>());
    begin();
    await().until(() -> heard.contains("quiet after one"));
    send("id: 2\nevent: log\ndata: two\n\n");
    await().until(() -> heard.contains("quiet after one\ntwo"));
    send("event: end\ndata: {\"reason\":\"ended\",\"job\":{\"status\":\"Success\"}}\n\n");

    assertThat(end.join()).isEqualTo("{\"job\":{\"status\":\"Success\"}}");
    assertThat(heard)
        .containsExactly("Running", "quiet after one", "quiet after one\ntwo", "Success");
  }

  @Test
  void aSilentStreamIsLeftAtOnce() throws Exception {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    CompletableFuture<String> end = following(Optional.empty(), threads);
    begin();
    await().until(() -> heard.contains("quiet after one"));

    threads.get(0).interrupt();

    await().atMost(Duration.ofSeconds(5)).until(end::isDone);
    assertThat(end.handle((answer, e) -> e).join()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void aSilentStreamIsLeftWhenTheTimeIsOver() throws Exception {
    CompletableFuture<String> end =
        following(Optional.of(Duration.ofSeconds(1)), new CopyOnWriteArrayList<>());
    begin();

    await().atMost(Duration.ofSeconds(8)).until(end::isDone);
    assertThat(end.handle((answer, e) -> e).join())
        .isInstanceOfSatisfying(
            ClientException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMED_OUT));
    assertThat(log.toString(UTF_8)).isEqualTo("one\n");
  }

  @Test
  void aBurstLargerThanWhatIsHeldComesWholeAndInOrder() throws Exception {
    CompletableFuture<String> end = following(Optional.empty(), new CopyOnWriteArrayList<>());
    begin();
    StringBuilder events = new StringBuilder();
    StringBuilder lines = new StringBuilder("one\n");
    for (int i = 0; i < 20_000; i++) {
      String line = i + "x".repeat(500);
      events.append("event: log\ndata: ").append(line).append("\n\n");
      lines.append(line).append('\n');
    }
    send(events + "event: end\ndata: {\"job\":{\"status\":\"Success\"}}\n\n");

    end.join();
    assertThat(log.toString(UTF_8)).isEqualTo(lines.toString());
  }

  @Test
  void aSinkThatTakesNoMoreEndsIt() throws Exception {
    FollowListener full =
        new FollowListener() {
          @Override
          public OutputStream log() {
            return new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
              }
            };
          }

          @Override
          public void state(String line) {}

          @Override
          public void note(String line) {}

          @Override
          public void quiet() {}
        };
    CompletableFuture<Void> server =
        CompletableFuture.runAsync(
            () -> {
              try {
                begin();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            },
            helpers);
    URI url = URI.create("http://127.0.0.1:" + service.getLocalPort());
    JobFollow follow =
        new JobFollow(
            new HttpJobServiceClient(new Endpoint(url, "here", Optional.empty()), new Json()),
            new Ticker(Clock::systemUTC, System::nanoTime, time -> {}),
            helpers,
            full);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> follow.untilEnded("x", LogWish.WHOLE, Optional.empty()))
        .withMessage("Broken pipe");
    server.join();
  }
}
