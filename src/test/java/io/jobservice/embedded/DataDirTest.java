package io.jobservice.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirTest {

  @TempDir Path temp;

  @Test
  void makesAFolderThatOnlyItsOwnerEnters() throws Exception {
    Path path = temp.resolve("a/b");
    try (var dir = DataDir.open(path)) {
      assertThat(dir.path()).isEqualTo(path);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void canBeOpenedAgainAfterItWasClosed() throws Exception {
    DataDir.open(temp).close();
    try (var dir = DataDir.open(temp)) {
      assertThat(dir.path()).isEqualTo(temp);
    }
  }

  @Test
  void aSecondHoldOfTheSameProcessIsRefusedAndDoesNotBreakTheFirst() throws Exception {
    try (var dir = DataDir.open(temp)) {
      assertThatThrownBy(() -> DataDir.open(dir.path()))
          .isInstanceOf(DataDirException.class)
          .hasMessageContaining(temp.toString())
          .hasMessageContaining("pid " + ProcessHandle.current().pid());

      assertThat(firstLineOf(holder(temp))).contains("pid " + ProcessHandle.current().pid());
    }
  }

  @Test
  void aHoldOfAnotherProcessIsRefusedWithItsNumberAndEndsWithIt() throws Exception {
    Process other = holder(temp);
    assertThat(firstLineOf(other)).isEqualTo("held");

    assertThatThrownBy(() -> DataDir.open(temp))
        .isInstanceOf(DataDirException.class)
        .hasMessageContaining(temp.toString())
        .hasMessageContaining("pid " + other.pid());

    other.destroyForcibly().waitFor();
    DataDir.open(temp).close();
  }

  @Test
  void namesTheFolderThatCannotBeMade() throws Exception {
    Path file = Files.createFile(temp.resolve("file"));

    assertThatThrownBy(() -> DataDir.open(file.resolve("dir")))
        .isInstanceOf(DataDirException.class)
        .hasMessageContaining(file.resolve("dir").toString());
  }

  private static Process holder(Path path) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            path.toString())
        .redirectErrorStream(true)
        .start();
  }

  private static String firstLineOf(Process process) throws Exception {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
  }

  /** Another daemon: holds a folder until its input ends, or says why it cannot. */
  static final class Holder {

    public static void main(String[] args) throws Exception {
      try (var dir = DataDir.open(Path.of(args[0]))) {
        System.out.println(dir.path().equals(Path.of(args[0])) ? "held" : "astray");
        System.in.transferTo(OutputStream.nullOutputStream());
      } catch (DataDirException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
