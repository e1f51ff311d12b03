package io.jobservice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The manual page of the configuration file is made from the tables of options and committed. This
 * test fails when it is stale; with {@code -Dgenerate=true} it writes it anew.
 */
class ConfigManPageTest {

  private static final Path PAGE = Path.of("man/jobservice-config.5");

  @TempDir Path dir;

  @Test
  void theCommittedPageIsWhatTheTablesGive() throws IOException {
    String page = new ConfigManPage().roff();
    if (Boolean.getBoolean("generate")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE)
        .as("stale; renew with: mvn -q test -Dtest=ConfigManPageTest -Dgenerate=true")
        .hasContent(page);
  }

  @Test
  void thereIsNoOtherPageOfAFile() throws IOException {
    try (Stream<Path> pages = Files.list(PAGE.getParent())) {
      assertThat(pages.filter(page -> !page.toString().endsWith(".1"))).containsExactly(PAGE);
    }
  }

  @Test
  void everyOptionIsDescribed() throws IOException {
    String page = Files.readString(PAGE);
    for (List<Option> table :
        List.of(
            Options.ALL,
            LogBackendType.ALL_OPTIONS,
            TypeOptions.ALL,
            CommandOptions.ALL,
            CommandOptions.OF_PARAMETER)) {
      for (Option option : table) {
        assertThat(page).contains(".TP\n\\fB" + option.path() + "\\fR\n");
        option.variable().ifPresent(name -> assertThat(page).contains(".TP\n\\fB" + name + "\\fR"));
      }
    }
  }

  @Test
  void itsExampleIsRight() throws Exception {
    ConfigLoader.Loaded loaded = new ConfigFile(dir).load(ConfigManPage.EXAMPLE, Map.of());

    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.config().workerPool().workers()).isEqualTo(20);
  }
}
