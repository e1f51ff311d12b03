package io.jobservice.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What lets Maven build a project that depends on this one without a network: a local repository in
 * a folder of the test, which is that of this build and, in it, what this build has made. Nothing
 * is installed outside of the folder.
 */
final class OfflineMaven implements AutoCloseable {

  /** Set by the build. */
  private static final Path HOME = Path.of(System.getProperty("maven.home"));

  private static final Path REPOSITORY = Path.of(System.getProperty("maven.repository"));
  private static final Path OURS = Path.of("io", "jobservice");

  private final Path repository;

  /**
   * Makes the repository.
   *
   * @param repository a folder that is not there yet
   */
  OfflineMaven(Path repository) throws IOException {
    this.repository = repository;
    Path ours = Files.createDirectories(repository.resolve(OURS));
    link(REPOSITORY, repository);
    link(REPOSITORY.resolve("io"), repository.resolve("io"));
    try (Stream<Path> found = Files.list(Path.of("target/jobservice/lib"))) {
      Path jar =
          found
              .filter(file -> file.getFileName().toString().matches("jobservice-.*\\.jar"))
              .findFirst()
              .orElseThrow();
      String version = jar.getFileName().toString().replaceAll("^jobservice-|\\.jar$", "");
      Path place = Files.createDirectories(ours.resolve("jobservice").resolve(version));
      Files.copy(jar, place.resolve(jar.getFileName()));
      Files.copy(Path.of("pom.xml"), place.resolve("jobservice-" + version + ".pom"));
    }
  }

  /** Links what is in a folder, but for what is in the other already: that is ours. */
  private static void link(Path from, Path to) throws IOException {
    if (Files.notExists(from)) {
      return;
    }
    try (Stream<Path> found = Files.list(from)) {
      for (Path entry : found.toList()) {
        if (Files.notExists(to.resolve(entry.getFileName()))) {
          Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
        }
      }
    }
  }

  /** Copies a project, so that whoever builds the copy does so without a network. */
  void copy(Path project, Path to) throws IOException {
    try (Stream<Path> found = Files.walk(project)) {
      for (Path entry : found.filter(Files::isRegularFile).toList()) {
        Path relative = project.relativize(entry);
        if (!relative.startsWith("target")) {
          Path file = to.resolve(relative.toString());
          Files.createDirectories(file.getParent());
          Files.copy(entry, file);
        }
      }
    }
    Path options = Files.createDirectories(to.resolve(".mvn")).resolve("maven.config");
    Files.writeString(options, "--offline\n-Dmaven.repo.local=" + repository.toAbsolutePath());
    if (Runtime.version().feature() >= 24) {
      // Else the JVM warns of what Maven itself does.
      Files.writeString(
          options.resolveSibling("jvm.config"),
          "--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED");
    }
    assertThat(programs().resolve("mvn")).exists();
  }

  /** Takes the links away, so that nobody who deletes the folder follows them. */
  @Override
  public void close() throws IOException {
    unlink(repository);
    unlink(repository.resolve("io"));
  }

  private static void unlink(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      for (Path link : found.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }

  /** The folder of the program. */
  static Path programs() {
    return HOME.resolve("bin");
  }
}
