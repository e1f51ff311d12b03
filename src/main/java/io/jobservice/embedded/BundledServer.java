package io.jobservice.embedded;

import io.jobservice.config.PrivateFile;
import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The Redis server that ships in a library on the class path, for machines that have none. Old
 * (6.2), so a server of the system is preferred.
 */
public final class BundledServer {

  private BundledServer() {}

  /**
   * Puts the server for this operating system and processor into a folder, mode 0700, unless it is
   * there. A crash leaves no half of it under its name.
   *
   * @param folder a folder that is there
   * @return the executable; empty if none ships for this system
   * @throws IOException if it could not be written
   */
  public static Optional<Path> extract(Path folder) throws IOException {
    Optional<String> name = name(System.getProperty("os.name"), System.getProperty("os.arch"));
    URL resource =
        name.map(text -> BundledServer.class.getClassLoader().getResource(text)).orElse(null);
    if (resource == null) {
      return Optional.empty();
    }
    Path file = folder.resolve(name.get());
    URLConnection source = resource.openConnection();
    if (!Files.isExecutable(file) || Files.size(file) != source.getContentLengthLong()) {
      try (var content = source.getInputStream()) {
        PrivateFile.replace(file, content, "rwx------");
      }
    }
    return Optional.of(file);
  }

  /** The name of the resource for a system, as the JVM calls the system. */
  static Optional<String> name(String os, String arch) {
    String system = os.toLowerCase(Locale.ROOT);
    boolean arm = arch.equals("aarch64");
    boolean intel = arch.equals("amd64") || arch.equals("x86_64");
    if (system.startsWith("linux") && intel) {
      return Optional.of("redis-server-6.2.6-v5-linux-amd64");
    }
    if (system.startsWith("linux") && arm) {
      return Optional.of("redis-server-6.2.7-linux-arm64");
    }
    if (system.startsWith("mac") && intel) {
      return Optional.of("redis-server-6.2.6-v5-darwin-amd64");
    }
    if (system.startsWith("mac") && arm) {
      return Optional.of("redis-server-6.2.6-v5-darwin-arm64");
    }
    return Optional.empty();
  }
}
