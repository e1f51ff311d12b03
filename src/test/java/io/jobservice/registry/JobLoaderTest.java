package io.jobservice.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.job.Job;
import io.jobservice.job.JobParameters;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    return JobLoader.load(folder.resolve("plugins"));
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
    assertThat(job.getClass().getClassLoader()).isNotSameAs(Job.class.getClassLoader());
    assertThat(type.factory().get()).as("an instance of its own").isNotSameAs(job);
  }

  @Test
  void aTypeWithoutALimitOfFailuresMayFailFourTimes() throws Exception {
    assertThat(load().find("DEMO").orElseThrow().maxFails()).isEqualTo(4);
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
