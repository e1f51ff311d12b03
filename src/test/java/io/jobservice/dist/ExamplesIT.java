package io.jobservice.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example programs run as their README says. That of the plugin is run by the main README. */
class ExamplesIT {

  private static final Path EXAMPLES = Path.of("src/examples/commands");

  @TempDir Path folder;

  @Test
  void theProgramsRun() throws Exception {
    for (String program : List.of("checksums.sh", "wordlist.py")) {
      Files.copy(EXAMPLES.resolve(program), folder.resolve(program));
    }
    Path texts = Files.createDirectory(folder.resolve("texts"));
    Path text = Files.writeString(texts.resolve("one.txt"), "to be\nor not to be, to\n");
    Distribution service = new Distribution(folder);
    service.configure(Files.readString(EXAMPLES.resolve("commands.yml")));
    Process daemon = service.serve();
    try {
      await().atMost(Duration.ofSeconds(30)).until(() -> service.serveLog().contains("ready:"));
      var checksums = service.run("submit", "CHECKSUMS", "-p", "folder=" + texts, "--wait");
      assertThat(checksums.out()).as(checksums.err()).contains("{\"files\":1}");
      assertThat(service.run("log", "@last").out()).contains("one.txt");
      var words = service.run("submit", "WORDLIST", "-p", "file=" + text, "-p", "most=1", "--wait");
      assertThat(words.out()).as(words.err()).contains("{\"to\":3}");
      assertThat(service.run("submit", "WORDLIST").err()).contains("missing parameter 'file'");
    } finally {
      daemon.destroy();
      assertThat(daemon.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }
}
