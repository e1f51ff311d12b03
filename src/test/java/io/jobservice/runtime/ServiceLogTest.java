package io.jobservice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.jobservice.config.Config;
import io.jobservice.config.Config.LogTarget;
import io.jobservice.config.ConfigLoader;
import io.jobservice.joblog.LogBackend;
import io.jobservice.joblog.LogEntry;
import io.jobservice.joblog.LogRun;
import io.jobservice.joblog.LogSettings;
import io.jobservice.joblog.LogSettingsException;
import io.jobservice.joblog.LogStore;
import io.jobservice.joblog.LogWriter;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;

/** The service's own log on loggers of its own, through real files. */
class ServiceLogTest {

  @TempDir Path dir;
  private final LoggerContext context = new LoggerContext();
  private final SetTime time = new SetTime("2026-11-20T22:00:00Z");
  private ServiceLog log;

  @BeforeEach
  void prepare() {
    context.setMDCAdapter(MDC.getMDCAdapter());
    log = new ServiceLog(context, true, time, time::nanos);
  }

  @AfterEach
  void clear() {
    MDC.clear();
  }

  private Config config(String loggers) throws Exception {
    Path file = dir.resolve("config.yml");
    Files.writeString(
        file,
        """
        worker_pool:
          redis_pool:
            redis_url: redis://user:p%%2Fss-word@127.0.0.1:1
        context:
          properties:
            api_token: tell-nobody
            colour: green
        loggers:
        %s"""
            .formatted(loggers));
    return ConfigLoader.load(
            file, Map.of("CORE_SECRET", "core-secret", "JOBSERVICE_SECRET", "own-secret"))
        .config();
  }

  private static String file(String name, String level, String format) {
    return """
    - name: FILE
      level: %s
      settings: {base_dir: logs, filename: %s, format: %s}
    """
        .formatted(level, name, format);
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(dir.resolve("logs").resolve(name));
  }

  private Logger logger() {
    return context.getLogger("io.jobservice.redis.Redis");
  }

  @Test
  void eachBackEndWritesFromItsLevelOnInItsFormat() throws Exception {
    log.apply(config(file("a.log", "warning", "text") + file("b.log", "DEBUG", "json")));
    logger().debug("to one");
    logger().warn("to {}", "both", new IOException("disk\nfull"));

    assertThat(lines("a.log"))
        .singleElement()
        .asString()
        .matches(
            "\\S+Z WARN  \\[.+] Redis: to both \\| java.io.IOException: disk \\| full \\| at .+");
    assertThat(lines("b.log"))
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"time\":\"") && line.endsWith("}"));
    assertThat(lines("b.log").get(1)).contains("\"failure\":\"java.io.IOException: disk\\nfull\\n");
  }

  @Test
  void fatalIsWhatIsMarkedSo() throws Exception {
    log.apply(config(file("a.log", "FATAL", "text")));
    logger().error("bad");
    logger().error(MarkerFactory.getMarker("FATAL"), "worse");

    assertThat(lines("a.log")).singleElement().asString().contains(" FATAL [");
  }

  @Test
  void contextAndPairsAreShown() throws Exception {
    log.apply(config(file("a.log", "INFO", "text")));
    MDC.put("request", "7");
    logger().atInfo().addKeyValue("attempt", 2).log("hello");

    assertThat(lines("a.log"))
        .singleElement()
        .asString()
        .endsWith(": hello {attempt=2, request=7}");
  }

  @Test
  void noSecretIsWrittenWhoeverLogsIt() throws Exception {
    log.apply(config(file("a.log", "DEBUG", "text") + file("b.log", "DEBUG", "json")));
    log.hide("made-at-start");
    Throwable failure =
        new IllegalStateException("core-secret", new IOException("http://u:pw123@host"));
    MDC.put("who", "own-secret");
    logger().error("p/ss-word and p%2Fss-word, made-at-start, {}", "tell-nobody", failure);
    logger().atDebug().addKeyValue("core-secret", "own-secret").log("Authorization: Basic b2s=");
    logger().info("green");

    String all = lines("a.log") + "\n" + lines("b.log");
    assertThat(all)
        .contains("green", "*** and ***, ***, ***")
        .doesNotContain(
            "core-secret",
            "own-secret",
            "p/ss-word",
            "p%2Fss-word",
            "made-at-start",
            "tell-nobody",
            "pw123",
            "b2s=");
  }

  @Test
  void repeatsAreHeldBackAndTold() throws Exception {
    log.apply(config(file("a.log", "INFO", "text")));
    for (int i = 0; i < 133; i++) {
      logger().error("job {}: it fails", i);
    }
    assertThat(lines("a.log")).hasSize(10);
    time.pass(Duration.ofSeconds(10));
    log.tend();

    assertThat(lines("a.log")).hasSize(11);
    assertThat(lines("a.log").get(10))
        .matches("\\S+ ERROR .* job 0: it fails .. repeated 123 times in the last 10 s");
  }

  @Test
  void linesOfDebugAreNeverHeldBack() throws Exception {
    log.apply(config(file("a.log", "DEBUG", "text")));
    for (int i = 0; i < 50; i++) {
      logger().debug("again");
    }

    assertThat(lines("a.log")).hasSize(50);
  }

  @Test
  void whatWasHeldBackIsToldAtTheEnd() throws Exception {
    log.apply(config(file("a.log", "INFO", "text")));
    for (int i = 0; i < 12; i++) {
      logger().info("again");
    }
    log.close();
    logger().info("after the end");

    assertThat(lines("a.log"))
        .hasSize(11)
        .last()
        .asString()
        .endsWith("repeated 2 times in the last 1 s");
  }

  @Test
  void aLevelSetByHandComesBeforeThoseOfBackEnds() throws Exception {
    log.apply(config(file("a.log", "WARNING", "text")));
    log.levels().set("io.jobservice.redis", LogLevel.DEBUG);
    logger().debug("seen");
    context.getLogger("io.jobservice.api.Http").info("not seen");
    log.levels().set("io.jobservice.redis.Redis", LogLevel.FATAL);
    logger().error("not seen");
    log.levels().set("root", LogLevel.INFO);
    context.getLogger("io.jobservice.api.Http").info("seen too");
    context.getLogger("redis.clients.jedis").info("not seen, of a library");

    assertThat(lines("a.log")).hasSize(2);
    assertThat(lines("a.log").get(0)).endsWith(": seen");
    assertThat(lines("a.log").get(1)).endsWith(": seen too");
    assertThat(log.levels().levels())
        .containsEntry("ROOT", LogLevel.INFO)
        .containsEntry("io.jobservice.redis", LogLevel.DEBUG)
        .containsEntry("io.jobservice.redis.Redis", LogLevel.FATAL)
        .containsEntry("redis.clients", LogLevel.WARNING)
        .doesNotContainKey("io.jobservice.api.Http");
  }

  @Test
  void namesThatAreNoneAreRefused() {
    for (String name : List.of("", " ", "a..b", ".a", "a\nb", "x".repeat(201))) {
      assertThatThrownBy(() -> log.levels().set(name, LogLevel.INFO))
          .isInstanceOf(BadRequestException.class);
    }
  }

  @Test
  void noMoreThanAThousandLoggersAreKept() throws Exception {
    for (int i = 0; i < 1000; i++) {
      log.levels().set("a" + i, LogLevel.INFO);
    }
    log.levels().set("a7", LogLevel.DEBUG);

    assertThatThrownBy(() -> log.levels().set("b", LogLevel.INFO))
        .isInstanceOf(BadRequestException.class);
  }

  @Test
  void anotherConfigurationTakesOverAtOnce() throws Exception {
    log.apply(config(file("a.log", "INFO", "text") + file("c.log", "INFO", "text")));
    log.levels().set("ROOT", LogLevel.DEBUG);
    log.levels().set("io.jobservice", LogLevel.DEBUG);
    logger().info("one");
    log.apply(config(file("a.log", "INFO", "json") + file("b.log", "WARNING", "text")));
    logger().info("two");
    logger().debug("the level by hand is gone");

    assertThat(lines("a.log")).hasSize(2);
    assertThat(lines("a.log").get(1)).startsWith("{").contains("two");
    assertThat(lines("b.log")).isEmpty();
    assertThat(lines("c.log")).hasSize(1);
    assertThat(log.levels().levels())
        .containsEntry("ROOT", LogLevel.INFO)
        .doesNotContainKey("io.jobservice");
  }

  @Test
  void aBackEndThatCannotBeOpenedChangesNothing() throws Exception {
    log.apply(config(file("a.log", "INFO", "text")));
    Files.createDirectory(dir.resolve("logs/bad.log"));
    Config bad = config(file("c.log", "ERROR", "text") + file("bad.log", "ERROR", "text"));

    assertThatThrownBy(() -> log.apply(bad))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("loggers: FILE ERROR")
        .hasMessageContaining("bad.log");
    logger().info("still");
    assertThat(lines("a.log")).singleElement().asString().endsWith(": still");
  }

  @Test
  void aLogThatIsNotOursKeepsItsAppendersAndGetsItsLevelsBack() throws Exception {
    LoggerContext theirs = new LoggerContext();
    theirs.setMDCAdapter(MDC.getMDCAdapter());
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    theirs.getLogger("ROOT").addAppender(appender);
    theirs.getLogger("ROOT").setLevel(ch.qos.logback.classic.Level.WARN);
    ServiceLog other = new ServiceLog(theirs, false, time, time::nanos);
    other.apply(config(file("a.log", "INFO", "text")));
    other.levels().set("ROOT", LogLevel.DEBUG);
    theirs.getLogger("x").debug("seen");
    other.apply(config(file("a.log", "INFO", "text")));
    theirs.getLogger("x").info("not seen");

    assertThat(appender.list).hasSize(1);
    assertThat(dir.resolve("logs")).doesNotExist();
  }

  /** A back end as a plugin might bring it. */
  private static final class Kept implements LogBackend, LogStore, LogWriter {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile boolean broken;
    private volatile boolean closed;

    @Override
    public String name() {
      return "KEPT";
    }

    @Override
    public LogStore open(LogSettings settings) throws LogSettingsException {
      if (settings.get("place").isEmpty()) {
        throw new LogSettingsException("place", "is required");
      }
      return this;
    }

    @Override
    public LogWriter begin(LogRun run) {
      lines.add("log of " + run.jobId());
      return this;
    }

    @Override
    public void write(List<LogEntry> entries) throws IOException {
      if (broken) {
        throw new IOException("broken");
      }
      entries.forEach(e -> lines.add(e.level() + " " + e.source() + " " + e.message()));
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static LogTarget kept(Map<String, String> settings) {
    return new LogTarget("KEPT", LogLevel.INFO, settings, Optional.empty());
  }

  private static Optional<LogBackend> find(Kept kept, String name) {
    return Optional.<LogBackend>of(kept).filter(backend -> name.equals("KEPT"));
  }

  @Test
  void aBackEndOfAPluginGetsWhatCameBeforeItWasThere() throws Exception {
    Kept kept = new Kept();
    log.hide("s3cret");
    log.apply(List.of(kept(Map.of("place", "here"))));
    logger().info("early");
    log.use(name -> find(kept, name));
    logger().debug("not seen");
    logger().error("late", new IOException("s3cret\nmore"));
    log.close();

    assertThat(kept.lines)
        .startsWith("log of jobservice", "INFO io.jobservice.redis.Redis early")
        .hasSize(3);
    assertThat(kept.lines.get(2))
        .startsWith("ERROR io.jobservice.redis.Redis late\njava.io.IOException: ***\nmore\n\tat ");
    assertThat(kept.closed).isTrue();
  }

  @Test
  void aBackEndOfAPluginThatCannotWriteGetsItLater() throws Exception {
    Kept kept = new Kept();
    kept.broken = true;
    log.apply(List.of(kept(Map.of("place", "here"))));
    log.use(name -> find(kept, name));
    logger().info("one");
    await().atMost(Duration.ofSeconds(10)).until(() -> !kept.lines.isEmpty());
    logger().info("two");
    kept.broken = false;
    await().atMost(Duration.ofSeconds(10)).until(() -> kept.lines.size() == 3);
    log.close();

    assertThat(kept.lines.get(1)).endsWith(" one");
    assertThat(kept.lines.get(2)).endsWith(" two");
  }

  @Test
  void aBackEndOfAPluginThatStaysIsNotOpenedAgain() throws Exception {
    Kept kept = new Kept();
    log.apply(List.of(kept(Map.of("place", "here"))));
    log.use(name -> find(kept, name));
    log.apply(List.of(kept(Map.of("place", "here")), kept(Map.of("place", "there"))));

    assertThat(kept.closed).isFalse();
    log.apply(List.of(kept(Map.of("place", "there"))));
    assertThat(kept.closed).isTrue();
    log.close();
  }

  @Test
  void aBackEndThatNobodyBringsOrThatRefusesItsSettingsIsTold() throws Exception {
    log.apply(List.of(kept(Map.of())));

    assertThatThrownBy(() -> log.use(name -> Optional.empty()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("there is no log back end 'KEPT'");
    assertThatThrownBy(() -> log.use(name -> find(new Kept(), name)))
        .isInstanceOf(StartException.class)
        .hasMessage("loggers: KEPT: settings.place: is required");
  }
}
