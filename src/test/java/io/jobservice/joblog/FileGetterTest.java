package io.jobservice.joblog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileGetterTest {

  private static final String ID = "0123456789abcdef01234567";

  @TempDir Path temp;

  private Path base() {
    return temp.resolve("logs");
  }

  private LogFolder folder(boolean sharded) {
    return new LogFolder(base(), sharded, new StoreMark(base(), new Random()));
  }

  private LogGetter getter() {
    return new FileGetter(folder(false));
  }

  private static String text(Optional<StoredLog> log) throws IOException {
    try (StoredLog open = log.orElseThrow()) {
      byte[] bytes = new byte[(int) open.end()];
      int read = 0;
      while (read < bytes.length) {
        read += open.read(read, bytes, read, bytes.length - read);
      }
      assertThat(open.read(read, new byte[1], 0, 1)).isEqualTo(-1);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private Path write(String name, String text) throws IOException {
    Path file = base().resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void aLogIsReadFromAnyPlaceAndGrows() throws IOException {
    Path file = write(ID + ".log", "one\n");
    try (StoredLog log = getter().open(ID).orElseThrow()) {
      assertThat(log.start()).isZero();
      assertThat(log.end()).isEqualTo(4);
      Files.writeString(file, "one\ntwo\n");
      byte[] into = new byte[6];
      assertThat(log.end()).isEqualTo(8);
      assertThat(log.read(4, into, 1, 4)).isEqualTo(4);
      assertThat(into).isEqualTo("\0two\n\0".getBytes(StandardCharsets.UTF_8));
      assertThat(log.read(8, into, 0, 4)).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLogIsFoundInEitherPlace(boolean sharded) throws IOException {
    LogGetter getter = new FileGetter(folder(sharded));
    write(ID + ".log", "flat");
    assertThat(text(getter.open(ID))).isEqualTo("flat");
    Files.delete(base().resolve(ID + ".log"));
    write("01/" + ID + ".log", "shard");
    assertThat(text(getter.open(ID))).isEqualTo("shard");
  }

  @Test
  void readingMakesNothing() throws IOException {
    LogGetter getter = getter();
    assertThat(getter.open(ID)).isEmpty();
    assertThat(getter.store()).matches("[0-9a-f]{16}");
    assertThat(base()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../secret", "a/b", "a\0b", "/etc/passwd", "\ud800", "é"})
  void idsOfAnyFormStayInTheFolder(String id) throws IOException {
    Files.writeString(temp.resolve("secret.log"), "secret");
    assertThat(getter().open(id)).isEmpty();
    LogFileName name = LogFileName.of(id);
    assertThat(name.text()).matches("x-[0-9a-f]{64}\\.log");
    assertThat(LogFileName.isOne(name.text())).isTrue();
    assertThat(name.text().substring(2)).startsWith(name.shard());
    write(name.text(), "found");
    assertThat(text(getter().open(id))).isEqualTo("found");
  }

  @Test
  void aVeryLongIdHasAShortName() {
    assertThat(LogFileName.of("x".repeat(4096)).text()).hasSize(70);
  }

  @Test
  void anExecutionOfAPeriodicJobHasItsIdAsName() {
    assertThat(LogFileName.of(ID + "@1795315490").text()).isEqualTo(ID + "@1795315490.log");
    assertThat(LogFileName.jobId(ID + "@1795315490.log")).contains(ID + "@1795315490");
    assertThat(LogFileName.isOne(".log-store")).isFalse();
    assertThat(LogFileName.isOne(ID + ".log.gz")).isFalse();
  }

  @Test
  void linksAreNotFollowed() throws IOException {
    Path secret = Files.writeString(temp.resolve("secret"), "secret");
    Files.createDirectories(base());
    Files.createSymbolicLink(base().resolve(ID + ".log"), secret);
    assertThatThrownBy(() -> getter().open(ID))
        .isInstanceOf(LogRefusedException.class)
        .hasMessageEndingWith(ID + ".log is no regular file");
  }

  @Test
  void aFolderThatIsALinkIsNotEntered() throws IOException {
    Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve(ID + ".log"), "secret");
    Files.createDirectories(base());
    Files.createSymbolicLink(base().resolve("01"), elsewhere);
    assertThatThrownBy(() -> getter().open(ID)).isInstanceOf(LogRefusedException.class);
  }

  @Test
  void aFileWithASecondNameIsRefused() throws IOException {
    Path secret = Files.writeString(temp.resolve("secret"), "secret");
    Files.createDirectories(base());
    Files.createLink(base().resolve(ID + ".log"), secret);
    assertThatThrownBy(() -> getter().open(ID))
        .isInstanceOf(LogRefusedException.class)
        .hasMessageEndingWith("has 2 hard links");
  }

  @Test
  void aPipeBlocksNobody() throws Exception {
    Files.createDirectories(base());
    Path pipe = base().resolve(ID + ".log");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThatThrownBy(() -> getter().open(ID)).isInstanceOf(LogRefusedException.class));
  }

  @Test
  void theMarkIsMadeWithTheFolderAndComesBackWithIt() throws IOException {
    LogFolder folder = folder(true);
    String mark = folder.mark().text();
    Path file = folder.place(LogFileName.of(ID));
    folder.make(file);
    Path kept = base().resolve(".log-store");
    assertThat(kept).hasContent(mark);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    assertThat(getter().store()).isEqualTo(mark);
    Files.delete(kept);
    Files.delete(file.getParent());
    Files.delete(base());
    assertThat(folder.mark().text()).isEqualTo(mark);
    folder.make(file);
    assertThat(kept).hasContent(mark);
    try (var files = Files.list(base())) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(".log-store", "01");
    }
  }

  @Test
  void nodesThatShareAFolderAgree() throws IOException {
    LogFolder one = folder(false);
    LogFolder other = folder(false);
    assertThat(one.mark().text()).isNotEqualTo(other.mark().text());
    one.make(one.place(LogFileName.of(ID)));
    other.make(other.place(LogFileName.of(ID)));
    assertThat(one.mark().text()).isEqualTo(other.mark().text());
  }

  @Test
  void aBrokenMarkIsWrittenAnew() throws IOException {
    LogFolder folder = folder(false);
    write(".log-store", "");
    String mark = folder.mark().text();
    folder.make(folder.place(LogFileName.of(ID)));
    assertThat(base().resolve(".log-store")).hasContent(mark);
  }
}
