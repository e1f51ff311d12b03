package io.jobservice.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.job.Job;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs jobs of the tests as a plugin, for a node that is to have them while others are not. */
public final class TestPlugin {

  private TestPlugin() {}

  /** Writes a jar with these jobs, which need no other classes of ours. */
  public static void write(Path jar, List<Class<? extends Job>> jobs) throws IOException {
    Files.createDirectories(jar.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("META-INF/services/" + Job.class.getName()));
      zip.write(String.join("\n", jobs.stream().map(Class::getName).toList()).getBytes(UTF_8));
      for (Class<?> job : jobs) {
        String entry = job.getName().replace('.', '/') + ".class";
        zip.putNextEntry(new ZipEntry(entry));
        try (InputStream in = job.getResourceAsStream("/" + entry)) {
          in.transferTo(zip);
        }
      }
    }
  }
}
