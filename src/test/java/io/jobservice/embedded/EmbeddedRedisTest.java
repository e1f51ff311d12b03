package io.jobservice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobservice.testing.RedisServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;

class EmbeddedRedisTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @TempDir Path dataDir;

  @AfterEach
  void leaveNoServerBehind() throws IOException {
    ServerFolder.in(dataDir).occupants().forEach(ServerProcess::kill);
  }

  @Test
  void answersOnTheLoopbackAddressToThoseWhoKnowThePassword() throws Exception {
    try (var redis = start();
        var jedis = client(redis)) {
      assertThat(redis.isAlive()).isTrue();
      assertThat(jedis.ping()).isEqualTo("PONG");
      assertThat(jedis.configGet("bind")).containsEntry("bind", "127.0.0.1");
      assertThatThrownBy(() -> new Jedis("127.0.0.1", redis.url().port()).ping())
          .isInstanceOfAny(JedisDataException.class, JedisAccessControlException.class)
          .hasMessageContaining("NOAUTH");
    }
  }

  @Test
  void prefersTheServerOfTheSystem() throws Exception {
    Path bin = Files.createDirectories(dataDir.resolve("bin"));
    Path installed = BundledServer.extract(bin).orElseThrow();
    Files.move(installed, bin.resolve("redis-server"));

    try (var redis = EmbeddedRedis.start(dataDir, TIMEOUT, List.of(bin))) {
      assertThat(Path.of("/proc", Long.toString(redis.pid()), "exe").toRealPath())
          .isEqualTo(bin.resolve("redis-server").toRealPath());
      assertThat(get(redis)).isNull();
    }
  }

  @Test
  void isGoneAfterClose() throws Exception {
    EmbeddedRedis redis = start();
    long pid = redis.pid();

    redis.close();
    redis.close();
    redis.ensureRunning();

    assertThat(redis.isAlive()).isFalse();
    assertThat(ServerProcess.of(pid).filter(ServerProcess::isAlive)).isEmpty();
  }

  @Test
  void keepsDataAndAddressOverAStopAndAStart() throws Exception {
    EmbeddedRedis first = start();
    set(first, "kept");
    first.close();

    try (var second = start()) {
      assertThat(get(second)).isEqualTo("kept");
      assertThat(second.url()).isEqualTo(first.url());
    }
  }

  @Test
  void runsAgainOnTheSameAddressWithItsDataAfterAKill() throws Exception {
    try (var redis = start()) {
      set(redis, "kept");
      long pid = redis.pid();
      ServerProcess.of(pid).orElseThrow().kill();
      assertThat(redis.isAlive()).isFalse();

      redis.ensureRunning();

      assertThat(redis.pid()).isNotEqualTo(pid);
      assertThat(get(redis)).isEqualTo("kept");
    }
  }

  @Test
  void leavesAServerThatRunsAlone() throws Exception {
    try (var redis = start()) {
      long pid = redis.pid();
      redis.ensureRunning();
      assertThat(redis.pid()).isEqualTo(pid);
    }
  }

  @Test
  void loadsAnAppendOnlyFileWhoseEndWasCutOff() throws Exception {
    EmbeddedRedis first = start();
    set(first, "kept");
    first.close();
    Files.writeString(
        folder().resolve("appendonly.aof"), "*3\r\n$3\r\nSET\r\n$1", StandardOpenOption.APPEND);

    try (var second = start()) {
      assertThat(get(second)).isEqualTo("kept");
    }
  }

  @Test
  void saysWhatTheServerSaidWhenItsFileIsBroken() throws Exception {
    EmbeddedRedis first = start();
    set(first, "lost");
    first.close();
    Files.writeString(folder().resolve("appendonly.aof"), "garbage\r\n".repeat(20));

    assertThatThrownBy(this::start)
        .isInstanceOf(EmbeddedRedisException.class)
        .hasMessageContaining("Bad file format");
  }

  @Test
  void takesOverTheServerThatAKilledDaemonLeft() throws Exception {
    EmbeddedRedis abandoned = start();
    set(abandoned, "kept");

    try (var adopted = start()) {
      assertThat(adopted.pid()).isEqualTo(abandoned.pid());
      assertThat(adopted.url()).isEqualTo(abandoned.url());
      assertThat(get(adopted)).isEqualTo("kept");
    }
    assertThat(abandoned.isAlive()).isFalse();
  }

  @Test
  void endsASurvivorThatItHasNoPasswordFor() throws Exception {
    EmbeddedRedis abandoned = start();
    set(abandoned, "kept");
    Files.writeString(folder().resolve("server.json"), "{\"port\": 1, \"garb");

    try (var redis = start()) {
      assertThat(abandoned.isAlive()).isFalse();
      assertThat(redis.pid()).isNotEqualTo(abandoned.pid());
      assertThat(get(redis)).isEqualTo("kept");
    }
  }

  @Test
  void endsASurvivorThatIsFrozen() throws Exception {
    EmbeddedRedis abandoned = start();
    set(abandoned, "kept");
    new ProcessBuilder("kill", "-STOP", Long.toString(abandoned.pid())).start().waitFor();

    try (var redis = EmbeddedRedis.start(dataDir, Duration.ofSeconds(2), List.of())) {
      assertThat(abandoned.isAlive()).isFalse();
      assertThat(get(redis)).isEqualTo("kept");
    }
  }

  @Test
  void aForeignListenerOnThePortOfTheLastRunIsNotTakenForOurs() throws Exception {
    EmbeddedRedis first = start();
    set(first, "kept");
    first.close();

    try (var foreigner = new ServerSocket(first.url().port(), 1, ServerState.loopback());
        var redis = start()) {
      assertThat(redis.url().port()).isNotEqualTo(foreigner.getLocalPort());
      assertThat(redis.url().password()).isNotEqualTo(first.url().password());
      assertThat(get(redis)).isEqualTo("kept");
    }
  }

  @Test
  void aForeignRedisOnThePortOfTheLastRunIsNotTakenForOurs() throws Exception {
    EmbeddedRedis first = start();
    first.close();
    try (var foreigner = RedisServer.start()) {
      new ServerState(foreigner.port(), first.url().password().orElseThrow()).write(folder());

      try (var redis = start()) {
        assertThat(redis.url().port()).isNotEqualTo(foreigner.port());
      }
    }
  }

  @Test
  void aRestartFailsWhileItsPortIsTakenAndWorksLater() throws Exception {
    try (var redis = start()) {
      ServerProcess.of(redis.pid()).orElseThrow().kill();
      try (var foreigner = new ServerSocket(redis.url().port(), 1, ServerState.loopback())) {
        assertThat(foreigner.isBound()).isTrue();
        assertThatThrownBy(redis::ensureRunning)
            .isInstanceOf(EmbeddedRedisException.class)
            .hasMessageContaining("Address already in use");
      }
      redis.ensureRunning();
      assertThat(redis.isAlive()).isTrue();
    }
  }

  @Test
  void refusesFilesOfAVersionThatItCannotRead() throws Exception {
    Files.createDirectories(folder().resolve("appendonlydir"));

    assertThatThrownBy(this::start)
        .isInstanceOf(EmbeddedRedisException.class)
        .hasMessageContaining("version 7 or newer");
  }

  @Test
  void itsPasswordIsInNoCommandLineAndInNoFileThatOthersRead() throws Exception {
    try (var redis = start()) {
      Path proc = Path.of("/proc", Long.toString(redis.pid()));
      String password = redis.url().password().orElseThrow();

      assertThat(password).hasSize(64);
      assertThat(Files.readString(proc.resolve("cmdline"))).doesNotContain(password);
      assertThat(Files.readString(proc.resolve("environ"))).doesNotContain(password);
      assertThat(modeOf(folder())).isEqualTo("rwx------");
      for (String name : List.of("server.json", "redis.conf")) {
        assertThat(modeOf(folder().resolve(name))).isEqualTo("rw-------");
      }
      assertThat(Files.readString(folder().resolve("redis.log"))).doesNotContain(password);
    }
  }

  @Test
  void livesInASessionOfItsOwn() throws Exception {
    try (var redis = start()) {
      String stat = Files.readString(Path.of("/proc", Long.toString(redis.pid()), "stat"));
      // After the name in parentheses: state, parent, process group, session.
      String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5)[3];

      assertThat(session).isEqualTo(Long.toString(redis.pid()));
    }
  }

  @Test
  void aServerThatHangsIsStoppedAllTheSame() throws Exception {
    EmbeddedRedis redis = start();
    new ProcessBuilder("kill", "-STOP", Long.toString(redis.pid())).start().waitFor();

    redis.close();

    await().atMost(Duration.ofSeconds(1)).until(() -> !redis.isAlive());
  }

  @Test
  void worksInAFolderWithAnOddName() throws Exception {
    Path odd = Files.createDirectory(dataDir.resolve("it's \"odd\" # dir"));
    try (var redis = EmbeddedRedis.start(odd, TIMEOUT, List.of())) {
      EmbeddedRedis again = EmbeddedRedis.start(odd, TIMEOUT, List.of());
      assertThat(again.pid()).isEqualTo(redis.pid());
    }
  }

  private EmbeddedRedis start() throws EmbeddedRedisException {
    return EmbeddedRedis.start(dataDir, TIMEOUT, List.of());
  }

  private Path folder() throws IOException {
    return ServerFolder.in(dataDir).path();
  }

  private static String modeOf(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static Jedis client(EmbeddedRedis redis) {
    return new Jedis(
        new HostAndPort(redis.url().host(), redis.url().port()),
        DefaultJedisClientConfig.builder().password(redis.url().password().orElseThrow()).build());
  }

  private static void set(EmbeddedRedis redis, String value) {
    try (var jedis = client(redis)) {
      jedis.set("key", value);
    }
  }

  private static String get(EmbeddedRedis redis) {
    try (var jedis = client(redis)) {
      return jedis.get("key");
    }
  }
}
