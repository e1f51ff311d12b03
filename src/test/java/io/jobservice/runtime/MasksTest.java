package io.jobservice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasksTest {

  private final Masks masks = new Masks();

  @Test
  void aSecretIsHiddenWhereverItStands() {
    masks.hide(Set.of("s3cr"));

    assertThat(masks.apply("s3cr, xs3crx and\ns3crs3cr")).isEqualTo("***, x***x and\n******");
  }

  @Test
  void aSecretThatHoldsAnotherIsHiddenWhole() {
    masks.hide(Set.of("abcd"));
    masks.hide(Set.of("0abcd1", "abcd1"));

    assertThat(masks.apply("0abcd1 abcd1 abcd")).isEqualTo("*** *** ***");
  }

  @Test
  void whatIsTooShortToBeTellableIsNotHidden() {
    masks.hide(Set.of("abc"));

    assertThat(masks.apply("abc")).isEqualTo("abc");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "to redis://user:pass@host:1/2 | to redis://***@host:1/2",
        "to rediss://:pa/s@s@host failed | to rediss://***@host failed",
        "https://token@host/path?a=b@c | https://***@c",
        "Authorization: Harbor-Secret abc def | Authorization: ***",
        "{Accept=[x], Authorization=[Basic abc=], Host=[y]} | {Accept=[x], Authorization=[***], Host=[y]}",
        "{\"authorization\": \"abc\"} | {\"authorization\": \"***}",
        "proxy-authorization=abc | proxy-authorization=***",
        "sent Bearer eyJhbGci.x-y, got 401 | sent Bearer ***, got 401",
      })
  void credentialsAreHiddenThatNobodyTold(String text, String masked) {
    assertThat(masks.apply(text)).isEqualTo(masked);
  }

  @Test
  void ordinaryTextStays() {
    for (String text :
        List.of(
            "ready: the API is at http://127.0.0.1:8080",
            "Basic authentication is not offered",
            "mail to a@b.example, see http://host/path")) {
      assertThat(masks.apply(text)).isEqualTo(text);
    }
  }
}
