package io.jobservice.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example programs run as their README says. That of the plugin is run by the main README. */
class ExamplesIT {

  private static final Path EXAMPLES = Path.of("src/examples/commands");

  private static final String SECRET = "c2lnbmVkIGxpa2UgYWxsIGVsc2U=";
  private final String now = Long.toString(Instant.now().getEpochSecond());

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

  @Test
  void theReceiverTakesWhatIsSignedAndDropsRepeats() throws Exception {
    Path said = folder.resolve("receiver.txt");
    ProcessBuilder command =
        new ProcessBuilder("python3", Path.of("src/examples/hooks/receiver.py").toString(), "0")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    command.environment().put("HOOK_SECRET", "whsec_" + SECRET);
    Process receiver = command.start();
    Distribution service = new Distribution(folder);
    service.configure("");
    Process daemon = service.serve(Map.of("HOOK_SECRET", "a-newer-one,whsec_" + SECRET));
    try {
      await().atMost(Duration.ofSeconds(30)).until(() -> service.serveLog().contains("ready:"));
      await().until(() -> Files.readString(said).endsWith("\n"));
      String url = Files.readString(said).strip().replace("listening on ", "") + "/done";
      var sample = service.run("hook", "test", url);
      assertThat(sample.out()).as(sample.err()).contains("delivered: 204");
      assertThat(lines(said, "test")).containsExactly("test 1 Success ");

      var job = service.run("submit", "DEMO", "-p", "image=demo", "-p", "hold=0s", "--hook", url);
      String id = job.out().strip();
      await().until(() -> lines(said, id).stream().anyMatch(line -> line.contains("Success")));
      List<String> events = lines(said, id);
      assertThat(events).first().isEqualTo(id + " 1 Running ");
      assertThat(events).last().asString().endsWith(" Success ");

      assertThat(post(url, id, "v1,AAAA")).isEqualTo(401);
      assertThat(post(url, id, "v1,BBBB " + signature(id))).isEqualTo(204);
      assertThat(lines(said, id)).isEqualTo(events);
    } finally {
      receiver.destroy();
      daemon.destroy();
      assertThat(daemon.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static List<String> lines(Path said, String job) throws IOException {
    return Files.readAllLines(said).stream().filter(line -> line.startsWith(job + " ")).toList();
  }

  private static String body(String job) {
    return "{\"job_id\":\"" + job + "\",\"status\":\"Running\"}";
  }

  /** The first event of a job, once more. */
  private int post(String url, String job, String signature) throws IOException {
    HttpURLConnection post = (HttpURLConnection) URI.create(url).toURL().openConnection();
    post.setRequestProperty("X-Jobservice-Sequence", "1");
    post.setRequestProperty("webhook-id", job + "-1");
    post.setRequestProperty("webhook-timestamp", now);
    post.setRequestProperty("webhook-signature", signature);
    post.setDoOutput(true);
    post.getOutputStream().write(body(job).getBytes(UTF_8));
    return post.getResponseCode();
  }

  private String signature(String job) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET), "HmacSHA256"));
    byte[] sum = mac.doFinal((job + "-1." + now + "." + body(job)).getBytes(UTF_8));
    return "v1," + Base64.getEncoder().encodeToString(sum);
  }
}
