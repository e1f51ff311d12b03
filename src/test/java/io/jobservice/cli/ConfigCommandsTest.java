package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.cli.Transcript.Result;
import io.jobservice.client.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code admin config show} and {@code admin config check}, and {@code serve --check}. */
class ConfigCommandsTest {

  private static final String GOOD =
      "port: 9090\nmetric: {}\nworker_pool: {redis_pool: {redis_url: 'redis://u:hunter2@h'}}\n";

  private static final String BAD = GOOD + "host: 'a b'\ncore_secret: hunter2\n";

  @TempDir Path dir;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(dir.resolve("config.yml"), GOOD);
    Files.writeString(dir.resolve("bad.yml"), BAD);
  }

  private Result show(Map<String, String> env, String... args) {
    Transcript transcript = transcript(env);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Shell shell = transcript.out(out).shell();
    int code = new CommandLine(new ConfigShowCommand(shell)).execute(args);
    return new Result(code, out.toString(UTF_8), transcript.err());
  }

  private Result check(Map<String, String> env, String... args) {
    Transcript transcript = transcript(env);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Shell shell = transcript.out(out).shell();
    int code = new CommandLine(new ConfigCheckCommand(shell)).execute(args);
    return new Result(code, out.toString(UTF_8), transcript.err());
  }

  private Transcript transcript(Map<String, String> env) {
    Transcript transcript = new Transcript(dir);
    env.forEach(transcript::env);
    return transcript;
  }

  @Test
  void aGoodFileIsSaidToBeAndItsWarningsAreShown() {
    Result result = check(Map.of());

    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo(dir + "/config.yml: the configuration is valid\n");
    assertThat(result.err())
        .isEqualTo(dir + "/config.yml:2: metric: is not needed here and is ignored\n");
  }

  @Test
  void theCertificatesOfHooksAreLookedAt() throws IOException {
    String yaml = "worker_pool: {redis_pool: {redis_url: embedded}}\nhooks: {ca_file: own.pem}\n";
    Files.writeString(dir.resolve("hooks.yml"), yaml);
    assertThat(check(Map.of(), "-c", "hooks.yml"))
        .isEqualTo(
            new Result(
                78,
                "",
                "%s/hooks.yml: hooks.ca_file: there is no file %s/own.pem\n".formatted(dir, dir)));

    Files.writeString(dir.resolve("own.pem"), "");
    assertThat(check(Map.of(), "-c", "hooks.yml").err()).contains("has no certificate in PEM form");
  }

  @Test
  void everyMistakeIsToldWithItsPlace() {
    Result result = check(Map.of("JOB_SERVICE_PORT", "x"), "-c", "bad.yml");

    assertThat(result.code()).isEqualTo(78);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().replace(dir + "/", "").lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("bad.yml:4: host: 'a b' is neither"),
            line -> assertThat(line).startsWith("bad.yml:5: core_secret: secrets come from"),
            line -> assertThat(line).startsWith("environment JOB_SERVICE_PORT: 'x' is not"));
  }

  @Test
  void serveChecksInTheSameWords() {
    assertThat(new Transcript(dir).run("serve", "--check")).isEqualTo(check(Map.of()));
    assertThat(new Transcript(dir).run("serve", "--check", "-c", "bad.yml"))
        .isEqualTo(check(Map.of(), "-c", "bad.yml"));
  }

  @Test
  void theFileIsTheOneThatServeWouldTake() {
    Map<String, String> env = Map.of("JOBSERVICE_CONFIG", "bad.yml");

    assertThat(check(env).code()).isEqualTo(78);
    assertThat(check(env, "--config", "config.yml").code()).isZero();
    assertThat(check(Map.of("JOBSERVICE_CONFIG", " ")).code()).isZero();
    assertThat(check(Map.of(), "-c", "missing.yml").err())
        .contains("missing.yml: no such file; name the configuration file with -c");
  }

  @Test
  void aWrongFileIsNotShownButItsMistakesAre() {
    assertThat(show(Map.of(), "-c", "bad.yml")).isEqualTo(check(Map.of(), "-c", "bad.yml"));
  }

  @Test
  void aFileIsShownWithItsDefaultsAndItsOrigins() {
    Result result = show(Map.of("JOB_SERVICE_POOL_WORKERS", "20"));

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .containsPattern("(?m)^port: 9090 +# config.yml:1$")
        .containsPattern("(?m)^  workers: 20 +# JOB_SERVICE_POOL_WORKERS$")
        .containsPattern("(?m)^shutdown_grace: 30s$")
        .contains("redis://u:***@h:6379")
        .doesNotContain("hunter2");
    assertThat(result.err()).contains("metric: is not needed here");
  }

  @Test
  void jsonHasTheSameValues() throws Exception {
    Result result = show(Map.of(), "-o", "json");

    assertThat(result.out().lines()).hasSize(1);
    JsonNode json = new Json().read(result.out());
    assertThat(json.path("port").asInt()).isEqualTo(9090);
    assertThat(json.path("worker_pool").path("redis_pool").path("redis_url").asText())
        .isEqualTo("redis://u:***@h:6379");
    assertThat(json.path("startup_timeout").asText()).isEqualTo("1m");
  }

  @Test
  void onlyWhatWasChangedIsShownIfAskedFor() {
    assertThat(show(Map.of(), "--changed", "-o", "json").out())
        .isEqualTo(
            "{\"port\":9090,\"worker_pool\":{\"redis_pool\":"
                + "{\"redis_url\":\"redis://u:***@h:6379\"}}}\n");
  }
}
