package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** The launcher keeps picocli from loading converters that cost time at every start. */
class KeptOutConvertersTest {

  @Test
  void noOptionNeedsOneOfThem() throws IOException {
    Matcher launcher =
        Pattern.compile("picocli[.]converters[.]excludes=([^\\s\"]+)")
            .matcher(Files.readString(Path.of("src/main/bin/jobservice")));
    assertThat(launcher.find()).isTrue();
    Pattern keptOut = Pattern.compile(launcher.group(1));
    assertThat("java.time.Duration").matches(keptOut);

    for (CommandSpec command : CommandModel.specs()) {
      for (ArgSpec arg : command.args()) {
        for (Class<?> type : arg.auxiliaryTypes()) {
          if (keptOut.matcher(type.getName()).matches()) {
            assertThat(arg.converters()).as(command.name() + " " + arg.paramLabel()).isNotEmpty();
          }
        }
      }
    }
  }

  @Test
  void theArchiveIsMadeWithTheSameOptions() throws IOException {
    String launcher = Files.readString(Path.of("src/main/bin/jobservice"));
    String maker = Files.readString(Path.of("src/main/libexec/make-archive"));
    Matcher options = Pattern.compile("-Dpicocli[.][^\\s\"']+").matcher(launcher);

    int found = 0;
    while (options.find()) {
      assertThat(maker).contains(options.group());
      found++;
    }
    assertThat(found).isEqualTo(2);
  }
}
