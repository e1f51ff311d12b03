package io.jobservice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with programs is told with its place. */
class CommandReaderTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("JOB_SERVICE_POOL_REDIS_URL", "embedded");

  @TempDir Path dir;

  @Test
  void mistakesAreToldWithTheirLines() {
    String yaml =
        """
        commands:
          - command: []
          - name: A
            command: sh -c x
            stop_signal: KILLALL
            success_exit_codes: [256, x]
            retry_exit_codes: []
          - name: A
            command: [run, "${params.z}"]
            user: "a; b"
            env: {"A-B": 1, PPID: 2, C: [1]}
            parameters:
              - {name: a.b}
              - {name: a-b, type: text}
              - {name: c, type: integer, default: x, choices: []}
              - {name: d, required: true, type: boolean, default: true}
              - {name: e, type: object, default: "[]"}
              - {name: f, type: string, default: a, choices: [b]}
              - {name: f, type: duration, default: soon}
              - g
          - {name: B, command: [--help], parametres: 1}
          - C
          - {name: D}
        """;

    assertThat(new ConfigFile(dir).problems(yaml))
        .containsExactly(
            "config.yml:2: commands[0].command: is empty; it holds the program, and its"
                + " arguments",
            "config.yml:2: commands[0].name: is required; allowed are 1 to 128 of A-Z a-z 0-9"
                + " _ . -",
            "config.yml:4: commands[1].command: is no list; write the program and each"
                + " argument as an item, as in [sh, -c, 'a | b']",
            "config.yml:5: commands[1].stop_signal: 'KILLALL' is no signal that is known;"
                + " allowed are TERM, INT, HUP, QUIT, USR1, USR2, ABRT, ALRM, KILL",
            "config.yml:6: commands[1].success_exit_codes: has an exit code that is out of"
                + " range; allowed are 0 to 255",
            "config.yml:6: commands[1].success_exit_codes: has an exit code that is not a"
                + " whole number; allowed are 0 to 255",
            "config.yml:7: commands[1].retry_exit_codes: is empty; leave it out for the"
                + " default",
            "config.yml:8: commands[2].name: is that of commands[1] too; names must differ",
            "config.yml:9: commands[2].command: has ${params.z}, which is none of its"
                + " parameters; there are a-b, a.b, c, d, e, f",
            "config.yml:10: commands[2].user: 'a; b' is no name of a user; allowed are names"
                + " of users: letters, digits, _ . -, a letter or _ first",
            "config.yml:11: commands[2].env.A-B: is no variable that can be set",
            "config.yml:11: commands[2].env.C: is neither text, a number nor a boolean",
            "config.yml:11: commands[2].env.PPID: is no variable that can be set",
            "config.yml:12: commands[2].parameters: has 'a-b' and 'a.b', which are both"
                + " JOB_PARAM_A_B for the program",
            "config.yml:14: commands[2].parameters[1].type: 'text' is not known; allowed are"
                + " string, integer, number, boolean, duration, array, object, any",
            "config.yml:15: commands[2].parameters[2].choices: is no list of values; leave"
                + " it out for any value",
            "config.yml:15: commands[2].parameters[2].default: has 'x', which is no integer",
            "config.yml:16: commands[2].parameters[3].default: is never used, since the"
                + " parameter is required",
            "config.yml:17: commands[2].parameters[4].default: has '[]', which is no object"
                + " in JSON",
            "config.yml:18: commands[2].parameters[5].default: is none of its choices",
            "config.yml:19: commands[2].parameters[6].default: has 'soon', which is no"
                + " duration",
            "config.yml:19: commands[2].parameters[6].name: is that of"
                + " commands[2].parameters[5] too; names differ",
            "config.yml:20: commands[2].parameters[7]: is no section; it begins with 'name:'",
            "config.yml:21: commands[3].command: begins with the program, but '--help' is"
                + " none",
            "config.yml:21: commands[3].parametres: is not a known option; did you mean"
                + " 'commands[3].parameters'?",
            "config.yml:22: commands[4]: is no section; it begins with 'name:'",
            "config.yml:23: commands[5].command: is required; it is a list: the program, and"
                + " its arguments");
  }

  @Test
  void aPlaceInsideOfAnArgumentIsWarnedOf() throws Exception {
    assertThat(
            new ConfigFile(dir)
                .warnings("commands: [{name: A, command: [sh, 'x ${params.a}']}]", ENVIRONMENT))
        .containsExactly(
            "config.yml:1: commands[0].command: has ${params.NAME} inside of an argument, where it"
                + " is not replaced; make it an argument of its own");
  }

  @Test
  void whatWasMeantForAParameterIsWarnedOf() throws Exception {
    assertThat(
            new ConfigFile(dir)
                .warnings(
                    "commands: [{name: A, command: ['${params.a}', '${param.a}', '$params.a',"
                        + " '${PATH}']}]",
                    ENVIRONMENT))
        .containsExactly(
            "config.yml:1: commands[0].command: has ${param.a}, which is not replaced; a parameter"
                + " is ${params.NAME}",
            "config.yml:1: commands[0].command: has $params.a, which is not replaced; a parameter"
                + " is ${params.NAME}",
            "config.yml:1: commands[0].command: begins with a parameter: whoever may submit the"
                + " job chooses the program");
  }

  @Test
  void whatIsNoListIsRefused() {
    assertThat(new ConfigFile(dir).problems("commands: {A: {}}"))
        .containsExactly("config.yml:1: commands: is no list; begin each one with '- name:'");
  }
}
