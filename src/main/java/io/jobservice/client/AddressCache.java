package io.jobservice.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses that were read from configuration files, kept in the user's cache folder because a
 * parser of YAML takes longer to load than everything else that a command does. No secret is in it.
 *
 * <p>There is one file for each configuration file. It counts while that is as old, as large and
 * the same file as it was, and was older by two seconds when it was read: a change within the same
 * tick of the file system would not be seen. What another user could have written, and what cannot
 * be read or written, is passed over in silence: then the configuration is read as if there were no
 * cache. Immutable.
 */
final class AddressCache {

  private static final String FORMAT = "jobservice address 1";

  private static final long TICK_MILLIS = 2_000;

  private static final Set<PosixFilePermission> OTHERS_MAY_WRITE =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Optional<Path> folder;

  /** The cache of the user to whom this environment belongs. */
  AddressCache(Map<String, String> env) {
    this.folder = folder(env);
  }

  private static Optional<Path> folder(Map<String, String> env) {
    String cache = env.getOrDefault("XDG_CACHE_HOME", "");
    String home = env.getOrDefault("HOME", "");
    String parent = cache.isEmpty() && !home.isEmpty() ? home + "/.cache" : cache;
    try {
      return Path.of(parent).isAbsolute()
          ? Optional.of(Path.of(parent, "jobservice", "addresses"))
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * What a configuration file says, from the cache or from itself.
   *
   * @param directory where a relative path starts
   * @param given the path of the file
   * @throws ClientException as {@link ServerFile#read} does
   */
  ServerAddress read(Path directory, Path given) throws ClientException {
    Path file = directory.resolve(given).toAbsolutePath();
    Optional<State> state = folder.isPresent() ? state(file) : Optional.empty();
    if (state.isEmpty()) {
      return ServerFile.read(directory, given).address();
    }
    Path entry = folder.get().resolve(Integer.toHexString(file.toString().hashCode()));
    Optional<ServerAddress> known = known(entry, state.get());
    if (known.isPresent()) {
      return known.get();
    }
    ServerAddress address = ServerFile.read(directory, given).address();
    keep(entry, state.get(), address);
    return address;
  }

  /** What must be as it was. */
  private record State(String path, long modified, long size, String identity) {

    List<String> lines() {
      return List.of(FORMAT, path, Long.toString(modified), Long.toString(size), identity);
    }
  }

  private static Optional<State> state(Path file) {
    if (file.toString().indexOf('\n') >= 0) {
      return Optional.empty();
    }
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new State(
              file.toString(),
              now.lastModifiedTime().toMillis(),
              now.size(),
              Objects.toString(now.fileKey())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<ServerAddress> known(Path entry, State state) {
    try {
      PosixFileAttributes attributes =
          Files.readAttributes(entry, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!isOurs(attributes)
          || attributes.lastModifiedTime().toMillis() < state.modified() + TICK_MILLIS) {
        return Optional.empty();
      }
      List<String> lines = Files.readAllLines(entry, UTF_8);
      int facts = state.lines().size();
      if (lines.size() != facts + 4 || !lines.subList(0, facts).equals(state.lines())) {
        return Optional.empty();
      }
      return Optional.of(
          new ServerAddress(
              lines.get(facts),
              lines.get(facts + 1),
              lines.get(facts + 2),
              Path.of(lines.get(facts + 3))));
    } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** Whoever writes it says where the secret is sent to. */
  private static boolean isOurs(PosixFileAttributes attributes) {
    return attributes.isRegularFile()
        && attributes.owner().getName().equals(System.getProperty("user.name"))
        && attributes.permissions().stream().noneMatch(OTHERS_MAY_WRITE::contains);
  }

  private static void keep(Path entry, State state, ServerAddress address) {
    String dataDir = address.dataDir().toString();
    List<String> facts = List.of(address.protocol(), address.host(), address.port(), dataDir);
    if (facts.stream().anyMatch(fact -> fact.indexOf('\n') >= 0 || fact.indexOf('\r') >= 0)) {
      return;
    }
    try {
      if (!isInOurs(entry)) {
        return;
      }
      Files.createDirectories(
          entry.getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path draft = Files.createTempFile(entry.getParent(), "draft-", "");
      String text = String.join("\n", state.lines()) + "\n" + String.join("\n", facts) + "\n";
      try {
        Files.writeString(draft, text);
        Files.move(draft, entry, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException | UnsupportedOperationException e) {
      // The next command reads the configuration again.
      return;
    }
  }

  /** With sudo the folder may be another user's, who could do nothing with what is ours. */
  private static boolean isInOurs(Path entry) throws IOException {
    Path near = entry.getParent();
    while (near != null && !Files.exists(near)) {
      near = near.getParent();
    }
    return near != null && Files.getOwner(near).getName().equals(System.getProperty("user.name"));
  }
}
