package io.jobservice.hook;

import static io.jobservice.testing.RawReceiver.answering;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.RawReceiver;
import io.jobservice.testing.RawReceiver.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookClientTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final Posting posting = new Posting();
  private final List<AutoCloseable> others = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    posting.close();
    for (AutoCloseable other : others) {
      other.close();
    }
  }

  private RawReceiver receiver(RawReceiver.Behaviour behaviour) throws IOException {
    RawReceiver receiver = RawReceiver.start(behaviour);
    others.add(receiver);
    return receiver;
  }

  /** Answers with the status that the path names. */
  private RawReceiver statuses(String more) throws IOException {
    return receiver(
        (request, line) ->
            line.getOutputStream()
                .write(
                    ("HTTP/1.1 "
                            + request.target().substring(1)
                            + " Some Words\r\n"
                            + more
                            + (request.target().equals("/204") ? "" : "Content-Length: 0\r\n")
                            + "\r\n")
                        .getBytes(US_ASCII)));
  }

  private static String url(RawReceiver receiver) {
    return "http://localhost:" + receiver.port();
  }

  private String reason(RawReceiver receiver, String path) throws Exception {
    return posting.failed(url(receiver) + path).reason();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void any2xxIsSuccess(int status) throws Exception {
    assertThat(posting.post(url(statuses("")) + "/" + status))
        .isEqualTo(new Answer.Accepted(status));
  }

  @Test
  void a410SaysThatNothingMoreIsWanted() throws Exception {
    assertThat(posting.post(url(statuses("")) + "/410")).isEqualTo(new Answer.Gone());
  }

  @ParameterizedTest
  @CsvSource({
    "500,true",
    "503,true",
    "599,true",
    "429,true",
    "408,true",
    "425,true",
    "400,false",
    "401,false",
    "404,false",
    "407,false",
    "413,false",
    "300,false",
    "304,false"
  })
  void anythingElseFailsAndSomeOfItSpeaksAgainstTheEndpoint(int status, boolean endpoint)
      throws Exception {
    RawReceiver receiver = statuses("");
    assertThat(posting.failed(url(receiver) + "/" + status + "?token=hidden"))
        .isEqualTo(
            new Answer.Failed(
                status,
                url(receiver) + "/" + status + ": answered " + status,
                java.util.Optional.empty(),
                endpoint));
  }

  @Test
  void theReceiverMaySayWhenToComeAgain() throws Exception {
    RawReceiver receiver = statuses("Retry-After: 120\r\n");
    assertThat(posting.failed(url(receiver) + "/503").retryAfter()).contains(Duration.ofMinutes(2));
    assertThat(posting.failed(url(receiver) + "/404").retryAfter()).contains(Duration.ofMinutes(2));
  }

  @Test
  void aPostHasItsHeadersAndNoCredentialsInItsLine() throws Exception {
    posting.secrets("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "other");
    RawReceiver receiver = receiver(answering(OK));
    posting.post(
        "http://us%20er:p%40ss@LocalHost:" + receiver.port() + "/a%20b?c=d#e",
        Map.of("X-Jobservice-Event-Id", "job-1"));

    Request request = receiver.requests().get(0);
    assertThat(request.line()).isEqualTo("POST /a%20b?c=d HTTP/1.1");
    assertThat(request.body()).isEqualTo("{\"a\":\"ü\"}");
    assertThat(request.headers())
        .containsEntry("host", "localhost:" + receiver.port())
        .containsEntry("content-type", "application/json")
        .containsEntry("content-length", "10")
        .containsEntry("user-agent", "jobservice/1.2.3")
        .containsEntry("x-jobservice-event-id", "job-1")
        .containsEntry("authorization", "Basic dXMgZXI6cEBzcw==")
        .containsEntry("webhook-id", "job-1")
        .containsKey("webhook-timestamp");
    assertThat(request.headers().get("webhook-signature"))
        .matches("v1,[A-Za-z0-9+/]{43}= v1,[A-Za-z0-9+/]{43}=");
  }

  @Test
  void aConnectionIsUsedAgain() throws Exception {
    RawReceiver receiver = receiver(answering(OK));
    for (int i = 0; i < 20; i++) {
      assertThat(posting.post(url(receiver) + "/" + i)).isEqualTo(new Answer.Accepted(200));
    }
    assertThat(receiver.requests()).hasSize(20);
    assertThat(receiver.connections()).isEqualTo(1);
  }

  @Test
  void aConnectionThatWasJustClosedIsReplacedAtOnce() throws Exception {
    RawReceiver receiver =
        receiver(
            (request, line) -> {
              if (request.target().equals("/last") && lineIsUsed(line)) {
                line.close();
              } else {
                line.getOutputStream().write(OK.getBytes(US_ASCII));
                used.add(line);
              }
            });
    posting.post(url(receiver) + "/first");
    assertThat(posting.post(url(receiver) + "/last")).isEqualTo(new Answer.Accepted(200));
    assertThat(receiver.requests()).extracting(Request::target).contains("/first", "/last");
    assertThat(receiver.connections()).isEqualTo(2);
  }

  private final List<Socket> used = new java.util.concurrent.CopyOnWriteArrayList<>();

  private boolean lineIsUsed(Socket line) {
    return used.contains(line);
  }

  @Test
  void aReceiverThatDoesNotAnswerIsGivenUp() throws Exception {
    posting.timeout(Duration.ofMillis(300));
    RawReceiver receiver = receiver((request, line) -> {});
    assertThat(posting.failed(url(receiver) + "/x?y"))
        .isEqualTo(
            new Answer.Failed(
                0,
                url(receiver) + "/x: no answer within 300 ms",
                java.util.Optional.empty(),
                true));
  }

  @Test
  void aReceiverThatBreaksOffIsOutOfOrder() throws Exception {
    RawReceiver resets =
        receiver(
            (request, line) -> {
              line.getOutputStream().write("HTTP/1.1 200 O".getBytes(US_ASCII));
              line.setSoLinger(true, 0);
              line.close();
            });
    Answer.Failed failed = posting.failed(url(resets) + "/");
    assertThat(failed.reason()).endsWith(": the connection ended before the answer");
    assertThat(failed.endpointFailed()).isTrue();
    assertThat(resets.requests()).hasSize(1);
  }

  @Test
  void whatIsNoHttpIsNotRepeated() throws Exception {
    RawReceiver receiver = receiver(answering("SSH-2.0 secret words\r\n\r\n"));
    Answer.Failed failed = posting.failed(url(receiver) + "/");
    assertThat(failed.reason()).endsWith(": what it answered is no HTTP");
    assertThat(failed.endpointFailed()).isTrue();
  }

  @Test
  void theStatusCountsThoughTheBodyNeverEnds() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    RawReceiver receiver =
        receiver(
            (request, line) -> {
              line.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
              try {
                RawReceiver.writeForEver(line.getOutputStream(), new byte[1000]);
              } catch (IOException e) {
                end.complete("closed");
              }
            });
    assertThat(posting.post(url(receiver) + "/")).isEqualTo(new Answer.Accepted(200));
    assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo("closed");
  }

  @Test
  void headersThatNeverEndAreAFailure() throws Exception {
    RawReceiver receiver =
        receiver(
            (request, line) -> {
              line.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
              RawReceiver.writeForEver(
                  line.getOutputStream(), ("X-A: " + "b".repeat(1000) + "\r\n").getBytes(US_ASCII));
            });
    assertThat(posting.failed(url(receiver) + "/").endpointFailed()).isTrue();
  }

  @Test
  @Timeout(60)
  void aBodyThatIsLateOrBreaksOffChangesNothingAndIsNotWaitedForLong() throws Exception {
    posting.timeout(Duration.ofMinutes(10));
    String part = " Words\r\nContent-Length: 100\r\n\r\nabc";
    RawReceiver slow = receiver(answering("HTTP/1.1 200" + part));
    RawReceiver slowFailure = receiver(answering("HTTP/1.1 500" + part));
    RawReceiver broken =
        receiver(
            (request, line) -> {
              answering("HTTP/1.1 202" + part).answer(request, line);
              line.close();
            });
    assertThat(posting.post(url(slow) + "/")).isEqualTo(new Answer.Accepted(200));
    assertThat(reason(slowFailure, "/")).endsWith(": answered 500");
    assertThat(posting.post(url(broken) + "/")).isEqualTo(new Answer.Accepted(202));
  }

  @Test
  void whereNobodyListensThereIsNoConnection() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Answer.Failed failed = posting.failed("http://localhost:" + port + "/x");
    assertThat(failed.reason())
        .isEqualTo("http://localhost:" + port + "/x: no connection: refused or unreachable");
    assertThat(failed.endpointFailed()).isTrue();
  }

  @Test
  void aHostThatIsUnknownHasNoAddress() throws Exception {
    Answer.Failed failed = posting.failed("http://nowhere.example/");
    assertThat(failed.reason())
        .isEqualTo(
            "http://nowhere.example:80/: the name servers know no address of nowhere.example");
    assertThat(failed.endpointFailed()).isTrue();
  }

  @Test
  void allAddressesAreTried() throws Exception {
    posting.connectTimeout(Duration.ofMillis(200));
    RawReceiver receiver = receiver(answering(OK));
    blackHole("127.0.0.3", receiver.port());
    posting.host("many.example", "127.0.0.2", "127.0.0.3", "127.0.0.1");
    posting.host("none.example", "127.0.0.2", "127.0.0.3");
    String path = ".example:" + receiver.port() + "/";

    assertThat(posting.post("http://many" + path)).isEqualTo(new Answer.Accepted(200));
    assertThat(posting.post("http://many" + path)).isEqualTo(new Answer.Accepted(200));
    assertThat(posting.failed("http://none" + path).reason())
        .isEqualTo("http://none" + path + ": no connection within 200 ms");
  }

  /** An address that answers no attempt to connect: its queue is full. */
  private void blackHole(String address, int port) throws IOException {
    ServerSocket full = new ServerSocket(port, 1, InetAddress.getByName(address));
    others.add(full);
    for (int i = 0; i < 4; i++) {
      Socket socket = new Socket();
      others.add(socket);
      try {
        socket.connect(new InetSocketAddress(full.getInetAddress(), port), 100);
      } catch (IOException e) {
        return;
      }
    }
  }

  @Test
  void anInternalAddressBehindAPublicNameIsRefused() throws Exception {
    posting.host("public.example", "169.254.169.254");
    posting.host("mixed.example", "127.0.0.1", "::ffff:169.254.169.254");
    RawReceiver receiver = receiver(answering(OK));

    Answer.Failed failed = posting.failed("http://public.example/latest/meta-data");
    assertThat(failed.reason())
        .isEqualTo(
            "http://public.example:80/latest/meta-data: the address 169.254.169.254 of"
                + " public.example is denied by hooks.deny");
    assertThat(failed.endpointFailed()).isFalse();
    assertThat(posting.failed("http://mixed.example:" + receiver.port() + "/").reason())
        .contains("denied");
    assertThat(posting.failed("http://169.254.169.254/").reason())
        .isEqualTo(
            "http://169.254.169.254:80/: the address 169.254.169.254 is denied by hooks.deny");
    assertThat(receiver.connections()).isZero();
  }

  @Test
  void theAddressThatWasCheckedIsTheOneThatIsCalled() throws Exception {
    RawReceiver receiver = receiver(answering(OK));
    posting.host("rebinding.example", "127.0.0.1").then("rebinding.example", "169.254.169.254");
    String url = "http://rebinding.example:" + receiver.port() + "/";

    assertThat(posting.post(url)).isEqualTo(new Answer.Accepted(200));
    assertThat(posting.lookedUp()).containsExactly("rebinding.example");
    assertThat(posting.failed(url).reason()).contains("169.254.169.254 of rebinding.example");
    assertThat(receiver.requests()).hasSize(1);
  }

  private RawReceiver redirecting(int status, String... targets) throws IOException {
    return receiver(
        (request, line) -> {
          int step = Integer.parseInt(request.target().substring(1).split("[?]", -1)[0]);
          String answer =
              step < targets.length
                  ? "HTTP/1.1 %d X\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                      .formatted(status, targets[step].replace("PORT", "" + line.getLocalPort()))
                  : OK;
          line.getOutputStream().write(answer.getBytes(US_ASCII));
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308})
  void aRedirectWithinTheHostIsFollowed(int status) throws Exception {
    RawReceiver receiver = redirecting(status, "/1?x", "http://LOCALHOST:PORT/2", "3#f");
    assertThat(posting.post("http://me:pw@localhost:" + receiver.port() + "/0"))
        .isEqualTo(new Answer.Accepted(200));
    assertThat(receiver.requests())
        .extracting(Request::line)
        .containsExactly(
            "POST /0 HTTP/1.1", "POST /1?x HTTP/1.1", "POST /2 HTTP/1.1", "POST /3 HTTP/1.1");
    assertThat(receiver.requests())
        .allSatisfy(
            request -> {
              assertThat(request.body()).isEqualTo("{\"a\":\"ü\"}");
              assertThat(request.headers()).containsEntry("authorization", "Basic bWU6cHc=");
            });
  }

  @Test
  void aHostMayHaveAnUnderscore() throws Exception {
    posting.host("my_app", "127.0.0.1");
    RawReceiver receiver = redirecting(307, "/1", "http://MY_APP:PORT/2");
    assertThat(posting.post("http://me:pw@my_app:" + receiver.port() + "/0"))
        .isEqualTo(new Answer.Accepted(200));
    assertThat(receiver.requests())
        .hasSize(3)
        .allSatisfy(
            request ->
                assertThat(request.headers())
                    .containsEntry("host", "my_app:" + receiver.port())
                    .containsEntry("authorization", "Basic bWU6cHc="));
  }

  @Test
  void aReceiverWithoutTlsIsSaidToBeOne() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      posting
          .threads()
          .execute(
              () -> {
                try (Socket line = plain.accept()) {
                  line.getInputStream().read(new byte[1000]);
                  line.getOutputStream().write(OK.getBytes(US_ASCII));
                } catch (IOException e) {
                  // The client has gone.
                }
              });
      assertThat(posting.failed("https://127.0.0.1:" + plain.getLocalPort() + "/").reason())
          .endsWith("/: TLS: it speaks no TLS; is http:// meant?");
    }
  }

  @Test
  void redirectsEnd() throws Exception {
    RawReceiver receiver = redirecting(307, "/0");
    Answer.Failed failed = posting.failed(url(receiver) + "/0");
    assertThat(failed.reason()).endsWith("/0: answered 307 after 3 redirects");
    assertThat(failed.endpointFailed()).isFalse();
    assertThat(receiver.requests()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "307 | http://other.example/x?token=t | answered 307, a redirect to"
            + " http://other.example:80/x, which is another host, port or scheme and not followed",
        "308 | https://localhost:PORT/x | answered 308, a redirect to https://localhost:PORT/x,"
            + " which is another host, port or scheme and not followed",
        "307 | //localhost:1/ | answered 307, a redirect to http://localhost:1/, which is another"
            + " host, port or scheme and not followed",
        "307 | ://bad | answered 307 without a Location that is a URL",
        "302 | /1?token=t | answered 302, a redirect to http://localhost:PORT/1; only 307 and 308"
            + " are followed",
        "303 | mailto:me | answered 303, a redirect; only 307 and 308 are followed"
      })
  void otherRedirectsAreFailures(int status, String target, String reason) throws Exception {
    posting.host("other.example", "127.0.0.1");
    RawReceiver receiver = redirecting(status, target);
    Answer.Failed failed = posting.failed(url(receiver) + "/0");
    assertThat(failed.reason())
        .isEqualTo(url(receiver) + "/0: " + reason.replace("PORT", "" + receiver.port()));
    assertThat(failed.status()).isEqualTo(status);
    assertThat(failed.endpointFailed()).isFalse();
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void aRedirectIsCheckedAnew() throws Exception {
    RawReceiver receiver = redirecting(307, "/1");
    posting.host("turns.example", "127.0.0.1").then("turns.example", "169.254.169.254");
    Answer.Failed failed = posting.failed("http://turns.example:" + receiver.port() + "/0");
    assertThat(failed.reason())
        .isEqualTo(
            "http://turns.example:"
                + receiver.port()
                + "/1: the address 169.254.169.254 of turns.example is denied by hooks.deny");
    assertThat(receiver.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://localhost/", "mailto:a@b", "http:///x", "http://h:99999/"})
  void whatIsNoUrlIsNotPosted(String url) throws Exception {
    assertThat(posting.failed(url).reason()).startsWith("the URL must be an http or https URL");
    assertThat(posting.failed(url).endpointFailed()).isFalse();
  }

  @Test
  void anInterruptEndsAPost() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    RawReceiver receiver = receiver((request, line) -> arrived.countDown());
    CompletableFuture<String> end = new CompletableFuture<>();
    Future<?> post =
        posting
            .threads()
            .submit(
                () -> {
                  try {
                    end.complete("answered " + posting.post(url(receiver) + "/"));
                  } catch (InterruptedException e) {
                    end.complete("interrupted");
                  } catch (Exception e) {
                    end.completeExceptionally(e);
                  }
                });
    assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
    post.cancel(true);
    assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo("interrupted");
  }
}
