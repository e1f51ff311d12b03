package io.jobservice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerBinaryTest {

  @TempDir Path temp;

  @Test
  void takesTheFirstServerOfThePathThatIsNewEnough() throws Exception {
    program("old", "redis-server", "echo 'Redis server v=6.0.16 sha=00000000:0 malloc=x bits=64'");
    Path good = program("good", "redis-server", "echo 'Redis server v=7.0.15 sha=0 bits=64'");
    program("other", "redis-server", "echo 'Redis server v=8.0.2 sha=0 bits=64'");

    assertThat(ServerBinary.find(path("none", "old", "good", "other"), temp))
        .isEqualTo(new ServerBinary(good, new ServerVersion(7, 0, 15)));
  }

  @Test
  void takesValkeyToo() throws Exception {
    Path valkey = program("bin", "valkey-server", "echo 'Valkey server v=8.1.0 sha=0 bits=64'");

    assertThat(ServerBinary.find(path("bin"), temp))
        .isEqualTo(new ServerBinary(valkey, new ServerVersion(8, 1, 0)));
  }

  @Test
  void passesOverWhatIsBroken() throws Exception {
    program("fails", "redis-server", "echo 'v=7.0.0'; exit 127");
    program("mute", "redis-server", "true");
    Files.writeString(Files.createDirectory(temp.resolve("plain")).resolve("redis-server"), "x");
    Files.createDirectories(temp.resolve("folder/redis-server"));
    Path good = program("good", "valkey-server", "echo 'Valkey server v=7.2.5'");

    assertThat(ServerBinary.find(path("fails", "mute", "plain", "folder", "good"), temp).path())
        .isEqualTo(good);
  }

  @Test
  void passesOverWhatHangs() throws Exception {
    program("hangs", "redis-server", "exec sleep 60");

    assertThat(ServerBinary.find(path("hangs"), temp).path().getParent()).isEqualTo(temp);
  }

  @Test
  void putsTheServerThatShipsWithUsInPlaceWhenThereIsNoOther() throws Exception {
    ServerBinary binary = ServerBinary.find(List.of(), temp);

    assertThat(binary.version()).isGreaterThanOrEqualTo(ServerVersion.LEAST);
    assertThat(binary.path().getParent()).isEqualTo(temp);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(binary.path())))
        .isEqualTo("rwx------");
  }

  @Test
  void usesItAgainWhenItIsThereAndReplacesHalfOfIt() throws Exception {
    Path path = ServerBinary.find(List.of(), temp).path();
    Object inode = Files.getAttribute(path, "unix:ino");
    ServerBinary.find(List.of(), temp);
    assertThat(Files.getAttribute(path, "unix:ino")).isEqualTo(inode);

    Files.write(path, new byte[1000]);
    assertThat(ServerBinary.find(List.of(), temp).version())
        .isGreaterThanOrEqualTo(ServerVersion.LEAST);
  }

  @Test
  void shipsAServerForTheCommonSystemsOnly() {
    assertThat(BundledServer.name("Linux", "amd64")).contains("redis-server-6.2.6-v5-linux-amd64");
    assertThat(BundledServer.name("Linux", "aarch64")).contains("redis-server-6.2.7-linux-arm64");
    assertThat(BundledServer.name("Mac OS X", "x86_64"))
        .contains("redis-server-6.2.6-v5-darwin-amd64");
    assertThat(BundledServer.name("Mac OS X", "aarch64"))
        .contains("redis-server-6.2.6-v5-darwin-arm64");
    assertThat(BundledServer.name("Linux", "riscv64")).isEmpty();
    assertThat(BundledServer.name("Windows 11", "amd64")).isEmpty();
  }

  @Test
  void readsThePathVariable() {
    assertThat(ServerBinary.searchPath("/a:/b c::d"))
        .containsExactly(Path.of("/a"), Path.of("/b c"), Path.of("d"));
    assertThat(ServerBinary.searchPath(null)).isEmpty();
  }

  private List<Path> path(String... folders) {
    return List.of(folders).stream().map(temp::resolve).toList();
  }

  private Path program(String folder, String name, String script) throws IOException {
    Path path = Files.createDirectories(temp.resolve(folder)).resolve(name);
    Files.writeString(path, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
