package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How the options of a command are repeated in commands that it suggests. */
class DirectOptionsTest {

  @Command(name = "any")
  private static final class Any {
    @Mixin private final DirectOptions connection = new DirectOptions();
  }

  @ParameterizedTest
  @CsvSource({
    "redis://h:6379/2, redis://h:6379/2",
    "embedded, embedded",
    "redis://bob:hush@h/2, 'redis://bob:***@h/2'",
    "redis://:hu@hush@h, 'redis://:***@h'",
    "redis://:hush/hush@h, 'redis://:***@h'",
    "'h:6379,1,hush,0', 'h:***'",
    "'h:6379,,hu@hush', 'h:***'"
  })
  void aPasswordOfRedisIsNotRepeated(String redis, String shown) {
    Any any = new Any();
    new CommandLine(any).parseArgs("--redis", redis, "--namespace", "n");

    String word = shown.contains("*") ? "'" + shown + "'" : shown;
    assertThat(any.connection.repeated()).isEqualTo(" --redis " + word + " --namespace n");
  }
}
