package io.jobservice.hook;

import static io.jobservice.testing.RawReceiver.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobservice.testing.RawReceiver;
import io.jobservice.testing.TestTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookClientTlsTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @TempDir private Path folder;
  private final Posting posting = new Posting().host("hooks.example", "127.0.0.1");
  private final List<AutoCloseable> others = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    posting.close();
    for (AutoCloseable other : others) {
      other.close();
    }
  }

  private RawReceiver receiver(String certificate) throws IOException {
    RawReceiver receiver = RawReceiver.start(TestTls.server(certificate), answering(OK));
    others.add(receiver);
    return receiver;
  }

  private static String url(String host, RawReceiver receiver) {
    return "https://" + host + ":" + receiver.port() + "/x";
  }

  private Posting trusting() {
    return posting.caFile(TestTls.caFile(folder));
  }

  @Test
  void aReceiverIsTrustedByAnAuthorityOfTheFileAndItsConnectionUsedAgain() throws Exception {
    RawReceiver receiver = receiver("hooks");
    trusting().host("hooks.example", "127.0.0.2", "127.0.0.1");
    for (int i = 0; i < 10; i++) {
      assertThat(posting.post(url("hooks.example", receiver))).isEqualTo(new Answer.Accepted(200));
    }
    assertThat(receiver.connections()).isEqualTo(1);
    assertThat(receiver.requests()).hasSize(10);
    assertThat(receiver.requests().get(0).line()).isEqualTo("POST /x HTTP/1.1");
    assertThat(receiver.requests().get(0).headers())
        .containsEntry("host", "hooks.example:" + receiver.port());
  }

  @Test
  void anUnknownAuthorityIsNotTrusted() throws Exception {
    RawReceiver receiver = receiver("hooks");
    Answer.Failed failed = posting.failed(url("hooks.example", receiver));
    assertThat(failed.reason())
        .isEqualTo(
            url("hooks.example", receiver)
                + ": TLS: its certificate is not trusted; hooks.ca_file may name more authorities");
    assertThat(failed.endpointFailed()).isTrue();
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void aCertificateOfAnotherHostIsRefused() throws Exception {
    RawReceiver receiver = receiver("hooks");
    trusting().host("other.example", "127.0.0.1");
    assertThat(posting.failed(url("other.example", receiver)).reason())
        .contains(": TLS: its certificate is not for this host");
    assertThat(posting.failed(url("127.0.0.1", receiver)).reason())
        .contains(": TLS: its certificate is not for this host");
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void anExpiredCertificateIsRefused() throws Exception {
    RawReceiver receiver = receiver("expired");
    trusting();
    assertThat(posting.failed(url("hooks.example", receiver)).reason())
        .endsWith(": TLS: its certificate has expired");
  }

  @Test
  void aReceiverWithoutTlsIsNone() throws Exception {
    RawReceiver plain = RawReceiver.start(answering(OK));
    others.add(plain);
    Answer.Failed failed = posting.failed(url("hooks.example", plain));
    assertThat(failed.reason()).contains("/x: ").doesNotContain("answered 2");
    assertThat(failed.endpointFailed()).isTrue();
  }

  @Test
  void theAddressThatWasCheckedIsTheOneThatIsCalled() throws Exception {
    RawReceiver receiver = receiver("hooks");
    trusting().then("hooks.example", "169.254.169.254");

    assertThat(posting.post(url("hooks.example", receiver))).isEqualTo(new Answer.Accepted(200));
    assertThat(posting.lookedUp()).containsExactly("hooks.example");
    Answer.Failed failed = posting.failed(url("hooks.example", receiver));
    assertThat(failed.reason())
        .endsWith(": the address 169.254.169.254 of hooks.example is denied by hooks.deny");
    assertThat(failed.endpointFailed()).isFalse();
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void whereNobodyListensThereIsNoConnection() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Answer.Failed failed = posting.failed("https://hooks.example:" + port + "/x");
    assertThat(failed.reason())
        .isEqualTo("https://hooks.example:" + port + "/x: no connection: Connection refused");
    assertThat(failed.endpointFailed()).isTrue();
    assertThat(posting.failed("https://[::1]:" + port + "/x").reason())
        .startsWith("https://[::1]:" + port + "/x: no connection");
  }

  @Test
  void aHandshakeThatDoesNotGoOnIsGivenUp() throws Exception {
    posting.timeout(Duration.ofMillis(400));
    ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    others.add(silent);
    Answer.Failed failed = posting.failed("https://hooks.example:" + silent.getLocalPort() + "/x");
    assertThat(failed.reason()).endsWith(": no answer within 400 ms");
    assertThat(failed.endpointFailed()).isTrue();
  }

  @Test
  void aReceiverThatClosesItsConnectionsIsReachedAgain() throws Exception {
    RawReceiver receiver = receiver("hooks");
    trusting();
    assertThat(posting.post(url("hooks.example", receiver))).isEqualTo(new Answer.Accepted(200));
    receiver.cut();
    assertThat(posting.post(url("hooks.example", receiver))).isEqualTo(new Answer.Accepted(200));
    assertThat(receiver.connections()).isEqualTo(2);
  }

  @Test
  void aReceiverThatAlwaysBreaksOffIsNotAskedTwice() throws Exception {
    RawReceiver receiver =
        RawReceiver.start(TestTls.server("hooks"), (request, line) -> line.close());
    others.add(receiver);
    trusting();
    for (int i = 0; i < 4; i++) {
      assertThat(posting.failed(url("hooks.example", receiver)).endpointFailed()).isTrue();
    }
    assertThat(receiver.requests()).hasSize(4);
  }

  @Test
  void noConnectionOutlivesTheClient() throws Exception {
    RawReceiver receiver = receiver("hooks");
    trusting();
    posting.post(url("hooks.example", receiver));
    assertThat(receiver.open()).isEqualTo(1);
    posting.client().close();
    await().until(() -> receiver.open() == 0);
    assertThat(posting.post(url("hooks.example", receiver))).isInstanceOf(Answer.Failed.class);
  }

  @Test
  void aFileWithoutCertificatesIsAnErrorAtTheStart() throws Exception {
    Path file = folder.resolve("own.pem");
    posting.caFile(file);
    assertThatThrownBy(posting::client)
        .isInstanceOf(HookSetupException.class)
        .hasMessage("hooks.ca_file: there is no file " + file);
    Files.writeString(file, "");
    assertThatThrownBy(posting::client)
        .hasMessage("hooks.ca_file: " + file + " has no certificate in PEM form");
    Files.writeString(file, "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
    assertThatThrownBy(posting::client)
        .hasMessage("hooks.ca_file: " + file + " has something else than certificates in PEM form");
    posting.caFile(folder);
    assertThatThrownBy(posting::client).hasMessageStartingWith("hooks.ca_file: " + folder);
  }
}
