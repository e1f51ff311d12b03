package io.jobservice.hook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobservice.model.HookUrl;
import io.jobservice.testing.RawReceiver;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TlsGateTest {

  /** Whoever is on this machine can connect to the gate. */
  @Test
  void itLeadsOnlyWhereAPostGoesRightNow() throws Exception {
    try (Posting threads = new Posting();
        RawReceiver receiver = RawReceiver.start(RawReceiver.answering("HTTP/1.1 200 OK\r\n\r\n"));
        RawReceiver other = RawReceiver.start(RawReceiver.answering("HTTP/1.1 200 OK\r\n\r\n"));
        TlsGate gate =
            new TlsGate(threads.threads(), Duration.ofSeconds(5), new KnownAddresses())) {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      String good = "hooks.example:" + receiver.port();
      TlsGate.Pass pass = gate.open(HookUrl.of("https://" + good + "/"), List.of(loopback));
      TlsGate.Pass second = gate.open(HookUrl.of("https://" + good + "/"), List.of(loopback));

      assertThat(ask(gate, "CONNECT Hooks.Example:" + receiver.port() + " HTTP/1.1"))
          .contains("200 OK");
      assertThat(ask(gate, "CONNECT hooks.example:" + other.port() + " HTTP/1.1")).contains("502");
      assertThat(ask(gate, "CONNECT 127.0.0.1:" + receiver.port() + " HTTP/1.1")).contains("502");
      assertThat(ask(gate, "POST http://" + good + "/ HTTP/1.1")).contains("400");
      assertThat(ask(gate, "x".repeat(9000))).contains("400");
      second.close();
      assertThat(ask(gate, "CONNECT " + good + " HTTP/1.1")).contains("200 OK");
      pass.close();
      assertThat(ask(gate, "CONNECT " + good + " HTTP/1.1")).contains("502");
      await().until(() -> receiver.connections() == 2);
      assertThat(other.connections()).isZero();
    }
  }

  @Test
  void itStaysOpenWhenThreadsAreMissingForAWhile() throws Exception {
    AtomicInteger missing = new AtomicInteger(1);
    try (Posting threads = new Posting();
        RawReceiver receiver = RawReceiver.start(RawReceiver.answering("HTTP/1.1 200 OK\r\n\r\n"));
        TlsGate gate =
            new TlsGate(
                task -> {
                  if (missing.getAndDecrement() > 0) {
                    throw new InternalError("no more threads");
                  }
                  threads.threads().execute(task);
                },
                Duration.ofSeconds(5),
                new KnownAddresses())) {
      HookUrl url = HookUrl.of("https://hooks.example:" + receiver.port() + "/");
      List<InetAddress> addresses = List.of(InetAddress.getLoopbackAddress());
      assertThatThrownBy(() -> gate.open(url, addresses)).isInstanceOf(InternalError.class);
      TlsGate.Pass pass = gate.open(url, addresses);
      String line = "CONNECT hooks.example:" + receiver.port() + " HTTP/1.1";
      missing.set(1);
      assertThat(ask(gate, line)).isEmpty();
      assertThat(ask(gate, line)).contains("200 OK");
      pass.close();
    }
  }

  private static String ask(TlsGate gate, String line) throws Exception {
    InetSocketAddress address = (InetSocketAddress) gate.proxy().address();
    assertThat(address.getAddress().isLoopbackAddress()).isTrue();
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write((line + "\r\nHost: x\r\n\r\n").getBytes(US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readNBytes(12), US_ASCII) + new String(in.readNBytes(3), US_ASCII);
    }
  }
}
