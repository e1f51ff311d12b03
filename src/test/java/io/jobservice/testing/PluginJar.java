package io.jobservice.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.job.Job;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.slf4j.Logger;

/** A jar that a test writes: sources, compiled as those of a plugin are, and other files. */
public final class PluginJar {

  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new TreeMap<>();
  private final List<Path> libraries = new ArrayList<>();
  private final List<String> left = new ArrayList<>();

  /** A jar with a job that does what a method body says; its class is {@code plugin.NAME_}. */
  public static PluginJar job(String name, String body) {
    return new PluginJar()
        .source(
            "plugin." + name + "_",
            """
            package plugin;
            import io.jobservice.job.*;
            public class %s_ implements Job {
              public String name() { return "%s"; }
              public void run(JobContext context, JobParameters parameters) throws Exception {
                %s
              }
            }
            """
                .formatted(name, name, body))
        .jobs("plugin." + name + "_");
  }

  /** Adds a class. */
  public PluginJar source(String className, String text) {
    sources.put(className, text);
    return this;
  }

  /** Names the classes of jobs. */
  public PluginJar jobs(String... classNames) {
    return file("META-INF/services/" + Job.class.getName(), String.join("\n", classNames));
  }

  /** Adds a file. */
  public PluginJar file(String entry, String text) {
    return file(entry, text.getBytes(UTF_8));
  }

  /** Adds a file. */
  public PluginJar file(String entry, byte[] bytes) {
    entries.put(entry, bytes);
    return this;
  }

  /** Lets the sources use what a jar has, which is not packed. */
  public PluginJar against(Path jar) {
    libraries.add(jar);
    return this;
  }

  /** Leaves a class that was compiled out of the jar. */
  public PluginJar without(String className) {
    left.add(className);
    return this;
  }

  /** The file of a class of this jar. */
  public byte[] classFile(String className) {
    return compiled().get(className.replace('.', '/') + ".class");
  }

  /** Writes the jar. */
  public Path pack(Path jar) {
    Map<String, byte[]> all = new TreeMap<>();
    if (!sources.isEmpty()) {
      all.putAll(compiled());
    }
    left.forEach(name -> all.remove(name.replace('.', '/') + ".class"));
    all.putAll(entries);
    try {
      Files.createDirectories(jar.toAbsolutePath().getParent());
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file)) {
        for (Map.Entry<String, byte[]> entry : all.entrySet()) {
          out.putNextEntry(new JarEntry(entry.getKey()));
          out.write(entry.getValue());
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, byte[]> compiled() {
    try {
      Path folder = Files.createTempDirectory("plugin");
      try {
        return compiled(folder);
      } finally {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
            Files.delete(file);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, byte[]> compiled(Path folder) throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    List<String> words =
        new ArrayList<>(
            List.of("-proc:none", "-d", classes.toString(), "--release", "17", "-cp", classPath()));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve("src").resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      words.add(Files.writeString(file, source.getValue()).toString());
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler().run(null, said, said, words.toArray(new String[0]));
    assertThat(status).as(said.toString(UTF_8)).isZero();
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(classes)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String entry = classes.relativize(file).toString().replace('\\', '/');
        files.put(entry, Files.readAllBytes(file));
      }
    }
    return files;
  }

  /** What the author of a plugin has: the programming model and SLF4J. */
  private String classPath() {
    return Stream.concat(Stream.of(home(Job.class), home(Logger.class)), libraries.stream())
        .map(Path::toString)
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
