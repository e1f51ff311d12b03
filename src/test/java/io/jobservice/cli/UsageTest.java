package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines that need no service: help, version, mistakes. */
class UsageTest {

  @TempDir private Path directory;

  @Test
  void versionIsOneLine() {
    for (String option : new String[] {"--version", "-V"}) {
      assertThat(run(option).out()).matches("jobservice \\d+\\.\\d+\\.\\d+\\S*\n");
      assertThat(run("submit", option).out()).isEqualTo(run(option).out());
    }
  }

  @Test
  void helpListsCommandsAndExitCodes() {
    assertThat(run("--help").code()).isZero();
    assertThat(run("--help").err()).isEmpty();
    assertThat(run("--help").out())
        .startsWith("Usage: jobservice [-hV] COMMAND\n")
        .contains("serve", "submit", "stop", "cancel", "retry", "stats", "list", "log", "help")
        .contains("a receiver did not take a sample", "no such job, queue or event")
        .contains("  124   The time given with --timeout is over.\n");
    assertThat(run("help").out()).isEqualTo(run("-h").out());
    assertThat(run("help", "stop").out()).isEqualTo(run("stop", "-h").out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "sbumit | unknown command 'sbumit'; did you mean 'submit'? | jobservice",
        "xyzzy | unknown command 'xyzzy' | jobservice",
        "help stat | unknown command 'stat'; did you mean 'stats'? | jobservice",
        "submit --wiat X | unknown option '--wiat'; did you mean '--wait' or '--at'? | jobservice submit",
        "submit --wiat=1 X | unknown option '--wiat'; did you mean '--wait' or '--at'? | jobservice submit",
        "submit | missing required parameter: 'NAME' | jobservice submit",
        "stop | no jobs are named: give ids, or options such as --status and --name | jobservice stop",
        "stats a b | one argument too many: 'b' | jobservice stats",
        "submit X -p foo | 'foo' is not of the form KEY=VALUE | jobservice submit",
        "submit X -p =1 | the key '' has an empty part; give keys with dots of their own in --params"
            + " | jobservice submit",
        "submit X -p a=1 -p a.b=2 | 'a.b' goes into 'a', which another -p sets to a plain value"
            + " | jobservice submit",
        "submit X -o yaml | invalid value for option '--output': 'yaml' is none of table, json, jsonl,"
            + " id | jobservice submit",
        "list --color blue | invalid value for option '--color': 'blue' is none of auto, always, never"
            + " | jobservice list",
        "submit X --timeout 5m | --timeout needs --wait | jobservice submit",
        "submit X --wait --timeout soon | invalid value for option '--timeout': 'soon' is not a"
            + " duration such as 90s, 10m or 1h30m | jobservice submit",
        "submit X --delay soon | invalid value for option '--delay': 'soon' is not a duration such as"
            + " 90s, 10m or 1h30m | jobservice submit",
        "submit X --max-fails 0 | --max-fails must be 1 to 10000, not 0 | jobservice submit",
        "submit X --hook= | --hook is empty: give the URL of a receiver, or leave the option out"
            + " | jobservice submit",
        "submit X --redis redis://h --hook= | --hook is empty: give the URL of a receiver, or leave"
            + " the option out | jobservice submit",
        "submit -f - --hook= | --hook is empty: give the URL of a receiver, or leave the option out"
            + " | jobservice submit",
        "submit X --idempotency-key ü | --idempotency-key must have 1 to 255 printable ASCII"
            + " characters | jobservice submit",
        "submit X --direct --redis redis://h | --direct excludes --redis | jobservice submit",
        "stop a --dry-run --wait | --dry-run excludes --wait | jobservice stop",
        "cancel a --dry-run --wait | --dry-run excludes --wait | jobservice cancel",
        "retry --name X --wait --dry-run | --dry-run excludes --wait | jobservice retry",
        "admin log-level --direct | 'log-level' goes over the API only: use --url, not --direct"
            + " | jobservice admin log-level",
        "hook test http://a --direct | 'test' goes over the API only: use --url, not --direct"
            + " | jobservice hook test",
        "hook ls | unknown command 'ls'; did you mean 'list'? | jobservice hook",
        "log a --tail -1 | --tail must be 0 to 1000000, not -1 | jobservice log",
        "log a --tail 1000001 | --tail must be 0 to 1000000, not 1000001 | jobservice log",
        "log a --tail abc | --tail must be a number of lines from 0 to 1000000, not 'abc'"
            + " | jobservice log",
        "log a --tail 99999999999 | --tail must be a number of lines from 0 to 1000000, not"
            + " '99999999999' | jobservice log",
        "submit X --max-fails few | --max-fails must be a number of attempts from 1 to 10000, not"
            + " 'few' | jobservice submit",
        "log a --since soon | --since must be how long ago, such as 10m or 2h, a time such as"
            + " 2026-11-22 or 2026-11-22T09:00, or epoch seconds, not 'soon' | jobservice log",
        "log a --until 2026-13-01 | --until must be how long ago, such as 10m or 2h, a time such"
            + " as 2026-11-22 or 2026-11-22T09:00, or epoch seconds, not '2026-13-01' | jobservice log",
        "log a --attempt 0 | --attempt must be a number from 1 on, two such as 2-4, 2- for all from"
            + " there on, or last, not '0'"
            + " | jobservice log",
        "log a --attempt 3-2 | --attempt must be a number from 1 on, two such as 2-4, 2- for all from"
            + " there on, or last, not"
            + " '3-2' | jobservice log",
        "log a --level warn | invalid value for option '--level': 'warn' is none of DEBUG, INFO,"
            + " WARNING, ERROR, FATAL; did you mean 'WARNING'? | jobservice log",
        "log a --level EROR | invalid value for option '--level': 'EROR' is none of DEBUG, INFO,"
            + " WARNING, ERROR, FATAL; did you mean 'ERROR'? | jobservice log",
        "log a --grep a(b | --grep: 'a(b' is no regular expression: Unclosed group at character 4"
            + " | jobservice log",
        "log a -o jsonl | invalid value for option '--output': 'jsonl' is none of text, json"
            + " | jobservice log",
        "log a --timestamp | unknown option '--timestamp'; did you mean '--timestamps'? | jobservice log",
        "stop a --redis redis://h --url http://h | --redis excludes --url and --secret-file"
            + " | jobservice stop",
        "stats --namespace n | --namespace needs --direct or --redis | jobservice stats",
        "submit X --params [1] | --params must be a JSON object, such as {\"image\":\"demo-1\"}"
            + " | jobservice submit",
        "submit X --params {\"a\":1,\"a\":2} | --params is not valid JSON: Duplicate field 'a', line 1,"
            + " column 11 | jobservice submit",
        "submit X --params @none | --params: cannot read none: there is no such file"
            + " | jobservice submit",
      })
  void aMistakeIsNamedInOneLineWithTheWayToHelp(String words, String message, String program) {
    assertThat(run(words.split(" ")))
        .isEqualTo(
            new Transcript.Result(
                2, "", "jobservice: " + message + "\nTry '" + program + " --help'.\n"));
  }

  @Test
  void noCommandIsAMistake() {
    assertThat(run())
        .isEqualTo(
            new Transcript.Result(
                2, "", "jobservice: no command given\nTry 'jobservice --help'.\n"));
  }

  @Test
  void anOptionBeforeTheCommandIsExplained() {
    assertThat(run("--url", "http://x", "stats").err())
        .isEqualTo(
            """
            jobservice: unknown option '--url'
            Options come after the command. Try 'jobservice --help'.
            """);
  }

  @Test
  void noKnownServerIsAConfigurationError() {
    assertThat(run("stats"))
        .isEqualTo(
            new Transcript.Result(
                78,
                "",
                "jobservice: no server is known\n"
                    + "Give --url, set JOBSERVICE_URL, name the service's configuration file with -c"
                    + " or JOBSERVICE_CONFIG, or run in the folder of its config.yml.\n"));
  }

  private Transcript.Result run(String... args) {
    return new Transcript(directory).run(args);
  }
}
