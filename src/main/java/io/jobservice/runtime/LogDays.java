package io.jobservice.runtime;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The logs of earlier days beside a log: for {@code service.log} those are named {@code
 * service.2026-11-21.log}. Nothing else is ever touched.
 */
final class LogDays {

  private final Path file;
  private final String stem;
  private final String ending;
  private final Pattern ofDay;

  LogDays(Path file) {
    this.file = file;
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    this.stem = dot > 0 ? name.substring(0, dot) : name;
    this.ending = dot > 0 ? name.substring(dot) : "";
    this.ofDay =
        Pattern.compile(
            Pattern.quote(stem)
                + "\\.([0-9]{4}-[0-9]{2}-[0-9]{2})(\\.[0-9]+)?"
                + Pattern.quote(ending));
  }

  /** Moves the log aside, as that of a day. One that is there already is not replaced. */
  void putAside(LocalDate day) throws IOException {
    Path aside = file.resolveSibling(stem + "." + day + ending);
    for (int i = 1; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
      aside = file.resolveSibling(stem + "." + day + "." + i + ending);
    }
    Files.move(file, aside);
  }

  /** Deletes the logs of days before this one. */
  void deleteBefore(LocalDate oldest) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(file.getParent())) {
      for (Path entry : entries) {
        if (day(entry).filter(day -> day.isBefore(oldest)).isPresent()
            && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(entry);
        }
      }
    }
  }

  private Optional<LocalDate> day(Path entry) {
    Matcher name = ofDay.matcher(entry.getFileName().toString());
    try {
      return name.matches() ? Optional.of(LocalDate.parse(name.group(1))) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
