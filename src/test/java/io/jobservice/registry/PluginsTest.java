package io.jobservice.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.jobservice.job.Job;
import io.jobservice.job.JobParameters;
import io.jobservice.testing.PluginJar;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What plugins may hold, and what becomes of those that are broken. */
class PluginsTest {

  @TempDir Path folder;

  private final Logger logger = (Logger) LoggerFactory.getLogger(JobLoader.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.WARN);
  }

  @AfterEach
  void stopListening() {
    logger.setLevel(null);
    logger.detachAppender(lines);
  }

  private Path plugins() {
    return folder.resolve("plugins");
  }

  private JobRegistry load() throws Exception {
    return JobLoader.load(plugins(), Map.of());
  }

  private String said() {
    return String.join("\n", lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
  }

  private String complaint(String plugin) {
    return lines.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.contains(plugin))
        .reduce("", (all, line) -> all + line + "\n");
  }

  private static PluginJar job(String name, String members) {
    return new PluginJar()
        .source(
            "plugin." + name,
            """
            package plugin;
            import io.jobservice.job.*;
            public class %s implements Job {
              public void run(JobContext context, JobParameters parameters) throws Exception {}
              %s
            }
            """
                .formatted(name, members))
        .jobs("plugin." + name);
  }

  private static PluginJar library(String version) {
    return new PluginJar()
        .source(
            "lib.Version",
            "package lib; public class Version { public static String get() { return \"%s\"; } }"
                .formatted(version));
  }

  private static PluginJar user(String name) {
    return job(
        name,
        """
        public String name() { return "%s"; }
        public String description() { return lib.Version.get(); }
        """
            .formatted(name));
  }

  private static String described(JobRegistry registry, String name) {
    return registry.find(name).orElseThrow().factory().get().description();
  }

  @Test
  void eachPluginHasItsOwnVersionOfALibrary() throws Exception {
    Path one = library("1.0").pack(plugins().resolve("one/lib.jar"));
    user("ONE").against(one).pack(plugins().resolve("one/job.jar"));
    Path two = library("2.0").pack(plugins().resolve("two/lib-2.0.jar"));
    user("TWO").against(two).pack(plugins().resolve("two/job.JAR"));

    JobRegistry registry = load();

    assertThat(described(registry, "ONE")).isEqualTo("1.0");
    assertThat(described(registry, "TWO")).isEqualTo("2.0");
    assertThat(registry.find("ONE").orElseThrow().source())
        .as("a folder is one plugin")
        .isEqualTo(plugins().resolve("one").toString());
    assertThat(said()).isEmpty();
  }

  @Test
  void aPluginBringsItsOwnOfWhatTheServiceHas() throws Exception {
    job(
            "Bringer",
            """
            public String name() { return "BRINGER"; }
            public String description() {
              ClassLoader context = Thread.currentThread().getContextClassLoader();
              return new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString("x")
                  + java.util.ServiceLoader.load(com.fasterxml.jackson.databind.Module.class)
                      .stream().count()
                  + (context == Bringer.class.getClassLoader());
            }
            """)
        .source(
            "com.fasterxml.jackson.databind.ObjectMapper",
            """
            package com.fasterxml.jackson.databind;
            public class ObjectMapper {
              public String writeValueAsString(Object value) { return "own " + value + " "; }
            }
            """)
        .source(
            "com.fasterxml.jackson.databind.Module",
            "package com.fasterxml.jackson.databind; public abstract class Module {}")
        .source(
            "own.Module",
            "package own; public class Module"
                + " extends com.fasterxml.jackson.databind.Module {}")
        .file("META-INF/services/com.fasterxml.jackson.databind.Module", "own.Module")
        .pack(plugins().resolve("bringer.jar"));

    assertThat(described(load(), "BRINGER")).isEqualTo("own x 1true");
  }

  @Test
  void noResourceOfTheServiceIsSeen() throws Exception {
    String wanted =
        String.join(
            "\", \"",
            "META-INF/services/com.fasterxml.jackson.core.JsonFactory",
            "META-INF/services/com.fasterxml.jackson.core.ObjectCodec",
            "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
            "META-INF/services/io.jobservice.joblog.LogBackend",
            "io/jobservice/job/Job.class",
            "logback.xml",
            "lua/submit.lua");
    job(
            "Looker",
            """
            public String name() { return "LOOKER"; }
            public void validate(JobParameters parameters) throws InvalidParametersException {
              try {
                for (String name : new String[] {"%s"}) {
                  if (getClass().getClassLoader().getResources(name).hasMoreElements()
                      || getClass().getClassLoader().getResource(name) != null) {
                    throw new InvalidParametersException("sees " + name);
                  }
                }
              } catch (java.io.IOException e) {
                throw new InvalidParametersException("cannot look");
              }
              if (!getClass().getClassLoader().getResource("own.txt").toString().contains("jar")) {
                throw new InvalidParametersException("does not see its own");
              }
              if (Thread.currentThread().getContextClassLoader() != getClass().getClassLoader()) {
                throw new InvalidParametersException("has another context class loader");
              }
            }
            """
                .formatted(wanted))
        .file("own.txt", "own")
        .pack(plugins().resolve("looker.jar"));
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    load().find("LOOKER").orElseThrow().factory().get().validate(JobParameters.none());

    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void everyQuestionToAJobIsAskedWithinItsPlugin() {
    List<String> asked =
        Arrays.stream(Job.class.getMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .map(Method::getName)
            .toList();
    assertThat(Arrays.stream(PluginJob.class.getDeclaredMethods()).map(Method::getName))
        .containsAll(asked);
  }

  @Test
  void whatCannotBeReadIsReportedAndTheRestIsThere() throws Exception {
    user("GOOD").source("lib.Version", VERSION).pack(plugins().resolve("good.jar"));
    byte[] whole = Files.readAllBytes(plugins().resolve("good.jar"));
    Files.write(plugins().resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(plugins().resolve("text.jar"), "this is no jar");
    Files.createFile(plugins().resolve("empty.jar"));
    Files.createSymbolicLink(plugins().resolve("lost.jar"), Path.of("nowhere.jar"));
    Files.createDirectory(plugins().resolve("nothing"));
    Files.createDirectory(plugins().resolve(".hidden"));
    Files.writeString(plugins().resolve(".hidden.jar"), "half copied");
    Files.writeString(plugins().resolve("notes.txt"), "no plugin");

    assertThat(load().types()).containsKeys("DEMO", "GOOD");

    for (String broken : List.of("half.jar", "text.jar", "empty.jar")) {
      assertThat(complaint(broken)).contains("left out", "cannot be read as a jar", "put it there");
    }
    assertThat(complaint("lost.jar")).contains("leads nowhere");
    assertThat(complaint("nothing")).contains("no jar in this folder");
    assertThat(said()).doesNotContain("hidden", "notes.txt", "good.jar");
  }

  private static final String VERSION =
      "package lib; public class Version { public static String get() { return \"1\"; } }";

  @Test
  void aFolderWithABrokenJarIsNoPlugin() throws Exception {
    Path lib = library("1.0").pack(plugins().resolve("one/lib.jar"));
    user("ONE").against(lib).pack(plugins().resolve("one/job.jar"));
    Files.writeString(lib, "this is no jar");

    assertThat(load().find("ONE")).isEmpty();
    assertThat(complaint("one/lib.jar")).contains("cannot be read as a jar");
  }

  @Test
  void aJobThatCannotBeMadeIsReportedWithWhatToDo() throws Exception {
    broken("Missing", "public String name() { return \"X\"; }")
        .without("plugin.Missing")
        .pack(jar("missing"));
    broken(
            "Static",
            "static { if (true) throw new IllegalArgumentException(\"too early\"); }" + NAME)
        .pack(jar("static"));
    broken("Constructor", "public Constructor() { throw new StackOverflowError(); }" + NAME)
        .pack(jar("constructor"));
    broken("Hidden", "private Hidden() {}" + NAME).pack(jar("hidden"));
    broken("Null", "public String name() { return null; }").pack(jar("null"));
    broken("Spaces", "public String name() { return \"two words\"; }").pack(jar("spaces"));
    broken(
            "Unspeakable",
            "public String name() { throw new RuntimeException() {"
                + " public String getMessage() { throw new Error(); } }; }")
        .pack(jar("unspeakable"));
    broken("Rules", NAME + "public int maxFails() { throw new NoSuchFieldError(\"gone\"); }")
        .pack(jar("rules"));
    Path lib = library("1").pack(folder.resolve("lib.jar"));
    broken("Needy", NAME + "lib.Version version = new lib.Version();")
        .against(lib)
        .pack(jar("needy"));
    library("1").jobs("lib.Version", "plugin.Nobody").pack(jar("strange"));
    PluginJar newer = broken("Newer", NAME);
    byte[] code = newer.classFile("plugin.Newer");
    code[7] = 99;
    newer.file("plugin/Newer.class", code).pack(jar("newer"));
    user("GOOD").source("lib.Version", VERSION).pack(jar("zgood"));

    assertThat(load().types()).containsKeys("DEMO", "GOOD").doesNotContainKeys("X", "two words");

    assertThat(complaint("/missing.jar")).contains("plugin.Missing not found", "META-INF/services");
    assertThat(complaint("/static.jar")).contains("IllegalArgumentException: too early at plugin.");
    assertThat(complaint("/constructor.jar")).contains("java.lang.StackOverflowError at plugin.");
    assertThat(complaint("/hidden.jar")).contains("no public constructor");
    assertThat(complaint("/null.jar")).contains("plugin.Null", "its name is 'null'");
    assertThat(complaint("/spaces.jar")).contains("'two words'", "1 to 128 of");
    assertThat(complaint("/unspeakable.jar")).contains("plugin.Unspeakable", "it fails with");
    assertThat(complaint("/rules.jar")).contains("another version", "NoSuchFieldError: gone");
    assertThat(complaint("/needy.jar"))
        .contains("needs the class lib.Version", "folder of their own");
    assertThat(complaint("/strange.jar")).contains("lib.Version not a subtype", "plugin.Nobody");
    assertThat(complaint("/newer.jar")).contains("newer Java", "--release");
    assertThat(complaint("zgood.jar")).isEmpty();
  }

  private static final String NAME = " public String name() { return \"X\"; } ";

  private static PluginJar broken(String name, String members) {
    return job(name, members);
  }

  private Path jar(String name) {
    return plugins().resolve(name + ".jar");
  }

  @Test
  void aPluginThatHoldsTheServiceItselfIsNoSecondDemo() throws Exception {
    new PluginJar()
        .source(
            "io.jobservice.jobs.DemoJob",
            """
            package io.jobservice.jobs;
            import io.jobservice.job.*;
            public class DemoJob implements Job {
              public String name() { return "DEMO"; }
              public void run(JobContext context, JobParameters parameters) {}
            }
            """)
        .source(
            "plugin.Own",
            """
            package plugin;
            import io.jobservice.job.*;
            public class Own implements Job {
              public String name() { return "OWN"; }
              public void run(JobContext context, JobParameters parameters) {}
            }
            """)
        .jobs("io.jobservice.jobs.DemoJob", "plugin.Own")
        .pack(jar("fat"));

    JobRegistry registry = load();

    assertThat(registry.find("OWN")).isPresent();
    assertThat(registry.find("DEMO").orElseThrow().source()).isEqualTo("the service");
    assertThat(complaint("fat.jar")).contains("jobservice itself", "'provided'");
  }

  @Test
  void twoFoldersOfOneNameOfAJobAreRefusedNamingBoth() throws Exception {
    user("SAME").source("lib.Version", VERSION).pack(plugins().resolve("one/a.jar"));
    Files.createDirectories(plugins().resolve("two"));
    Files.createSymbolicLink(plugins().resolve("two/b.jar"), plugins().resolve("one/a.jar"));
    assertThatThrownBy(this::load)
        .isInstanceOf(JobLoader.DuplicateJobException.class)
        .hasMessageContaining("SAME")
        .hasMessageContaining(plugins().resolve("one").toString())
        .hasMessageContaining(plugins().resolve("two").toString());
  }

  @Test
  void aFileInThePlaceOfTheFolderIsReported() throws Exception {
    Files.writeString(plugins(), "no folder");
    assertThat(load().types()).containsKey("DEMO");
    assertThat(said()).contains(plugins().toString(), "cannot be read as a folder");
  }
}
