package io.jobservice.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

  private static final String ONE = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String TWO = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

  /** As the implementations of the convention have them in their own tests and documentation. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      value = {
        "msg_p5jXN8AQM9LWM0D4loKWxJek|1614265330|{\"test\": 2432232314}|"
            + ONE
            + "|v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk|1649367553|"
            + "{\"email\":\"test@example.com\",\"username\":\"test_user\"}|"
            + TWO
            + "|v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw="
      })
  void theConventionsOwnExamplesComeOut(
      String id, long timestamp, String body, String secret, String expected) throws Exception {
    assertThat(Signature.of(List.of(secret)).headers(id, Instant.ofEpochSecond(timestamp), body))
        .containsOnly(
            Map.entry("webhook-id", id),
            Map.entry("webhook-timestamp", Long.toString(timestamp)),
            Map.entry("webhook-signature", expected));
  }

  @Test
  void theConventionsOwnReceiverAcceptsEachOfSeveralSecrets() throws Exception {
    String plain = "any other text, of ünicode";
    String body = "{\"status\":\"Success\",\"check_in\":\"ünd 30%\"}";
    Map<String, String> headers =
        Signature.of(List.of(ONE, plain, TWO)).headers("job-7", Instant.now(), body);

    String encoded = "whsec_" + Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
    for (String secret : List.of(ONE, encoded, TWO)) {
      assertThatCode(() -> receive(secret, body, headers)).doesNotThrowAnyException();
    }
    assertThat(headers.get("webhook-signature").split(" ", -1)).hasSize(3);
    assertThatThrownBy(() -> receive("whsec_" + "AAAA".repeat(8), body, headers))
        .isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(() -> receive(ONE, body + " ", headers))
        .isInstanceOf(WebhookVerificationException.class);
    Map<String, String> other = new HashMap<>(headers);
    other.put("webhook-id", "job-8");
    assertThatThrownBy(() -> receive(ONE, body, other))
        .isInstanceOf(WebhookVerificationException.class);
  }

  private static void receive(String secret, String body, Map<String, String> headers)
      throws WebhookVerificationException {
    new Webhook(secret)
        .verify(body, java.net.http.HttpHeaders.of(multi(headers), (name, value) -> true));
  }

  private static Map<String, List<String>> multi(Map<String, String> headers) {
    Map<String, List<String>> lists = new HashMap<>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    return lists;
  }

  @Test
  void withoutASecretNothingIsSigned() throws Exception {
    assertThat(Signature.of(List.of()).headers("id", Instant.EPOCH, "{}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"whsec_", "whsec_not base64!", "whsec_ä", ""})
  void aSecretThatIsNoneIsRefusedAndNotShown(String secret) {
    assertThatThrownBy(() -> Signature.of(List.of(ONE, secret)))
        .isInstanceOf(HookSetupException.class)
        .hasMessageStartingWith("hooks.secret: secret 2 ")
        .hasMessageNotContaining("base64!");
  }
}
