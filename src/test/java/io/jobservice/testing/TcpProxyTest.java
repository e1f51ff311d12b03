package io.jobservice.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

class TcpProxyTest {

  private final RedisServer server = RedisServer.shared();
  private final TcpProxy proxy = TcpProxy.to(server);
  private final String key = "proxy-test:" + UUID.randomUUID();

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void passesEverythingOnWhenNothingIsArmed() {
    String large = "x".repeat(1_000_000);
    try (var jedis = client()) {
      jedis.set(key, large);
      assertThat(jedis.get(key)).isEqualTo(large);
    }
  }

  @Test
  void aLostReplyMeansThatTheCommandWasDoneAndTheClientDoesNotKnow() throws Exception {
    try (var jedis = client()) {
      jedis.ping();
      var lost = proxy.loseReplyTo(key);

      assertThatThrownBy(() -> jedis.incr(key)).isInstanceOf(JedisConnectionException.class);

      assertThat(lost.await(Duration.ofSeconds(1))).isTrue();
      assertThat(direct(key)).isEqualTo("1");
    }
  }

  @Test
  void requestsWithoutTheMarkerAreLeftAlone() {
    try (var jedis = client()) {
      var lost = proxy.loseReplyTo("no request has this");

      assertThat(jedis.incr(key)).isEqualTo(1);
      assertThat(lost.hasHappened()).isFalse();
    }
  }

  @Test
  void aLossHappensOnceAndEachCallArmsOneMore() {
    proxy.loseReplyTo(key);
    proxy.loseReplyTo(key);
    for (int i = 0; i < 2; i++) {
      try (var jedis = client()) {
        assertThatThrownBy(() -> jedis.incr(key)).isInstanceOf(JedisConnectionException.class);
      }
    }
    try (var jedis = client()) {
      assertThat(jedis.incr(key)).isEqualTo(3);
    }
  }

  @Test
  void theNextReplyIsLostWhateverWasAsked() {
    try (var jedis = client()) {
      jedis.ping();
      proxy.loseNextReply();

      assertThatThrownBy(() -> jedis.incr(key)).isInstanceOf(JedisConnectionException.class);
      assertThat(direct(key)).isEqualTo("1");
    }
  }

  @Test
  void findsAMarkerThatIsSplitOverReads() throws Exception {
    proxy.loseReplyTo(key);
    try (var socket = new Socket(proxy.host(), proxy.port())) {
      socket.setTcpNoDelay(true);
      for (byte b : ("INCR " + key + "\r\n").getBytes(UTF_8)) {
        socket.getOutputStream().write(b);
      }
      assertThat(readToEnd(socket)).isEmpty();
    }
    assertThat(direct(key)).isEqualTo("1");
  }

  @Test
  void aLongRequestWithTheMarkerAtItsBeginningArrivesWhole() throws Exception {
    String large = "y".repeat(2_000_000);
    proxy.loseReplyTo(key);
    try (var jedis = client()) {
      assertThatThrownBy(() -> jedis.set(key, large)).isInstanceOf(JedisConnectionException.class);
    }
    assertThat(direct(key)).isEqualTo(large);
  }

  @Test
  void theWholePipelineOfALostReplyIsCarriedOut() throws Exception {
    proxy.loseReplyTo(key + ":marked");
    try (var socket = new Socket(proxy.host(), proxy.port())) {
      String pipeline = "INCR " + key + "\r\nSET " + key + ":marked 1\r\nINCR " + key + "\r\n";
      socket.getOutputStream().write(pipeline.getBytes(UTF_8));
      assertThat(readToEnd(socket)).isEmpty();
    }
    assertThat(direct(key)).isEqualTo("2");
    assertThat(direct(key + ":marked")).isEqualTo("1");
  }

  @Test
  void aCutClosesOpenConnectionsAndLetsNewOnesIn() {
    try (var jedis = client()) {
      jedis.ping();
      proxy.cut();

      assertThatThrownBy(jedis::ping).isInstanceOf(JedisConnectionException.class);
    }
    try (var jedis = client()) {
      assertThat(jedis.ping()).isEqualTo("PONG");
    }
  }

  @Test
  void refusesNewConnectionsOnRequestAndKeepsTheOpenOnes() {
    try (var open = client()) {
      open.ping();
      proxy.refuseConnections(true);

      assertThat(open.ping()).isEqualTo("PONG");
      assertThatThrownBy(() -> client().ping()).isInstanceOf(JedisConnectionException.class);

      proxy.refuseConnections(false);
      try (var jedis = client()) {
        assertThat(jedis.ping()).isEqualTo("PONG");
      }
    }
  }

  @Test
  void delaysEachDirection() {
    try (var jedis = client()) {
      jedis.ping();
      proxy.delay(Duration.ofMillis(60));

      long begin = System.nanoTime();
      jedis.ping();
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofMillis(120), Duration.ofSeconds(2));
    }
  }

  @Test
  void aFrozenNetworkDeliversLater() {
    try (var jedis = client()) {
      jedis.ping();
      proxy.freeze(true);
      assertThatThrownBy(() -> jedis.set(key, "late")).hasMessageContaining("Read timed out");

      assertThat(direct(key)).isNull();

      proxy.freeze(false);
      await().until(() -> "late".equals(direct(key)));
    }
  }

  @Test
  void forgetsConnectionsThatEnded() {
    try (var jedis = client()) {
      jedis.ping();
      assertThat(proxy.connections()).isEqualTo(1);
    }
    await().until(() -> proxy.connections() == 0);
  }

  private Jedis client() {
    return new Jedis(proxy.host(), proxy.port(), 1000);
  }

  private String direct(String name) {
    try (var jedis = new Jedis(server.host(), server.port())) {
      return jedis.get(name);
    }
  }

  private static byte[] readToEnd(Socket socket) throws IOException {
    socket.setSoTimeout(5000);
    return socket.getInputStream().readAllBytes();
  }
}
