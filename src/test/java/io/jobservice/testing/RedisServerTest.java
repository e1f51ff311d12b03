package io.jobservice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

class RedisServerTest {

  @Test
  void theSharedServerIsOneAndAnswers() {
    RedisServer server = RedisServer.shared();

    assertThat(RedisServer.shared()).isSameAs(server);
    try (var jedis = new Jedis(server.host(), server.port())) {
      assertThat(jedis.ping()).isEqualTo("PONG");
    }
  }

  @Test
  void aKillLosesNothingThatWasAcknowledged() {
    try (var server = RedisServer.start()) {
      try (var jedis = new Jedis(server.host(), server.port())) {
        for (int i = 0; i < 500; i++) {
          jedis.rpush("list", "entry " + i);
        }
      }

      server.kill();
      server.restart();

      try (var jedis = new Jedis(server.host(), server.port())) {
        assertThat(jedis.llen("list")).isEqualTo(500);
      }
    }
  }

  @Test
  void aStoppedServerRefusesConnectionsUntilItIsStartedAgain() {
    try (var server = RedisServer.start()) {
      server.stop();

      assertThatThrownBy(() -> ping(server)).isInstanceOf(JedisConnectionException.class);

      server.restart();
      assertThat(ping(server)).isEqualTo("PONG");
    }
  }

  @Test
  void aFrozenServerIsSilentUntilItIsThawed() {
    try (var server = RedisServer.start()) {
      server.freeze();

      assertThatThrownBy(() -> ping(server)).hasMessageContaining("Read timed out");

      server.thaw();
      assertThat(ping(server)).isEqualTo("PONG");
    }
  }

  private static String ping(RedisServer server) {
    try (var jedis = new Jedis(server.host(), server.port(), 300)) {
      return jedis.ping();
    }
  }
}
