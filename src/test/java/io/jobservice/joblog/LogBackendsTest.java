package io.jobservice.joblog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.config.Config.LogTarget;
import io.jobservice.joblog.LogBackends.LogBackendException;
import io.jobservice.model.LogLevel;
import io.jobservice.registry.JobLoader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogBackendsTest {

  /** A plugin that appends to one file, and knows nothing of the service but the interfaces. */
  private static final String SOURCE =
      """
      package plugin;

      import io.jobservice.joblog.*;
      import java.nio.file.*;

      public class Kept implements LogBackend {
        public String name() { return "%s"; }
        public LogStore open(LogSettings settings) throws LogSettingsException {
          Path file = Path.of(settings.get("file").orElseThrow(
              () -> new LogSettingsException("file", "is required")));
          return run -> entries -> {
            for (LogEntry entry : entries) {
              Files.writeString(file,
                  run.jobId() + " " + entry.level() + " " + entry.message() + "\\n",
                  StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
          };
        }
      }
      """;

  @TempDir Path folder;

  private Path plugin(String jarName, String backend) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("src-" + jarName).resolve("plugin"));
    Path source = Files.writeString(sources.resolve("Kept.java"), SOURCE.formatted(backend));
    String classPath = System.getProperty("java.class.path");
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath, source.toString()))
        .isZero();
    Path jar = Files.createDirectories(folder.resolve("plugins")).resolve(jarName);
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("META-INF/services/io.jobservice.joblog.LogBackend"));
      zip.write("plugin.Kept".getBytes(UTF_8));
      try (Stream<Path> classes = Files.list(sources)) {
        for (Path file : classes.filter(f -> f.toString().endsWith(".class")).toList()) {
          zip.putNextEntry(new ZipEntry("plugin/" + file.getFileName()));
          zip.write(Files.readAllBytes(file));
        }
      }
    }
    return jar;
  }

  private LogBackends load() throws Exception {
    return LogBackends.load(
        JobLoader.load(folder.resolve("plugins"), Map.of()).plugins(),
        new Random(),
        InstantSource.system());
  }

  private static LogTarget target(String name, Map<String, String> settings) {
    return new LogTarget(name, LogLevel.INFO, settings, Optional.of(0.5));
  }

  @Test
  void theServiceBringsThree() throws Exception {
    assertThat(load().names()).isEqualTo("FILE, REDIS, STD_OUTPUT");
  }

  @Test
  void aPluginBringsItsOwn() throws Exception {
    plugin("a.jar", "KEPT");
    Path file = folder.resolve("kept");
    List<JobLogs.Place> places =
        load().open("job_loggers", List.of(target("KEPT", Map.of("file", file.toString()))));
    assertThat(places.get(0).kept()).contains(Duration.ofHours(12));
    try (LogFixture logs = new LogFixture(places, LogFixture.PLENTY);
        RunLog log = logs.open(LogFixture.ID)) {
      log.logger().info("hello");
    }
    assertThat(file).hasContent(LogFixture.ID + " INFO hello\n");
  }

  @Test
  void twoOfTheSameNameAreRefused() throws Exception {
    Path a = plugin("a.jar", "KEPT");
    Path b = plugin("b.jar", "KEPT");
    assertThatThrownBy(this::load)
        .isInstanceOf(LogBackendException.class)
        .hasMessageContaining("KEPT is registered twice: by plugin " + a + " and by plugin " + b);
  }

  @Test
  void onesNamedAsOneOfTheServiceAreRefused() throws Exception {
    plugin("a.jar", "FILE");
    assertThatThrownBy(this::load)
        .isInstanceOf(LogBackendException.class)
        .hasMessageContaining("FILE is registered twice: by the service and by plugin ");
  }

  @Test
  void aNameThatNobodyBringsIsToldWithThoseThatThereAre() throws Exception {
    plugin("a.jar", "KEPT");
    LogBackends backends = load();
    assertThatThrownBy(() -> backends.open("job_loggers", List.of(target("SYSLOG", Map.of()))))
        .isInstanceOf(LogBackendException.class)
        .hasMessageStartingWith(
            "job_loggers[0].name: there is no log back end 'SYSLOG' here; there are FILE, KEPT,"
                + " REDIS, STD_OUTPUT.");
  }

  @Test
  void aSettingThatABackEndRefusesIsNamed() throws Exception {
    plugin("a.jar", "KEPT");
    LogBackends backends = load();
    assertThatThrownBy(() -> backends.open("job_loggers", List.of(target("KEPT", Map.of()))))
        .isInstanceOf(LogBackendException.class)
        .hasMessage("job_loggers[0].settings.file: is required");
  }

  @Test
  void redisIsForJobsOnly() throws Exception {
    LogBackends backends = load();
    assertThatThrownBy(() -> backends.open("loggers", List.of(target("REDIS", Map.of()))))
        .isInstanceOf(LogBackendException.class)
        .hasMessageContaining("it is for the logs of jobs only");
  }
}
