package io.jobservice.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A configuration as it is shown. */
class SettingsTest {

  private static final String MINIMAL = "worker_pool: {redis_pool: {redis_url: embedded}}";

  /** Words that must not be found in what is shown of {@link #SECRETS}. */
  private static final List<String> HIDDEN =
      List.of("hunter", "aHVudGVy", "swordfish", "opensesame");

  private static final String SECRETS =
      """
      https_config: {cert: "-----BEGIN hunter1", key: hunter2}
      worker_pool: {redis_pool: {redis_url: "redis://jobs:hunter3@cache:7000/2"}}
      core_server: http://core:8080
      hooks: {secret: [hunter24, whsec_aHVudGVyMjU=]}
      context:
        properties:
          db_password: hunter4
          API_TOKEN: hunter5
          clientSecret: hunter6
          sshKey: hunter7
          PASSWD: hunter8
          mail: smtp://me:hunter9@mail/x
          bare: https://hunter10@host/path
          odd: https://me:hunter@11/hunter12@host
          short: me:hunter13@host
          query: https://host/?x=1&access_token=hunter14&y=hunter15
          dsn: "host=db password = hunter16 hunter17"
          json: '{"secret": "hunter18 hunter19", "a": 1}'
          listed: cache:6379,100,hunter20,0
          pem: "-----BEGIN PRIVATE KEY-----\\nhunter21"
          lines: "first\\nftp://a:hunter 22@host"
          "token=hunter23": x
          greeting: hello
      """;

  @TempDir Path dir;

  @TempDir Path elsewhere;

  private Settings settings(String yaml, Map<String, String> environment) throws Exception {
    return new ConfigFile(dir).load(yaml, environment).settings();
  }

  static Stream<String> files() throws IOException {
    return Stream.of(
        MINIMAL,
        ConfigLoaderTest.FULL,
        ShippedConfigTest.everything(),
        Files.readString(Path.of("config.yml")));
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsShownIsAFileOfTheSameConfiguration(String yaml) throws Exception {
    ConfigLoader.Loaded loaded = new ConfigFile(dir).load(yaml, Map.of());

    ConfigLoader.Loaded again =
        new ConfigFile(elsewhere)
            .load(loaded.settings().yaml().replace("u:***@", "u:p@"), Map.of());

    assertThat(again.warnings()).isEmpty();
    assertThat(again.config())
        .usingRecursiveComparison()
        .ignoringFields("file", "jobs.commands.env", "hooks.secrets")
        .isEqualTo(loaded.config());
    assertThat(again.settings().tree()).isEqualTo(loaded.settings().tree());
  }

  @Test
  void everyOptionOfTheTablesIsShown() throws Exception {
    String yaml = settings(ShippedConfigTest.everything(), Map.of()).yaml();

    assertThat(ConfigPaths.of(yaml))
        .containsAll(Options.ALL.stream().map(Option::path).toList())
        .containsAll(TypeOptions.ALL.stream().map(o -> "jobs.types.DEMO." + o.path()).toList())
        .containsAll(CommandOptions.ALL.stream().map(o -> "commands." + o.path()).toList())
        .containsAll(
            CommandOptions.OF_PARAMETER.stream()
                .map(o -> "commands.parameters." + o.path())
                .toList());
    for (Option option : LogBackendType.ALL_OPTIONS) {
      assertThat(ConfigPaths.of(yaml))
          .containsAnyOf("loggers." + option.path(), "job_loggers." + option.path());
    }
  }

  @Test
  void everyDefaultIsFilledIn() throws Exception {
    String yaml = settings("", Map.of("JOB_SERVICE_POOL_REDIS_URL", "embedded")).yaml();

    assertThat(ConfigPaths.of(yaml)).containsAll(withDefault(Options.ALL)).contains("loggers.name");
    assertThat(yaml)
        .contains("base_dir: " + dir + "/jobservice-data/job-logs\n")
        .containsOnlyOnce("  # JOB_SERVICE_POOL_REDIS_URL\n")
        .doesNotContain("config.yml");
  }

  private static List<String> withDefault(List<Option> options) {
    return options.stream()
        .filter(o -> o instanceof Option.Value<?> value && value.preset().isPresent())
        .map(Option::path)
        .toList();
  }

  @Test
  void whatIsNoDefaultSaysWhereItIsFrom() throws Exception {
    String yaml =
        """
        port: 8080
        worker_pool:
          workers: 10
          redis_pool:
            redis_url: cache:6379,1,secret,2
            namespace: "{ns}"
        job_loggers:
          - name: FILE
            sweeper: {duration: 14}
        shutdown_grace: 90
        jobs: {types: {A.1: {timeout: 60m}, B: }}
        context: {properties: {"odd: one": "# no comment"}}
        """;

    assertThat(
            settings(yaml, Map.of("JOB_SERVICE_POOL_WORKERS", "20", "CORE_SECRET", "c"))
                .yaml()
                .replace(dir.toString(), ""))
        .isEqualTo(
            """
            protocol: http
            port: 8080                                # config.yml:1
            api:
              max_streams: 64
              max_waits: 2000
              max_connections: 10000
            worker_pool:
              workers: 20                             # JOB_SERVICE_POOL_WORKERS
              backend: redis
              redis_pool:
                redis_url: redis://:***@cache:6379/2  # config.yml:5
                namespace: ns                         # config.yml:6
                idle_timeout_second: 3600
            loggers:
              - name: STD_OUTPUT
                level: INFO
                settings:
                  output: std_out
                  format: text
            job_loggers:
              - name: FILE                            # config.yml:8
                level: INFO
                settings:
                  base_dir: /jobservice-data/job-logs
                  format: text
                  shard: false
                  max_size: 10MiB
                sweeper:
                  duration: 14                        # config.yml:9
            data_dir: /jobservice-data
            startup_timeout: 1m
            shutdown_grace: 1m30s                     # config.yml:10
            retention:
              success: 1d
              stopped: 1d
              error: 7d
              executions: 100
            hooks:
              concurrency: 20
              endpoint_concurrency: 4
              connect_timeout: 5s
              timeout: 30s
              max_age: 1d
              dead_retention: 7d
              deny: [169.254.0.0/16, fe80::/10, fd00:ec2::254/128, 100.100.100.200/32, 168.63.129.16/32, 192.0.0.192/32]
            jobs:
              plugin_dir: /plugins
              max_depth: 8
              types:
                A.1:
                  timeout: 1h                         # config.yml:11
                B: {}                                 # config.yml:11
            context:
              properties:
                "odd: one": "# no comment"            # config.yml:12
            # CORE_SECRET: ***
            # JOBSERVICE_SECRET is not set
            """);
  }

  @Test
  void onlyWhatDiffersFromTheDefaultsIsShownIfAskedFor() throws Exception {
    String yaml =
        """
        port: 8080
        worker_pool: {workers: 11, redis_pool: {redis_url: embedded}}
        data_dir: data
        loggers: [{name: STD_OUTPUT, level: info}]
        jobs: {types: {A: {max_fails: 2}}}
        retention: {error: 168h, success: 2d}
        """;

    assertThat(settings(yaml, Map.of("JOB_SERVICE_PROTOCOL", "http")).changed().tree())
        .hasToString(
            "{'worker_pool':{'workers':11,'redis_pool':{'redis_url':'embedded'}},'data_dir':'DIR/data',"
                    .replace("DIR", dir.toString())
                    .replace('\'', '"')
                + "'retention':{'success':'2d'},'jobs':{'types':{'A':{'max_fails':2}}}}"
                    .replace('\'', '"'));
  }

  @Test
  void aListWithAChangeIsShownAsAWhole() throws Exception {
    JsonNode tree = settings(Files.readString(Path.of("config.yml")), Map.of()).changed().tree();

    assertThat(tree.path("job_loggers").path(0).path("name").asText()).isEqualTo("FILE");
    assertThat(tree.path("job_loggers").path(0).path("sweeper").path("duration").asInt())
        .isEqualTo(14);
    assertThat(tree.fieldNames())
        .toIterable()
        .containsExactly("host", "worker_pool", "job_loggers");
  }

  @Test
  void commandsAreShownWithoutTheirVariables() throws Exception {
    String yaml =
        """
        worker_pool: {redis_pool: {redis_url: embedded}}
        commands:
          - name: A
            command: [curl, "https://me:hunter1@host/", "a, b", ""]
            env: {GREETING: hunter2, HOME_2: }
            retry_exit_codes: 75
            parameters:
              - {name: size, type: integer, choices: [1, 2], default: 2}
              - {name: rest, type: any, default: '{"a": [1]}'}
        """;

    assertThat(settings(yaml, Map.of()).changed().yaml().replace(dir.toString(), "DIR"))
        .contains(
            """
            commands:
              - name: A                      # config.yml:3
                command: [curl, https://me:***@host/, "a, b", ""]  # config.yml:4
                stdin: json
                cwd: DIR
                retry_exit_codes: [75]       # config.yml:6
                stop_signal: TERM
                stop_grace: 10s
                parameters:
                  - name: size               # config.yml:8
                    type: integer            # config.yml:8
                    required: false
                    default: 2               # config.yml:8
                    choices: [1, 2]          # config.yml:8
                  - name: rest               # config.yml:9
                    type: any                # config.yml:9
                    required: false
                    default: "{\\"a\\": [1]}"  # config.yml:9
                env:
                  GREETING: "***"            # config.yml:5
                  HOME_2: "***"              # config.yml:5
            """);
  }

  @Test
  void noSecretIsShown() throws Exception {
    Map<String, String> environment =
        Map.of("CORE_SECRET", "swordfish", "JOBSERVICE_SECRET", "opensesame");
    Settings all = settings(SECRETS, environment);

    for (Settings settings : List.of(all, all.changed())) {
      assertThat(settings.yaml() + settings.tree()).doesNotContain(HIDDEN);
      assertThat(settings.yaml())
          .contains("CORE_SECRET: ***", "JOBSERVICE_SECRET: ***", "greeting: hello")
          .contains("redis://jobs:***@cache:7000/2", "smtp://me:***@mail/x");
    }
    assertThat(new ConfigFile(elsewhere).load(all.yaml(), Map.of()).warnings()).isEmpty();
  }

  @Test
  void anyTextIsReadBack() throws Exception {
    String pieces = "ab1 :#-*&!|>'\"%@`{}[],?~=\\\t\n\r\u0007\u0085\u00a0\u2028\ufeffé\ud83d\ude00";
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(8); length > 0; length--) {
        int at =
            pieces.offsetByCodePoints(0, random.nextInt(pieces.codePointCount(0, pieces.length())));
        text.appendCodePoint(pieces.codePointAt(at));
      }
      String masked = Masking.value("name", text.toString());
      Findings findings = new Findings("config.yml");
      findings.ledger().named(Options.CONTEXT_PROPERTIES, "name", text.toString(), 1);
      String yaml = MINIMAL + "\n" + new Settings(config(), findings.ledger().settings()).yaml();

      assertThat(new ConfigFile(dir).load(yaml, Map.of()).config().contextProperties())
          .as("seed %d, text %s", seed, text)
          .containsEntry("name", masked);
    }
  }

  private Config config() throws Exception {
    return new ConfigFile(dir).load(MINIMAL, Map.of()).config();
  }
}
