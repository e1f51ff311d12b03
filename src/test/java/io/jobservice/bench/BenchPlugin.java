package io.jobservice.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.job.Job;
import io.jobservice.testing.NoopJob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** Packs the jobs of the benchmark as a plugin, as a team would do it. */
final class BenchPlugin {

  /** The first of many types that do nothing. */
  static final String CROWDED = "BENCH_T0000";

  private static final String SERVICE = "META-INF/services/" + Job.class.getName();

  private BenchPlugin() {}

  /** Writes a jar with the job that does nothing and the one that answers. */
  static void write(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      List<Class<?>> jobs = List.of(NoopJob.class, PingJob.class);
      put(zip, SERVICE, String.join("\n", jobs.stream().map(Class::getName).toList()));
      for (Class<?> job : jobs) {
        String entry = job.getName().replace('.', '/') + ".class";
        zip.putNextEntry(new ZipEntry(entry));
        try (InputStream in = job.getResourceAsStream("/" + entry)) {
          in.transferTo(zip);
        }
      }
    }
  }

  /** Writes a jar with many types that do nothing. */
  static void writeMany(Path jar, int types, Path scratch) throws IOException {
    Files.createDirectories(jar.getParent());
    Path source = Files.createDirectories(scratch).resolve("Crowd.java");
    StringBuilder text =
        new StringBuilder(
            """
            package crowd;
            import io.jobservice.job.Job;
            import io.jobservice.job.JobContext;
            import io.jobservice.job.JobParameters;
            public final class Crowd {
            """);
    List<String> services = new ArrayList<>();
    for (int i = 0; i < types; i++) {
      String name = "T%04d".formatted(i);
      services.add("crowd.Crowd$" + name);
      text.append(
          """
          public static final class %s implements Job {
            public String name() { return "BENCH_%s"; }
            public void run(JobContext context, JobParameters parameters) {}
          }
          """
              .formatted(name, name));
    }
    Files.writeString(source, text.append("}\n"));
    OutputStream none = OutputStream.nullOutputStream();
    String classPath = System.getProperty("java.class.path");
    String[] options = {"-proc:none", "-cp", classPath, source.toString()};
    if (ToolProvider.getSystemJavaCompiler().run(null, none, System.err, options) != 0) {
      throw new IllegalStateException("the crowd of types does not compile");
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
        var classes = Files.newDirectoryStream(scratch, "*.class")) {
      put(zip, SERVICE, String.join("\n", services));
      for (Path file : classes) {
        zip.putNextEntry(new ZipEntry("crowd/" + file.getFileName()));
        Files.copy(file, zip);
      }
    }
  }

  private static void put(ZipOutputStream zip, String entry, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(entry));
    zip.write(text.getBytes(UTF_8));
  }
}
