package io.jobservice.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.testing.HookReceiver.Post;
import io.jobservice.testing.HookReceiver.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HookReceiverTest {

  private final HookReceiver receiver = HookReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  /** Not with the JDK's newer client, whose settings are those of its first use in a process. */
  private HttpURLConnection post(String body) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(receiver.url() + "/done?x=1").toURL().openConnection();
    connection.setReadTimeout(500);
    connection.setRequestProperty("X-Number", "7");
    connection.setDoOutput(true);
    connection.getOutputStream().write(body.getBytes(UTF_8));
    connection.getResponseCode();
    return connection;
  }

  @Test
  void whatCameIsRecorded() throws Exception {
    assertThat(post("größer").getResponseCode()).isEqualTo(200);
    assertThat(post("").getResponseCode()).isEqualTo(200);
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
    assertThat(post("a").getHeaderField("Retry-After")).isEqualTo("1");
    assertThat(post("a").getResponseCode()).isEqualTo(204);
    assertThat(receiver.posts())
        .extracting(post -> post.reply().accepts())
        .containsExactly(false, true);
  }

  @Test
  void itHangsAndResets() throws Exception {
    receiver.behave((post, number) -> Reply.hang());
    assertThatThrownBy(() -> post("a")).isInstanceOf(SocketTimeoutException.class);
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
    assertThat(post("c").getResponseCode()).isEqualTo(200);
    assertThat(receiver.posts()).extracting(Post::body).containsExactly("a", "c");
  }
}
