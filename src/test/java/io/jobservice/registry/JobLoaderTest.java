package io.jobservice.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.jobservice.job.Job;
import io.jobservice.job.JobParameters;
import io.jobservice.jobs.CleanEnvironment;
import io.jobservice.jobs.CommandHost;
import io.jobservice.model.Backoff;
import io.jobservice.model.CommandDefinition;
import io.jobservice.model.RateLimit;
import io.jobservice.model.TypePolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class JobLoaderTest {

  private static final String SOURCE =
      """
      package plugin;

      import io.jobservice.job.*;

      public class %s implements Job {
        public String name() { return "%s"; }
        public int maxFails() { return 2; }
        public void validate(JobParameters parameters) throws InvalidParametersException {
          for (String name : new String[] {%s}) {
            try {
              Class.forName(name);
              throw new InvalidParametersException("sees " + name);
            } catch (ClassNotFoundException e) {
              // As it should be.
            }
          }
        }
        public void run(JobContext context, JobParameters parameters) {
          org.slf4j.LoggerFactory.getLogger("plugin").debug("runs");
        }
      }
      """;

  private static final String HIDDEN =
      "\"com.fasterxml.jackson.databind.ObjectMapper\", \"io.jobservice.model.JobId\","
          + " \"io.jobservice.jobs.DemoJob\", \"redis.clients.jedis.RedisClient\","
          + " \"picocli.CommandLine\", \"ch.qos.logback.classic.Logger\"";

  @TempDir Path folder;

  private Path plugin(String jar, String className, String jobName) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("src-" + jar).resolve("plugin"));
    Path source = sources.resolve(className + ".java");
    Files.writeString(source, SOURCE.formatted(className, jobName, HIDDEN));
    String classPath = System.getProperty("java.class.path");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-cp", classPath, source.toString());
    assertThat(status).isZero();
    return jar(
        jar, "plugin." + className, sources.resolve(className + ".class"), "plugin/" + className);
  }

  private Path jar(String name, String service, Path classFile, String entry) throws IOException {
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    Path jar = plugins.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("META-INF/services/io.jobservice.job.Job"));
      zip.write(service.getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry(entry + ".class"));
      if (classFile != null) {
        zip.write(Files.readAllBytes(classFile));
      }
    }
    return jar;
  }

  private JobRegistry load() throws Exception {
    return load(Map.of());
  }

  private JobRegistry load(Map<String, TypePolicy> policies) throws Exception {
    return JobLoader.load(folder.resolve("plugins"), policies);
  }

  @Test
  void theServiceBringsTheDemoJob() throws Exception {
    assertThat(load().find("DEMO")).get().extracting(JobType::source).isEqualTo("the service");
  }

  @Test
  void aPluginSeesTheProgrammingModelAndNothingElseOfOurs() throws Exception {
    plugin("a.jar", "Plain", "PLAIN");
    JobType type = load().find("PLAIN").orElseThrow();
    assertThat(type.maxFails()).isEqualTo(2);
    assertThat(type.source()).endsWith("a.jar");
    Job job = type.factory().get();
    job.validate(JobParameters.none());
    job.run(null, JobParameters.none());
    assertThat(type.factory().get()).as("an instance of its own").isNotSameAs(job);
  }

  @Test
  void aTypeWithoutALimitOfFailuresMayFailFourTimes() throws Exception {
    assertThat(load().find("DEMO").orElseThrow().maxFails()).isEqualTo(4);
  }

  @Test
  void theConfigurationComesBeforeTheClass() throws Exception {
    plugin("a.jar", "Plain", "PLAIN");
    Backoff backoff = Backoff.fixed(Duration.ofSeconds(5));
    RateLimit limit = new RateLimit(5, Duration.ofMinutes(1));
    TypePolicy policy =
        new TypePolicy(
            OptionalInt.of(9),
            Optional.of(backoff),
            OptionalInt.of(3),
            OptionalInt.of(10),
            Optional.of(Duration.ofHours(1)),
            Optional.of(limit),
            OptionalInt.empty());

    JobRegistry registry = load(Map.of("PLAIN", policy));

    JobType plain = registry.find("PLAIN").orElseThrow();
    assertThat(plain)
        .isEqualTo(
            new JobType(
                "PLAIN",
                plain.source(),
                plain.factory(),
                9,
                3,
                10,
                Optional.of(Duration.ofHours(1)),
                backoff,
                Optional.of(limit),
                plain.description(),
                plain.parameters(),
                JobType.DEFAULT_TIME_TO_OBEY));
    JobType demo = registry.find("DEMO").orElseThrow();
    assertThat(demo)
        .as("what has no policy")
        .isEqualTo(
            new JobType(
                "DEMO",
                "the service",
                demo.factory(),
                4,
                0,
                1,
                Optional.empty(),
                Backoff.standard(),
                Optional.empty(),
                demo.description(),
                demo.parameters(),
                JobType.DEFAULT_TIME_TO_OBEY));
  }

  private JobRegistry withCommands(Map<String, TypePolicy> policies, String... names)
      throws Exception {
    CommandHost host =
        CommandHost.open(
            Runnable::run, new CleanEnvironment(Set.of()), Map.of(), folder.resolve("runs"));
    CommandDefinition one = CommandDefinition.of("X", folder, List.of("true"));
    List<CommandDefinition> commands =
        Stream.of(names)
            .map(
                name ->
                    new CommandDefinition(
                        name,
                        one.command(),
                        "does nothing",
                        one.env(),
                        one.cwd(),
                        Optional.of(Duration.ofMinutes(1)),
                        OptionalInt.of(2),
                        OptionalInt.of(3),
                        one.parameters(),
                        one.user(),
                        one.jsonOnStdin(),
                        one.successExitCodes(),
                        one.retryExitCodes(),
                        one.stopSignal(),
                        Duration.ofSeconds(7)))
            .toList();
    return JobLoader.load(folder.resolve("plugins"), policies, CommandJobs.of(commands, host));
  }

  @Test
  void programsAreTypesWithRulesOfTheirOwn() throws Exception {
    TypePolicy policy =
        new TypePolicy(
            OptionalInt.of(9),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty());

    JobType type = withCommands(Map.of("PROGRAM", policy), "PROGRAM").find("PROGRAM").orElseThrow();

    assertThat(type.source()).isEqualTo("the configuration");
    assertThat(type.maxFails()).as("the policy's").isEqualTo(9);
    assertThat(type.maxConcurrency()).isEqualTo(3);
    assertThat(type.timeout()).contains(Duration.ofMinutes(1));
    assertThat(type.timeToObey()).isEqualTo(Duration.ofSeconds(9));
    assertThat(type.factory().get().description()).isEqualTo("does nothing");
  }

  @Test
  void aProgramWithTheNameOfAnotherTypeIsRefused() throws Exception {
    assertThatThrownBy(() -> withCommands(Map.of(), "DEMO"))
        .hasMessage(
            "the job name DEMO is registered twice: by the service and by the configuration");
  }

  @Test
  void whatAPolicyLeavesOutIsLeftToTheClass() throws Exception {
    plugin("a.jar", "Plain", "PLAIN");
    assertThat(load(Map.of("PLAIN", TypePolicy.none())).find("PLAIN").orElseThrow().maxFails())
        .isEqualTo(2);
  }

  @Test
  void aPolicyForWhatIsNotRegisteredHereIsOnlyWarnedOf() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(JobLoader.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.WARN);
    try {
      assertThat(load(Map.of("ELSEWHERE", TypePolicy.none())).find("ELSEWHERE")).isEmpty();
    } finally {
      logger.setLevel(null);
      logger.detachAppender(lines);
    }
    assertThat(lines.list)
        .filteredOn(line -> line.getLevel() == Level.WARN)
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains("jobs.types.ELSEWHERE: no job type of this name is registered here");
  }

  @Test
  void whatCannotBeLoadedIsLeftOutAndTheRestIsThere() throws Exception {
    Files.createDirectories(folder.resolve("plugins"));
    Files.writeString(folder.resolve("plugins/broken.jar"), "this is no jar");
    jar("missing.jar", "plugin.Missing", null, "plugin/Other");
    jar("garbage.jar", "plugin.Garbage", null, "plugin/Garbage");
    plugin("good.jar", "Good", "GOOD");
    plugin("name.jar", "Name", "a name that is none");
    try (Stream<String> names = load().types().keySet().stream()) {
      assertThat(names.filter(name -> List.of("DEMO", "GOOD").contains(name))).hasSize(2);
    }
    assertThat(load().types()).doesNotContainKey("a name that is none");
  }

  @Test
  void twoSourcesOfOneNameAreRefusedNamingBoth() throws Exception {
    plugin("a.jar", "One", "SAME");
    plugin("b.jar", "Two", "SAME");
    assertThatThrownBy(this::load)
        .isInstanceOf(JobLoader.DuplicateJobException.class)
        .hasMessageContaining("SAME")
        .hasMessageContaining("a.jar")
        .hasMessageContaining("b.jar");
  }
}
