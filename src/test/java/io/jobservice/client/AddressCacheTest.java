package io.jobservice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressCacheTest {

  private static final FileTime LONG_AGO = FileTime.fromMillis(1_700_000_000_000L);
  private static final Path CONFIG = Path.of("config.yml");

  @TempDir private Path directory;
  private Path home;
  private Path folder;
  private AddressCache cache;

  @BeforeEach
  void prepare() throws IOException {
    home = Files.createDirectory(directory.resolve("home"));
    folder = home.resolve(".cache/jobservice/addresses");
    cache = new AddressCache(Map.of("HOME", home.toString()));
    configure("1234", LONG_AGO);
  }

  private void configure(String port, FileTime time) throws IOException {
    Path file = directory.resolve(CONFIG);
    Files.writeString(file, "host: localhost\nport: " + port + "\ncore_secret: geheim\n");
    Files.setLastModifiedTime(file, time);
  }

  private String port() throws ClientException {
    return cache.read(directory, CONFIG).port();
  }

  private Path entry() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  /** Makes the entry say what the configuration does not, so that it shows when it is used. */
  private void mark() throws IOException {
    Files.writeString(entry(), Files.readString(entry()).replace("\n1234\n", "\n5678\n"));
  }

  @Test
  void whatWasReadIsKeptForItsUserAlone() throws Exception {
    ServerAddress first = cache.read(directory, CONFIG);

    assertThat(first)
        .isEqualTo(
            new ServerAddress("http", "localhost", "1234", directory.resolve("jobservice-data")));
    assertThat(cache.read(directory, CONFIG)).isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(Files.readString(entry())).doesNotContain("geheim");

    mark();
    assertThat(port()).isEqualTo("5678");
  }

  @Test
  void eachFileHasItsOwn() throws Exception {
    Path other = Path.of("other.yml");
    Files.writeString(directory.resolve(other), "port: 1\n");
    port();

    assertThat(cache.read(directory, other).port()).isEqualTo("1");
    assertThat(port()).isEqualTo("1234");
  }

  @Test
  void aFileThatChangedIsReadAgain() throws Exception {
    port();
    configure("9999", FileTime.fromMillis(LONG_AGO.toMillis() + 1));

    assertThat(port()).isEqualTo("9999");
  }

  @Test
  void aFileThatGrewInTheSameTickIsReadAgain() throws Exception {
    port();
    configure("12345", LONG_AGO);

    assertThat(port()).isEqualTo("12345");
  }

  @Test
  void anotherFileInItsPlaceIsReadAgain() throws Exception {
    port();
    Files.move(directory.resolve(CONFIG), directory.resolve("old.yml"));
    configure("4321", LONG_AGO);

    assertThat(port()).isEqualTo("4321");
  }

  @Test
  void whatWasReadInTheTickOfAChangeIsNotTrusted() throws Exception {
    port();
    mark();
    FileTime soon = FileTime.fromMillis(LONG_AGO.toMillis() + 1_999);
    Files.setLastModifiedTime(entry(), soon);

    assertThat(port()).isEqualTo("1234");
  }

  @Test
  void whatOthersCouldHaveWrittenIsNotTrusted() throws Exception {
    port();
    mark();
    Files.setPosixFilePermissions(entry(), PosixFilePermissions.fromString("rw--w----"));

    assertThat(port()).isEqualTo("1234");
  }

  @Test
  void aLinkIsNotFollowed() throws Exception {
    port();
    mark();
    Path entry = entry();
    Path elsewhere = directory.resolve("elsewhere");
    Files.move(entry, elsewhere);
    Files.createSymbolicLink(entry, elsewhere);

    assertThat(port()).isEqualTo("1234");
  }

  @Test
  void aBrokenEntryIsReplaced() throws Exception {
    port();
    for (String broken : List.of("", "\n\n\n", "jobservice address 1\n", "x".repeat(5_000))) {
      Files.writeString(entry(), broken);
      assertThat(port()).isEqualTo("1234");
      mark();
      assertThat(port()).isEqualTo("5678");
    }
    Files.write(entry(), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(port()).isEqualTo("1234");
  }

  @Test
  void withoutACacheFolderTheConfigurationIsRead() throws Exception {
    cache = new AddressCache(Map.of());
    assertThat(port()).isEqualTo("1234");

    cache = new AddressCache(Map.of("HOME", "relative", "XDG_CACHE_HOME", ""));
    assertThat(port()).isEqualTo("1234");

    Path file = Files.writeString(directory.resolve("file"), "");
    cache = new AddressCache(Map.of("XDG_CACHE_HOME", file.toString()));
    assertThat(port()).isEqualTo("1234");
    assertThat(folder).doesNotExist();
  }

  @Test
  void aMissingFileIsAMistakeAsWithoutACache() {
    assertThatThrownBy(() -> cache.read(directory, Path.of("none.yml")))
        .isInstanceOf(ClientException.class)
        .hasMessage("cannot read none.yml: there is no such file");
    assertThat(folder).doesNotExist();
  }
}
