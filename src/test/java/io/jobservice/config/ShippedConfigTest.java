package io.jobservice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code config.yml} that ships with the service. */
class ShippedConfigTest {

  private static final Path FILE = Path.of("config.yml");

  /** Options are behind a # with an even number of spaces; prose has one, its tables three. */
  private static final Pattern COMMENTED_OUT = Pattern.compile("(?m)^( *)#(?! \\S|   \\S|$)");

  @TempDir Path dir;

  /** The file with nothing commented out: it has every option. */
  static String everything() throws IOException {
    return COMMENTED_OUT.matcher(Files.readString(FILE)).replaceAll("$1");
  }

  @Test
  void itRunsAsItIs() throws Exception {
    ConfigLoader.Loaded loaded = ConfigLoader.load(FILE, Map.of());

    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.config().workerPool().redisPool().url()).isEqualTo(new RedisUrl.Embedded());
    assertThat(loaded.config().host()).contains("127.0.0.1");
    assertThat(loaded.config().jobLoggers().get(0).sweeperDays()).contains(14.0);
  }

  @Test
  void beyondThatItHasTheDefaults() throws Exception {
    Config shipped = new ConfigFile(dir).load(Files.readString(FILE), Map.of()).config();
    Config defaults =
        new ConfigFile(dir).load("", Map.of("JOB_SERVICE_POOL_REDIS_URL", "embedded")).config();

    assertThat(shipped)
        .usingRecursiveComparison()
        .ignoringFields("host", "jobLoggers.sweeperDays")
        .isEqualTo(defaults);
  }

  @Test
  void whatIsCommentedOutIsRightTooAndNoOptionIsLeftOut() throws Exception {
    String everything = everything();
    Config all = new ConfigFile(dir).load(everything, Map.of()).config();
    Config shipped = new ConfigFile(dir).load(Files.readString(FILE), Map.of()).config();

    assertThat(all)
        .usingRecursiveComparison()
        .ignoringFields(
            "api.advertisedUrl",
            "loggers",
            "jobLoggers",
            "hooks.maxAttempts",
            "hooks.allow",
            "hooks.caFile",
            "hooks.secrets",
            "limits",
            "jobs.types",
            "jobs.commands",
            "contextProperties",
            "coreServer")
        .isEqualTo(shipped);
    assertThat(ConfigPaths.of(everything))
        .containsAll(Options.ALL.stream().map(Option::path).toList());
    for (Option option : LogBackendType.ALL_OPTIONS) {
      assertThat(ConfigPaths.of(everything))
          .containsAnyOf("loggers." + option.path(), "job_loggers." + option.path());
    }
    assertThat(all.jobs().types()).containsOnlyKeys("DEMO");
    assertThat(all.jobs().commands()).hasSize(1);
    assertThat(ConfigPaths.of(everything))
        .containsAll(CommandOptions.ALL.stream().map(o -> "commands." + o.path()).toList())
        .containsAll(
            CommandOptions.OF_PARAMETER.stream()
                .map(o -> "commands.parameters." + o.path())
                .toList());
    assertThat(ConfigPaths.of(everything))
        .containsAll(TypeOptions.ALL.stream().map(o -> "jobs.types.DEMO." + o.path()).toList());
  }

  @Test
  void itNamesEveryVariable() throws Exception {
    String text = Files.readString(FILE);
    assertThat(text).contains(Options.CORE_SECRET, Options.JOBSERVICE_SECRET);
    for (Option option : Options.ALL) {
      assertThat(text).contains(option.variable().orElse(""));
    }
  }
}
