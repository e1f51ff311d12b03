package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The scripts that the program carries. */
class CompletionCommandTest {

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  private int run(String shell) {
    Transcript transcript = new Transcript(directory).out(out);
    return new CommandLine(new CompletionCommand(transcript.shell()))
        .setErr(new PrintWriter(err))
        .execute(shell);
  }

  @ParameterizedTest
  @CsvSource({"bash, jobservice.bash", "zsh, _jobservice", "fish, jobservice.fish"})
  void theScriptOfAShellIsTheFileThatIsCommitted(String shell, String file) throws Exception {
    assertThat(run(shell)).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo(Files.readString(Path.of("completions", file)));
  }

  @Test
  void anotherShellIsAMistake() {
    assertThat(run("tcsh")).isEqualTo(2);
    assertThat(err.toString()).contains("'tcsh' is none of bash, zsh, fish");
  }
}
