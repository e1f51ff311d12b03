package io.jobservice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of mistakes: all of them at once, each with its place. */
class ConfigMistakesTest {

  private static final String RETENTION =
      "allowed are 1s to 3650d in whole seconds, such as 90m, 12h, 7d or a number of seconds";

  @TempDir Path dir;

  @Test
  void mistakesOfStatusHooksAreToldWithoutTheirSecrets() {
    String yaml =
        """
        worker_pool: {redis_pool: {redis_url: embedded}}
        hooks:
          concurrency: 0
          timeout: 6m
          max_age: 31d
          max_attempts: 0
          dead_retention: 500ms
          allow: {a: b}
          deny:
            - 10.0.0.0/8
            - http://host
          secret: [whsec_s3cret!, other]
        """;
    String seconds = ", such as 90s, 2m, 1h30m, 500ms or a number of seconds";

    assertThat(new ConfigFile(dir).problems(yaml, Map.of()))
        .containsExactly(
            "config.yml:3: hooks.concurrency: '0' is out of range; allowed are 1 to 1000",
            "config.yml:4: hooks.timeout: '6m' is out of range; allowed are 1ms to 5m" + seconds,
            "config.yml:5: hooks.max_age: '31d' is out of range; allowed are 1s to 30d" + seconds,
            "config.yml:6: hooks.max_attempts: '0' is out of range; allowed are 1 to 1000000",
            "config.yml:7: hooks.dead_retention: '500ms' is out of range; allowed are 1s to 365d"
                + seconds,
            "config.yml:8: hooks.allow: is no list of addresses, networks and host names",
            "config.yml:11: hooks.deny: 'http://host' is no address (10.1.2.3), network"
                + " (10.0.0.0/8), host (hooks.example.com) or *.example.com; write no scheme, port"
                + " or path",
            "config.yml:12: hooks.secret: has a secret that begins with whsec_ and does not go on in"
                + " Base64");
    assertThat(new ConfigFile(dir).problems(yaml, Map.of("HOOK_SECRET", "a,whsec_!s3cret")))
        .contains(
            "environment HOOK_SECRET: has a secret that begins with whsec_ and does not go on"
                + " in Base64");
  }

  @Test
  void aConnectionThatMayTakeLongerThanItsDeliveryIsWorthAWarning() throws Exception {
    String yaml =
        """
        worker_pool: {redis_pool: {redis_url: embedded}}
        hooks: {connect_timeout: 2m}
        """;

    assertThat(new ConfigFile(dir).load(yaml, Map.of()).warnings())
        .singleElement()
        .asString()
        .endsWith(
            "config.yml:2: hooks.connect_timeout: is longer than hooks.timeout, which ends a"
                + " delivery before");
  }

  @Test
  void aSecretThatIsNoTextIsOneMistake() {
    String yaml =
        """
        worker_pool: {redis_pool: {redis_url: embedded}}
        hooks: {secret: {a: x}}
        """;

    assertThat(new ConfigFile(dir).problems(yaml, Map.of()))
        .containsExactly("config.yml:2: hooks.secret: is no list of secrets");
  }

  @Test
  void whatIsProbablyNotMeantOfHooksIsWorthAWarning() throws Exception {
    String yaml =
        """
        worker_pool: {redis_pool: {redis_url: embedded}}
        hooks:
          concurrency: 2
          endpoint_concurrency: 3
          secret: [whsecc_hidden, whsec_aHVudGVyMjU=, whatever]
        """;

    assertThat(new ConfigFile(dir).load(yaml, Map.of()).warnings())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .endsWith(
                        "config.yml:4: hooks.endpoint_concurrency: is more than hooks.concurrency,"
                            + " which is for all receivers"),
            line ->
                assertThat(line)
                    .endsWith(
                        "config.yml:5: hooks.secret: has a secret that begins like one in Base64,"
                            + " but not with whsec_, and is taken as a text"));
    assertThat(new ConfigFile(dir).load(yaml, Map.of("HOOK_SECRET", "WHSEC_hidden")).warnings())
        .last()
        .asString()
        .startsWith("environment HOOK_SECRET: has a secret that begins like one in Base64");
  }

  @Test
  void allMistakesAreToldAtOnceInTheOrderOfTheirLines() {
    String yaml =
        """
        protocol: https
        prot: 8080
        host: a b
        worker_pool:
          workers: abc
          backend: kafka
          wrokers: 5
          redis_pool:
            redis_url: redis://user:s3cret@cache:99999
            namespace: "a b"
            idle_timeout_second: 0
        core_secret: s3cret
        startup_timeout: 0
        shutdown_grace: 2 minutes
        jobs: plugins
        worker_pool.workers: 3
        data_dir: ""
        core_server: https://user:s3cret@core
        context: {properties: [1]}
        https_config: {cert: [a]}
        """;

    assertThat(
            new ConfigFile(dir)
                .problems(
                    yaml,
                    Map.of(
                        "JOB_SERVICE_PORT", "x\u001B[2J",
                        "JOB_SERVICE_POOL_REDIS_NAMESPACE", "")))
        .containsExactly(
            "config.yml:1: protocol: 'https' needs TLS, which is not available in this version: set"
                + " http and put a proxy that ends TLS in front; allowed is http",
            "config.yml:2: prot: is not a known option; did you mean 'port'?",
            "config.yml:3: host: 'a b' is neither a host name nor an address; allowed are host"
                + " names and addresses, without a port",
            "config.yml:5: worker_pool.workers: 'abc' is not a whole number; allowed are 1 to"
                + " 10000",
            "config.yml:6: worker_pool.backend: 'kafka' is not known; allowed is redis",
            "config.yml:7: worker_pool.wrokers: is not a known option; did you mean"
                + " 'worker_pool.workers'?",
            "config.yml:9: worker_pool.redis_pool.redis_url: 'redis://user:***@cache:99999' has a"
                + " port that is not a whole number from 1 to 65535; "
                + RedisUrlParser.FORMS,
            "config.yml:10: worker_pool.redis_pool.namespace: 'a b' is no namespace; allowed are 1"
                + " to 128 characters, no white space, no braces inside",
            "config.yml:11: worker_pool.redis_pool.idle_timeout_second: '0' is out of range;"
                + " allowed are 1 to 604800",
            "config.yml:12: core_secret: secrets come from the environment only; set CORE_SECRET"
                + " there",
            "config.yml:13: startup_timeout: '0' is out of range; allowed are 1ms to 24h, such as"
                + " 90s, 2m, 1h30m, 500ms or a number of seconds",
            "config.yml:14: shutdown_grace: '2 minutes' is not a duration; allowed are 0s to 24h,"
                + " such as 90s, 2m, 1h30m, 500ms or a number of seconds",
            "config.yml:15: jobs: is a section; it holds max_depth, plugin_dir, types",
            "config.yml:16: worker_pool.workers: is not a known option; dots stand for sections,"
                + " one in another",
            "config.yml:17: data_dir: '' is no path; allowed are paths, relative ones start at the"
                + " folder of this file",
            "config.yml:18: core_server: 'https://***@core' has user information; allowed are"
                + " http://host[:port][/path] and https://..",
            "config.yml:19: context.properties: is no list of 'name: value' lines",
            "config.yml:20: https_config.cert: has a list or a section where one value belongs;"
                + " allowed is any text",
            "environment JOB_SERVICE_PORT: 'x?[2J' is not a whole number; allowed are 0 to 65535");
  }

  @Test
  void theLogOfTheServiceHasItsOwnMistakes() {
    String yaml =
        """
        loggers:
          - name: REDIS
          - name: STD_OUTPUT
            settings: {format: xml}
          - name: FILE
            settings: {base_dir: a/b, filename: c}
          - name: FILE
          - name: FILE
            settings: {base_dir: a, filename: c}
          - name: FILE
            settings: {base_dir: ./a/../a/b, filename: c, format: json}
        """;

    assertThat(new ConfigFile(dir).problems(yaml))
        .containsExactly(
            "config.yml:2: loggers[0].name: 'REDIS' is for the logs of jobs only; allowed are"
                + " STD_OUTPUT, FILE and those of plugins",
            "config.yml:4: loggers[1].settings.format: 'xml' is not known; allowed are text,"
                + " json",
            "config.yml:10: loggers[5].settings.filename: is the file of loggers[2] too; each FILE"
                + " needs one of its own");
  }

  @Test
  void twoJobLogsInOnePlaceAreToldWithTheOther() {
    String yaml =
        """
        job_loggers:
          - name: FILE
          - name: REDIS
          - name: FILE
            settings: {base_dir: a/../b}
          - name: FILE
            settings: {base_dir: b, format: json}
          - name: REDIS
            level: DEBUG
          - {name: FILE, level: ERROR}
          - {name: MY_LOG, settings: {base_dir: b, filename: c}}
          - {name: MY_LOG, settings: {base_dir: b, filename: c}}
        """;

    assertThat(new ConfigFile(dir).problems(yaml))
        .containsExactly(
            "config.yml:6: job_loggers[3].settings.base_dir: is the folder of job_loggers[2] too;"
                + " each FILE needs one of its own",
            "config.yml:8: job_loggers[4].name: is REDIS, as that of job_loggers[1]; remove one of"
                + " them",
            "config.yml:10: job_loggers[5].settings.base_dir: is the folder of job_loggers[0] too;"
                + " each FILE needs one of its own");
  }

  @Test
  void aWordForABackEndIsToldHowToWriteIt() {
    String yaml =
        """
        loggers: [STD_OUTPUT, FILE, REDIS]
        job_loggers: [REDIS, "a: b", STD_OUTPUT]
        """;

    assertThat(new ConfigFile(dir).problems(yaml))
        .containsExactly(
            "config.yml:1: loggers[0]: is no back end; write '- name: STD_OUTPUT'",
            "config.yml:1: loggers[1]: is no back end; write '- name: FILE'",
            "config.yml:1: loggers[2]: is no back end; write '- name: STD_OUTPUT'",
            "config.yml:2: job_loggers[0]: is no back end; write '- name: REDIS'",
            "config.yml:2: job_loggers[1]: is no back end; write '- name: FILE'",
            "config.yml:2: job_loggers[2]: is no back end; write '- name: STD_OUTPUT'");
  }

  @Test
  void mistakesInSettingsOfLogBackEndsAreTold() {
    String yaml =
        """
        job_loggers:
          - name: FILE
            settings: {shard: yes, max_size: 1KB, ttl: 7d, format: yaml}
          - name: REDIS
            settings: {max_size: 1GiB, ttl: 0s, base_dir: a}
          - name: FILE
            settings: {base_dir: b, max_size: 1023}
          - name: my-log
          - name: MY_LOG
            settings: {a: [1], b: }
          - name: MY_LOG
            settings: none
          - name: REDISS
        """;

    assertThat(new ConfigFile(dir).problems(yaml))
        .containsExactly(
            "config.yml:3: job_loggers[0].settings.format: 'yaml' is not known; allowed are text,"
                + " json",
            "config.yml:3: job_loggers[0].settings.max_size: '1KB' is no size; allowed are 1KiB to"
                + " 1TiB, such as 512KiB, 10MiB, 1GiB or a number of bytes",
            "config.yml:3: job_loggers[0].settings.shard: 'yes' is not known; allowed are true,"
                + " false",
            "config.yml:3: job_loggers[0].settings.ttl: is not a known option",
            "config.yml:5: job_loggers[1].settings.base_dir: is not a known option",
            "config.yml:5: job_loggers[1].settings.max_size: '1GiB' is out of range; allowed are"
                + " 1KiB to 64MiB, such as 512KiB, 10MiB or a number of bytes",
            "config.yml:5: job_loggers[1].settings.ttl: '0s' is out of range; allowed are 1s to"
                + " 3650d in whole seconds, such as 90m, 12h, 7d or a number of seconds",
            "config.yml:7: job_loggers[2].settings.max_size: '1023' is out of range; allowed are"
                + " 1KiB to 1TiB, such as 512KiB, 10MiB, 1GiB or a number of bytes",
            "config.yml:8: job_loggers[3].name: 'my-log' is no name of a log back end; allowed are"
                + " STD_OUTPUT, FILE, REDIS and those of plugins",
            "config.yml:10: job_loggers[4].settings.a: is neither text, a number nor a boolean",
            "config.yml:12: job_loggers[5].settings: is no list of 'name: value' lines",
            "config.yml:13: job_loggers[6].name: 'REDISS' is not known, but 'REDIS' is;"
                + " allowed are STD_OUTPUT, FILE, REDIS and those of plugins");
  }

  @Test
  void mistakesInLogBackEndsAreTold() {
    String yaml =
        """
        loggers: []
        job_loggers:
          - name: DB
            level: INFO
          - name: file
          - level: INFO
          - FILE
          - name: FILE
            level: LOUD
            settings:
              base_dirs: a
              filename: a
            sweeper: {duration: 0}
          - name: STD_OUTPUT
            settings: {output: printer}
          - name: FILE
            settings: {base_dir: b}
            sweeper: {duration: forever, setings: {}}
        """;

    assertThat(new ConfigFile(dir).problems(yaml))
        .containsExactly(
            "config.yml:1: loggers: is empty; leave it out for the default",
            "config.yml:3: job_loggers[0].name: 'DB' is not available here, use FILE; allowed are"
                + " STD_OUTPUT, FILE, REDIS and those of plugins",
            "config.yml:5: job_loggers[1].name: 'file' is not known, but 'FILE' is; allowed"
                + " are STD_OUTPUT, FILE, REDIS and those of plugins",
            "config.yml:6: job_loggers[2].name: is required; allowed are STD_OUTPUT, FILE, REDIS"
                + " and those of plugins",
            "config.yml:7: job_loggers[3]: is no back end; write '- name: FILE'",
            "config.yml:9: job_loggers[4].level: 'LOUD' is no log level; allowed are DEBUG, INFO,"
                + " WARNING, ERROR, FATAL",
            "config.yml:11: job_loggers[4].settings.base_dirs: is not a known option; did you mean"
                + " 'job_loggers[4].settings.base_dir'?",
            "config.yml:12: job_loggers[4].settings.filename: is not a known option",
            "config.yml:13: job_loggers[4].sweeper.duration: '0' is out of range; allowed are"
                + " numbers of days above 0, up to 36500, such as 1 or 0.5",
            "config.yml:15: job_loggers[5].settings.output: 'printer' is not known; allowed are"
                + " std_out, std_err",
            "config.yml:18: job_loggers[6].sweeper.duration: 'forever' is not a number; allowed are"
                + " numbers of days above 0, up to 36500, such as 1 or 0.5",
            "config.yml:18: job_loggers[6].sweeper.setings: is not a known option; did you mean"
                + " 'job_loggers[6].sweeper.settings'?");
  }

  @Test
  void mistakesInTheRulesOfJobTypesAreTold() {
    String yaml =
        """
        retention: {success: 0, stopped: 1500ms, error: 3651d, executions: 0}
        jobs:
          types:
            ONE:
              max_fail: 3
              priority: 0
              timeout: 0s
              rate_limit: 100/ms
              max_concurrency: -1
            TWO:
              backoff: {kind: exponential, initial: 0, max: 5m, jitter: 2}
              backof: {kind: fixed}
            THREE:
              backoff:
                kind: standard
                initial: 10s
            FOUR:
              backoff: {kind: exponential, initial: 1h, max: 1m}
            FIVE: {backoff: {kind: fixed}}
            SIX: {backoff: {initial: 10s}}
            SEVEN: {backoff: linear}
            EIGHT: 5
            A+NAME: {backoff: {kind: linear}}
        """;

    assertThat(new ConfigFile(dir).problems(yaml))
        .containsExactly(
            "config.yml:1: retention.error: '3651d' is out of range; " + RETENTION,
            "config.yml:1: retention.executions: '0' is out of range; allowed are 1 to 100000",
            "config.yml:1: retention.stopped: '1500ms' has a fraction of a second; " + RETENTION,
            "config.yml:1: retention.success: '0' is out of range; " + RETENTION,
            "config.yml:5: jobs.types.ONE.max_fail: is not a known option; did you mean"
                + " 'jobs.types.ONE.max_fails'?",
            "config.yml:6: jobs.types.ONE.priority: '0' is out of range; allowed are 1 to 10000",
            "config.yml:7: jobs.types.ONE.timeout: '0s' is out of range; allowed are 1ms to 30d,"
                + " such as 90s, 2m, 1h30m, 500ms or a number of seconds",
            "config.yml:8: jobs.types.ONE.rate_limit: '100/ms' is no rate limit; allowed are 1 to"
                + " 1000000 for a period of 1s to 24h, such as 5/s, 100/m, 1000/h or 10/30s",
            "config.yml:9: jobs.types.ONE.max_concurrency: '-1' is out of range; allowed are 0 to"
                + " 100000",
            "config.yml:11: jobs.types.TWO.backoff.initial: '0' is out of range; allowed are 1ms to"
                + " 365d, such as 90s, 2m, 1h30m, 500ms or a number of seconds",
            "config.yml:11: jobs.types.TWO.backoff.jitter: '2' is out of range; allowed are numbers"
                + " from 0 to 1, such as 0.2",
            "config.yml:12: jobs.types.TWO.backof: is not a known option; did you mean"
                + " 'jobs.types.TWO.backoff'?",
            "config.yml:16: jobs.types.THREE.backoff.initial: has no meaning with the kind standard",
            "config.yml:18: jobs.types.FOUR.backoff.max: must not be less than initial",
            "config.yml:21: jobs.types.SEVEN.backoff: is a section; it holds initial, jitter, kind,"
                + " max",
            "config.yml:22: jobs.types.EIGHT: is a section; it holds max_fails, backoff,"
                + " max_concurrency, priority, timeout, rate_limit, max_pending",
            "config.yml:23: jobs.types.A+NAME: is no job name; allowed are 1 to 128 of A-Z a-z 0-9"
                + " _ . -",
            "config.yml:23: jobs.types.A+NAME.backoff.kind: 'linear' is not known; allowed are"
                + " standard, fixed, exponential",
            "config.yml: jobs.types.FIVE.backoff.initial: is required with the kind fixed",
            "config.yml: jobs.types.SIX.backoff.kind: is required; allowed are standard, fixed,"
                + " exponential");
  }

  @Test
  void theRulesOfJobTypesHaveNames() {
    assertThat(new ConfigFile(dir).problems("jobs: {types: [A]}"))
        .containsExactly("config.yml:1: jobs.types: is no list of names of job types");
  }

  @Test
  void whatYamlAllowsAndWeDoNotIsRefused() {
    String yaml =
        """
        port: &p 1
        port: 2
        worker_pool:
          workers: *p
          <<: {backend: redis}
        data_dir: !!str x
        ? [a]
        : 1
        ---
        port: 3
        """;

    assertThat(new ConfigFile(dir).problems(yaml))
        .containsExactly(
            "config.yml:1: port: anchors (&name) are not accepted",
            "config.yml:2: port: was already given on line 1",
            "config.yml:4: worker_pool.workers: aliases (*name) are not accepted; repeat the value",
            "config.yml:5: worker_pool: merges (<<) are not accepted; repeat the options",
            "config.yml:6: data_dir: tags (such as !!str) are not accepted",
            "config.yml:7: an entry has no name",
            "config.yml:9: a second document begins; only one is accepted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- a              | config.yml:1: the document is no list of 'option: value' lines",
        "words            | config.yml:1: the document is no list of 'option: value' lines",
        "a: b: c          | config.yml:1: not valid YAML at column 5: mapping values are not allowed"
            + " here",
        "a: [1            | config.yml:1: not valid YAML at column 6: expected ',' or ']', but got"
            + " <stream end>",
        "'a: \u0007'      | config.yml: not valid YAML: the character U+0007 is not allowed",
      })
  void whatIsNoYamlIsToldWithItsPlaceAndNothingElse(String yaml, String problem) {
    assertThat(new ConfigFile(dir).problems(yaml)).containsExactly(problem);
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(new ConfigFile(dir).problems("a: " + "[".repeat(5000)))
        .containsExactly("config.yml: not valid YAML");
  }

  @Test
  void theRedisUrlIsRequired() {
    assertThat(new ConfigFile(dir).problems("port: 1", Map.of()))
        .containsExactly(
            "config.yml: worker_pool.redis_pool.redis_url: is required, here or as"
                + " JOB_SERVICE_POOL_REDIS_URL in the environment; "
                + RedisUrlParser.FORMS);
  }

  @Test
  void theRedisUrlOfTheEnvironmentIsMaskedToo() {
    Map<String, String> environment =
        Map.of("JOB_SERVICE_POOL_REDIS_URL", "redis://:s3cret@cache/x");

    assertThat(new ConfigFile(dir).problems("port: 1", environment))
        .containsExactly(
            "environment JOB_SERVICE_POOL_REDIS_URL: 'redis://:***@cache/***' has a database that"
                + " is not a whole number from 0 to 1000000; "
                + RedisUrlParser.FORMS);
  }

  @Test
  void aForgottenSpaceShowsNoPassword() {
    assertThat(
            new ConfigFile(dir)
                .problems("worker_pool: {redis_pool: {redis_url:redis://:s3cret@cache}}"))
        .containsExactly(
            "config.yml:1: worker_pool.redis_pool.redis_url..: is not a known option; write a space"
                + " after the colon");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "65536", "99999999999999999999", "8080.0", "0x10", "8_080", "''", "''8080"})
  void portsAreWholeNumbersInTheirRange(String port) {
    assertThat(new ConfigFile(dir).problems("port: " + port))
        .hasSize(1)
        .allMatch(line -> line.startsWith("config.yml:1: "));
  }

  @Test
  void aMissingFileIsNamedWithWhatToDo() {
    Path file = dir.resolve("none.yml");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigLoader.load(file, Map.of()))
        .withMessage(file + ": no such file; name the configuration file with -c");
  }

  @Test
  void aFolderAndBytesThatAreNoTextAreNoConfiguration() throws Exception {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigLoader.load(dir, Map.of()))
        .withMessage(dir + ": is a folder; name the configuration file with -c");

    Path file = Files.write(dir.resolve("bytes"), new byte[] {'a', ':', (byte) 0xFF});
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigLoader.load(file, Map.of()))
        .withMessage(file + ": is not in UTF-8");
  }

  @Test
  void problemsCanBeReadOneByOne() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () ->
                new ConfigFile(dir)
                    .load("port: x", Map.of("JOB_SERVICE_POOL_REDIS_URL", "embedded")))
        .satisfies(
            e -> {
              List<ConfigException.Problem> problems = e.problems();
              assertThat(problems).hasSize(1);
              assertThat(problems.get(0).line()).hasValue(1);
              assertThat(problems.get(0).option()).isEqualTo("port");
              assertThat(problems.get(0).value()).contains("x");
            });
  }
}
