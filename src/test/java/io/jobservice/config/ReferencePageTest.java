package io.jobservice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference page says what the code does. */
class ReferencePageTest {

  private static final Path PAGE = Path.of("src/site/markdown/configuration.md");

  @TempDir Path dir;

  @Test
  void itsTablesAreThoseOfTheCode() throws Exception {
    assertThat(Files.readString(PAGE))
        .contains(table(Options.ALL))
        .contains(table(LogBackendType.ALL_OPTIONS))
        .contains(table(TypeOptions.ALL))
        .contains(table(CommandOptions.ALL))
        .contains(table(CommandOptions.OF_PARAMETER));
  }

  @Test
  void itsExampleOfMistakesIsReal() throws Exception {
    String page = Files.readString(PAGE);
    String yaml = block(page, "```yaml\n");
    List<String> problems = new ConfigFile(dir).problems(yaml, Map.of("JOB_SERVICE_PORT", "80 80"));

    assertThat(page).contains("```\n" + String.join("\n", problems) + "\n```");
  }

  @Test
  void itsExampleOfWhatIsShownIsReal() throws Exception {
    String page = Files.readString(PAGE);
    String section = page.substring(page.indexOf("## What a node takes"));
    Map<String, String> environment =
        Map.of("JOB_SERVICE_POOL_WORKERS", "20", "CORE_SECRET", "secret");

    ConfigLoader.Loaded loaded = new ConfigFile(dir).load(block(section, "```yaml\n"), environment);

    assertThat(block(section, "prints\n\n```\n")).isEqualTo(loaded.settings().changed().yaml());
  }

  private static String block(String page, String start) {
    int from = page.indexOf(start) + start.length();
    return page.substring(from, page.indexOf("```", from));
  }

  static String table(List<Option> options) {
    StringBuilder table =
        new StringBuilder(
            "| option | default | environment | meaning |\n| --- | --- | --- | --- |\n");
    for (Option option : options) {
      String preset = "";
      String variable = option.variable().map(v -> "`" + v + "`").orElse("");
      String allowed = "";
      if (option instanceof Option.Value<?> value) {
        preset = value.preset().map(p -> "`" + p + "`").orElse("");
        allowed = "; " + value.kind().allowed();
      }
      table
          .append("| `" + option.path() + "` | " + preset + " | " + variable + " | ")
          .append(option.meaning() + allowed + " |\n");
    }
    return table.toString();
  }
}
