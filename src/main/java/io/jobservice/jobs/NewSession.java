package io.jobservice.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a program is started as the leader of a session, and so of a process group, of its own.
 *
 * @param prefix what comes before the program; empty where there is no way, and then a group cannot
 *     be told from others
 */
public record NewSession(List<String> prefix) {

  private static final String IN_PERL =
      "use POSIX (); POSIX::setsid(); exec { $ARGV[0] } @ARGV;"
          + " print STDERR \"cannot run $ARGV[0]: $!\\n\"; exit 127";

  /** Copies the prefix. */
  public NewSession {
    prefix = List.copyOf(prefix);
  }

  /**
   * What this machine has: {@code setsid}, else {@code perl}.
   *
   * @param path the folders of programs, with colons between them
   */
  public static NewSession find(String path) {
    return program("setsid", path)
        .map(setsid -> new NewSession(List.of(setsid)))
        .or(() -> program("perl", path).map(NewSession::inPerl))
        .orElseGet(() -> new NewSession(List.of()));
  }

  static NewSession inPerl(String perl) {
    return new NewSession(List.of(perl, "-e", IN_PERL));
  }

  /** Whether programs get groups of their own. */
  boolean isGroup() {
    return !prefix.isEmpty();
  }

  /** Where a program is. */
  static Optional<String> program(String name, String path) {
    return Stream.concat(Stream.of(path.split(":", -1)), Stream.of("/usr/bin", "/bin"))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .map(Path::toString)
        .findFirst();
  }
}
