package io.jobservice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jobservice.client.ClientException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerLocatorTest {

  @TempDir private Path directory;
  private final Map<String, String> env = new HashMap<>();
  private Optional<String> url = Optional.empty();
  private Optional<Path> config = Optional.empty();
  private Optional<Path> secretFile = Optional.empty();

  @Test
  void theAddressComesFromTheFirstSourceThatHasOne() throws Exception {
    write("config.yml", "port: 1001");
    assertThat(locate()).hasToString("http://127.0.0.1:1001 (from config.yml)");
    write("env.yml", "port: 1002");
    env.put("JOBSERVICE_CONFIG", "env.yml");
    assertThat(locate()).hasToString("http://127.0.0.1:1002 (from env.yml)");
    write("c.yml", "port: 1003");
    config = Optional.of(Path.of("c.yml"));
    assertThat(locate()).hasToString("http://127.0.0.1:1003 (from c.yml)");
    env.put("JOBSERVICE_URL", "http://h:1004/");
    assertThat(locate()).hasToString("http://h:1004 (from JOBSERVICE_URL)");
    url = Optional.of("https://h:1005/base/api/v1");
    assertThat(locate()).hasToString("https://h:1005/base (from --url)");
  }

  @Test
  void theSecretComesFromTheFirstSourceThatHasOne() throws Exception {
    write("config.yml", "data_dir: d");
    assertThat(locate().secret()).isEmpty();
    write("d/secret", "kept\n");
    assertThat(locate().secret()).contains("kept");
    write("d/runtime.json", "{\"api_url\":\"http://127.0.0.1:1\",\"secret\":\"running\"}");
    assertThat(locate().secret()).contains("running");
    env.put("CORE_SECRET", "variable");
    assertThat(locate().secret()).contains("variable");
    write("s", "filed\n");
    secretFile = Optional.of(Path.of("s"));
    assertThat(locate().secret()).contains("filed");
    assertThat(locate().toString()).doesNotContain("filed");
  }

  @Test
  void theDataFolderIsBesideTheFileUnlessItSaysOtherwise() throws Exception {
    write("sub/c.yml", "port: 5");
    write("sub/jobservice-data/secret", "beside");
    config = Optional.of(Path.of("sub/c.yml"));

    assertThat(locate().secret()).contains("beside");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port: 80 | http://127.0.0.1:80",
        "protocol: https | https://127.0.0.1:8080",
        "host: 0.0.0.0 | http://127.0.0.1:8080",
        "host: '::' | http://[::1]:8080",
        "host: fe80::1 | http://[fe80::1]:8080",
        "host: box.example | http://box.example:8080",
        "port: '9090' | http://127.0.0.1:9090",
        "worker_pool: {port: 1, list: [a, {port: 2}]} | http://127.0.0.1:8080",
        "port: | http://127.0.0.1:8080"
      })
  void theFileIsReadToleratingAllElse(String yaml, String expected) throws Exception {
    write("config.yml", yaml + "\n");

    assertThat(locate().url()).hasToString(expected);
  }

  @Test
  void theEnvironmentOfTheServiceGoesOverItsFile() throws Exception {
    write("config.yml", "port: 80\nprotocol: http\n");
    env.put("JOB_SERVICE_PORT", "81");
    env.put("JOB_SERVICE_PROTOCOL", "HTTPS");

    assertThat(locate().url()).hasToString("https://127.0.0.1:81");
  }

  @Test
  void aPortOfZeroIsLookedUpInWhatTheServiceLeft() throws Exception {
    write("config.yml", "port: 0\n");
    ClientException notStarted = failure();
    write("jobservice-data/runtime.json", "{\"api_url\":\"http://127.0.0.1:4711\"}");

    assertThat(notStarted.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(notStarted.advice()).contains("Start it with: jobservice serve -c config.yml");
    assertThat(locate().url()).hasToString("http://127.0.0.1:4711");
  }

  @Test
  void aNamedFileMustBeReadable() {
    config = Optional.of(Path.of("none.yml"));

    assertThat(failure().kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(failure()).hasMessage("cannot read none.yml: there is no such file");
  }

  @Test
  void brokenYamlIsNamedWithItsLine() throws Exception {
    write("config.yml", "port: 1\n\tx: {\n");

    assertThat(failure()).hasMessageMatching("config.yml, line \\d is not valid YAML");
  }

  @Test
  void anotherProgramsConfigDoesNotStandInTheWayOfAKnownAddress() throws Exception {
    write("config.yml", "port: 1\n\tx: {\n");
    url = Optional.of("http://h");

    assertThat(locate().secret()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"localhost:8080", "ftp://h/", "http://", "http://h:99999", "'http://a b'", "''"})
  void addressesThatAreNoneAreRefused(String address) {
    url = Optional.of(address);

    assertThat(failure().kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(failure()).hasMessageContaining("from --url is no URL of a server");
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://bob:hush@h/, ftp://h/",
    "http://bob:hu@sh@h:x, http://h:x",
    "http://bob:hush/hush@h, http://h",
    "'http://bob:hush@a b', 'http://a b'",
    "bob:hush@h, h"
  })
  void anAddressThatIsNoneIsShownWithoutCredentials(String address, String shown) {
    url = Optional.of(address);

    assertThat(failure())
        .hasMessage("the address from --url is no URL of a server: '" + shown + "'")
        .hasNoCause();
  }

  @Test
  void aSecretThatNoHeaderCanCarryIsRefusedWithoutBeingShown() {
    url = Optional.of("http://h");
    env.put("CORE_SECRET", "two\nlines");

    assertThat(failure())
        .hasMessage("the secret in CORE_SECRET is empty or holds control characters");
  }

  @Test
  void aDamagedRuntimeFileIsNotShown() throws Exception {
    write("config.yml", "port: 1");
    write("jobservice-data/runtime.json", "{\"secret\":\"hush");

    assertThat(failure()).hasMessageContaining("is damaged").hasNoCause();
    assertThat(failure().getMessage()).doesNotContain("hush");
  }

  private Endpoint locate() throws ClientException {
    return new ServerLocator(directory, env)
        .locate(new ServerLocator.Wish(url, config, secretFile));
  }

  private ClientException failure() {
    return catchThrowableOfType(ClientException.class, this::locate);
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
