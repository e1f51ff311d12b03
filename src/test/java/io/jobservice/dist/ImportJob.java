package io.jobservice.dist;

import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The job of the README's scripts: counts the lines of the file that it is given. */
public final class ImportJob implements Job {

  /** Writes the plugin that holds it. */
  static void pack(Path jar) throws IOException {
    String entry = ImportJob.class.getName().replace('.', '/') + ".class";
    Files.createDirectories(jar.getParent());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        InputStream code = ImportJob.class.getResourceAsStream("/" + entry)) {
      out.putNextEntry(new JarEntry(entry));
      code.transferTo(out);
      out.putNextEntry(new JarEntry("META-INF/services/" + Job.class.getName()));
      out.write(ImportJob.class.getName().getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public String name() {
    return "IMPORT";
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    Path file = Path.of(parameters.getString("file").orElseThrow());
    if (Files.notExists(file)) {
      throw new IllegalStateException("there is no " + file);
    }
    context.result("{\"lines\":" + Files.readAllLines(file).size() + "}");
  }
}
