package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RawHttp.Answer;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs from a byte on, over real HTTP. */
class LogRangeTest {

  private static final String LOG = "0123456789\nabcdefghi\n";
  private static final String ID = "0123456789abcdef01234567";

  @TempDir static Path folder;
  private static TestNode node;
  private static RawHttp http;

  @BeforeAll
  static void start() throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs"));
    String backend =
        "job_loggers:\n  - name: FILE\n    level: INFO\n    settings:\n      base_dir: " + logs;
    node =
        TestNode.start(
            folder, RedisServer.shared().url().toUri(), Namespaces.fresh(), backend + "\n");
    http = node.http();
    Files.writeString(logs.resolve(ID + ".log"), LOG);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static Answer log(String id, String range) {
    return http.send(
        "GET",
        "/api/v1/jobs/" + id + "/log",
        null,
        Map.of("Authorization", "Harbor-Secret " + TestNode.SECRET, "Range", range));
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "11", "20"})
  void theRestOfALogIsAnsweredInPart(int from) {
    Answer answer = log(ID, "bytes=" + from + "-");

    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.headers()).containsEntry("content-range", "bytes " + from + "-20/21");
    assertThat(answer.headers()).containsEntry("content-type", "text/plain; charset=utf-8");
    assertThat(answer.body()).isEqualTo(LOG.substring(from));
  }

  @ParameterizedTest
  @ValueSource(strings = {"21", "22", "99999999999999999999999999"})
  void beyondTheEndThereIsNothing(String from) {
    Answer answer = log(ID, "bytes=" + from + "-");

    assertThat(answer.status()).isEqualTo(416);
    assertThat(answer.headers()).containsEntry("content-range", "bytes */21");
    assertThat(answer.json().path("description").asText()).contains("the log has 21 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=2-5", "bytes=-5", "bytes=2-,5-", "lines=2-", "bytes=x-", "2-"})
  void otherRangesArePassedOver(String range) {
    Answer answer = log(ID, range);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).doesNotContainKey("content-range");
    assertThat(answer.body()).isEqualTo(LOG);
  }

  @Test
  void aJobThatHasLoggedNothingHasNothingFromAnywhere() {
    String id = http.accepted("NOOP", "{}");

    Answer answer = log(id, "bytes=0-");

    assertThat(answer.status()).isEqualTo(416);
    assertThat(answer.headers()).containsEntry("content-range", "bytes */0");
  }

  @Test
  void thereIsNoPartOfALogThatIsNotThere() {
    assertThat(log("ffffffffffffffffffffffff", "bytes=5-").status()).isEqualTo(404);
    assertThat(log("abc", "bytes=5-").status()).isEqualTo(400);
  }
}
