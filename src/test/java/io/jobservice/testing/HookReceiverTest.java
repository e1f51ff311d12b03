package io.jobservice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.testing.HookReceiver.Post;
import io.jobservice.testing.HookReceiver.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HookReceiverTest {

  private final HookReceiver receiver = HookReceiver.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    receiver.close();
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(receiver.url() + "/done?x=1"))
            .timeout(Duration.ofMillis(500))
            .header("X-Number", "7")
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void whatCameIsRecorded() throws Exception {
    assertThat(post("größer").statusCode()).isEqualTo(200);
    assertThat(post("").statusCode()).isEqualTo(200);
    assertThat(receiver.posts()).extracting(Post::body).containsExactly("größer", "");
    Post first = receiver.posts().get(0);
    assertThat(first.path()).isEqualTo("/done?x=1");
    assertThat(first.header("X-Number")).isEqualTo("7");
    assertThat(first.reply().accepts()).isTrue();
  }

  @Test
  void itAnswersWhatItWasTold() throws Exception {
    receiver.behave(
        (post, number) ->
            number % 2 == 0 ? Reply.status(503).with("Retry-After", "1") : Reply.status(204));
    assertThat(post("a").headers().firstValue("Retry-After")).contains("1");
    assertThat(post("a").statusCode()).isEqualTo(204);
    assertThat(receiver.posts())
        .extracting(post -> post.reply().accepts())
        .containsExactly(false, true);
  }

  @Test
  void itHangsAndResets() throws Exception {
    receiver.behave((post, number) -> Reply.hang());
    assertThatThrownBy(() -> post("a")).isInstanceOf(HttpTimeoutException.class);
    receiver.behave((post, number) -> Reply.reset());
    assertThatThrownBy(() -> post("b")).isInstanceOf(IOException.class);
    assertThat(receiver.posts()).extracting(Post::body).contains("a", "b");
  }

  @Test
  void itIsDownAndComesBackOnTheSamePort() throws Exception {
    post("a");
    receiver.goDown();
    assertThatThrownBy(() -> post("b")).isInstanceOf(ConnectException.class);
    for (int i = 0; i < 20; i++) {
      receiver.comeBack();
      receiver.goDown();
    }
    receiver.comeBack();
    assertThat(post("c").statusCode()).isEqualTo(200);
    assertThat(receiver.posts()).extracting(Post::body).containsExactly("a", "c");
  }
}
