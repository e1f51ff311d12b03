package io.jobservice.cli;

import static io.jobservice.cli.CompletionSession.ALL;
import static io.jobservice.cli.CompletionSession.TAB;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.StubServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody types at a shell and presses TAB. */
@Timeout(120)
class CompletionSessionTest {

  private static final int PATIENCE_MILLIS = 30_000;

  @TempDir private Path directory;
  private StubServer server;
  private CompletionSession session;

  @BeforeEach
  void start() throws IOException {
    directory = directory.toRealPath();
    server = new StubServer();
    server
        .answer(
            "GET /api/v1/jobs",
            200,
            "[{\"job\":{\"id\":\"f00d\"}},{\"job\":{\"id\":\"a1b2\"}},{\"job\":{\"id\":\"a1c3@17\"}}]")
        .answer("GET /api/v1/hooks", 200, "[{\"id\":\"a1b2-3\"},{\"id\":\"f00d-1\"}]")
        .answer("GET /api/v1/queues", 200, "[{\"name\":\"DEMO\"},{\"name\":\"SCAN\"}]")
        .answer(
            "GET /api/v1/types/SCAN",
            200,
            "{\"name\":\"SCAN\",\"parameters\":[{\"name\":\"target\",\"type\":\"string\"},"
                + "{\"name\":\"deep\",\"type\":\"boolean\"},"
                + "{\"name\":\"level\",\"type\":\"string\",\"choices\":[\"low\",\"high\"]}]}");
    session = new CompletionSession(directory, server.url(), PATIENCE_MILLIS);
    Files.createDirectory(directory.resolve("conf"));
    Files.createFile(directory.resolve("conf/my settings.yml"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static List<String> words(String line) {
    return List.of(line.split(" ", -1));
  }

  /** What is typed, and the line after that; where nothing can follow, the same. */
  static Stream<Arguments> lines() {
    return Stream.of(
            "sub | submit",
            "help canc | help cancel",
            "list --lim | list --limit",
            "list -o i | list -o id",
            "list --output i | list --output id",
            "list --output=i | list --output=id",
            "list --status Error,Ru | list --status Error,Running",
            "list --status=Error,Ru | list --status=Error,Running",
            "stop f | stop f00d",
            "stop f00d a1b | stop f00d a1b2",
            "stop --wait a1c | stop --wait a1c3@17",
            "submit D | submit DEMO",
            "list --name DEMO,S | list --name DEMO,SCAN",
            "list --name=DEMO,S | list --name=DEMO,SCAN",
            "stop -- f | stop -- f00d",
            "submit --param a=D | submit --param a=D",
            "submit SCAN -p ta | submit SCAN -p target=",
            "submit SCAN --param deep=t | submit SCAN --param deep=true",
            "submit SCAN --param=level=h | submit SCAN --param=level=high",
            "submit -p level=low SCAN -p lev | submit -p level=low SCAN -p lev",
            "submit SCAN -p target=x | submit SCAN -p target=x",
            "submit DEMO -p ta | submit DEMO -p ta",
            "submit DEMO D | submit DEMO D",
            "queue pau | queue pause",
            "queue pause D | queue pause DEMO",
            "queue pause DEMO S | queue pause DEMO SCAN",
            "hook red | hook redeliver",
            "hook redeliver a1b | hook redeliver a1b2-3",
            "hook list --job f | hook list --job f00d",
            "admin config ch | admin config check",
            "admin completion z | admin completion zsh",
            "admin config show --conf | admin config show --config",
            "help queue res | help queue resume",
            "help admin config sh | help admin config show",
            "queue nonsense pau | queue nonsense pau",
            "wait f00d a1b | wait f00d a1b2",
            "nonsense s | nonsense s")
        .map(line -> line.split(" \\| ", 2))
        .map(line -> Arguments.of("jobservice " + line[0], "jobservice " + line[1]));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void bashCompletes(String typed, String completed) throws Exception {
    assertThat(session.bash(typed + TAB)).isEqualTo(words(completed));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void zshCompletes(String typed, String completed) throws Exception {
    assertThat(session.zsh(typed + TAB)).isEqualTo(words(completed));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void fishOffers(String typed, String completed) throws Exception {
    List<String> offers = session.fish(typed);

    if (typed.equals(completed)) {
      assertThat(offers).isEmpty();
    } else {
      assertThat(offers).containsExactly(completed.substring(completed.lastIndexOf(' ') + 1));
    }
  }

  @Test
  void allThatIsPossibleIsOffered() throws Exception {
    assertThat(session.bash("jobservice stop " + ALL))
        .isEqualTo(words("jobservice stop f00d a1b2 a1c3@17"));
    assertThat(session.bash("jobservice submit " + ALL))
        .isEqualTo(words("jobservice submit DEMO SCAN"));
    assertThat(session.bash("jobservice -" + ALL))
        .containsExactlyInAnyOrder("jobservice", "-h", "--help", "-V", "--version");
    assertThat(session.bash("jobservice " + ALL))
        .contains("serve", "submit", "list", "help")
        .doesNotContain("__complete");
  }

  @Test
  void filesAreOfferedWhereAnOptionTakesOne() throws Exception {
    List<String> completed = List.of("jobservice", "serve", "-c", "conf/my settings.yml");

    assertThat(session.bash("jobservice serve -c conf/m" + TAB)).isEqualTo(completed);
    assertThat(session.bash("jobservice serve -c \"conf/my s" + TAB)).isEqualTo(completed);
    assertThat(session.bash("jobservice serve --config=conf/m" + TAB))
        .containsExactly("jobservice", "serve", "--config=conf/my settings.yml");
    assertThat(session.bash("jobservice serve con" + TAB))
        .containsExactly("jobservice", "serve", "con");
  }

  @Test
  void zshOffersFilesToo() throws Exception {
    assertThat(session.zsh("jobservice serve -c conf/m" + TAB))
        .containsExactly("jobservice", "serve", "-c", "conf/my settings.yml");
  }

  @Test
  void fishOffersFilesToo() throws Exception {
    assertThat(session.fish("jobservice serve -c conf/m")).containsExactly("conf/my settings.yml");
  }

  @Test
  void theServiceIsTheOneThatTheLineNames() throws Exception {
    CompletionSession elsewhere =
        new CompletionSession(directory, "http://127.0.0.1:1", PATIENCE_MILLIS);
    Files.writeString(directory.resolve("conf/my secret"), "other");

    assertThat(
            elsewhere.bash(
                "jobservice stop --url "
                    + server.url()
                    + " --secret-file ~/conf/my\\ secret f"
                    + TAB))
        .endsWith("f00d");
    assertThat(server.requests().get(0).authorization()).isEqualTo("Harbor-Secret other");
    assertThat(elsewhere.bash("jobservice stop f" + TAB)).isEqualTo(words("jobservice stop f"));
  }

  @Test
  void aServiceThatDoesNotAnswerOffersNothing() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + deaf.getLocalPort();

      assertThat(new CompletionSession(directory, url, 300).bash("jobservice stop f" + TAB))
          .isEqualTo(words("jobservice stop f"));
    }
  }

  @Test
  void whatTheServiceSaysIsNeverRun() throws Exception {
    try (StubServer evil = new StubServer()) {
      evil.answer(
          "GET /api/v1/queues",
          200,
          "[{\"name\":\"$(touch pwned)\"},{\"name\":\"`touch pwned`\"}]");

      assertThat(
              new CompletionSession(directory, evil.url(), PATIENCE_MILLIS)
                  .bash("jobservice submit " + ALL))
          .isEqualTo(List.of("jobservice", "submit"));
      assertThat(directory.resolve("pwned")).doesNotExist();
    }
  }
}
