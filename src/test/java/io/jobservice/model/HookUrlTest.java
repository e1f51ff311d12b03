package io.jobservice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://h.example | http://h.example:80/ | / | h.example",
        "HTTPS://H.Example./a/b?x=1&y#frag | https://h.example:443/a/b | /a/b?x=1&y | h.example",
        "https://h:80?q | https://h:80/ | /?q | h:80",
        "http://h:8080/%C3%BC/ü | http://h:8080/%C3%BC/%C3%BC | /%C3%BC/%C3%BC | h:8080",
        "http://[::1]:443/x | http://[::1]:443/x | /x | [::1]:443",
        "http://my_app/x | http://my_app:80/x | /x | my_app",
        "HTTP://A_b.Net_1.:8080/%C3%BC?q | http://a_b.net_1:8080/%C3%BC | /%C3%BC?q | a_b.net_1:8080",
        "http://127.0.0.1:/x | http://127.0.0.1:80/x | /x | 127.0.0.1"
      })
  void aUrlHasItsParts(String text, String shown, String target, String authority) {
    HookUrl url = HookUrl.of(text);
    assertThat(url).hasToString(shown);
    assertThat(url.target()).isEqualTo(target);
    assertThat(url.authority()).isEqualTo(authority);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://h/ | ''",
        "http://@h/ | ''",
        "http://user@h/ | user:",
        "http://us%20er:p%40ss@my_app:1/ | us er:p@ss",
        "http://user:pass:word@h/ | user:pass:word",
        "http://us%20er:p%40ss%C3%BC@h/ | us er:p@ssü",
        "http://:secret@h/ | :secret"
      })
  void userAndPasswordAreBasicCredentials(String text, String expected) {
    assertThat(
            HookUrl.of(text)
                .basic()
                .map(
                    b ->
                        new String(
                            Base64.getDecoder().decode(b),
                            java.nio.charset.StandardCharsets.UTF_8)))
        .isEqualTo(
            expected.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(expected));
  }

  @Test
  void userPasswordAndQueryAreNotShown() {
    assertThat(HookUrl.of("https://user:pw@h.example/path?token=t#f"))
        .hasToString("https://h.example:443/path");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not a url | must be an http or https URL: it has white space",
        "'' | must be an http or https URL: it does not begin with http:// or https://",
        "x | must be an http or https URL: it does not begin with http:// or https://",
        "localhost:18190 | must be an http or https URL: it does not begin with http:// or https://",
        "127.0.0.1:18190/a | must be an http or https URL: it does not begin with http:// or https://",
        "ftp://h/ | must be an http or https URL: it does not begin with http:// or https://",
        "mailto:a@b | must be an http or https URL: it does not begin with http:// or https://",
        "http:h | must be an http or https URL: it has no host",
        "http:///path | must be an http or https URL: it has no host",
        "http:// | must be an http or https URL: it has no host",
        "http://:80/ | must be an http or https URL: it has no host before its port",
        "http://user:pw@/ | must be an http or https URL: it has no host before its port",
        "http://2130706433/ | must be an http or https URL: its host ends in a number",
        "http://0x7F000001/ | must be an http or https URL: its host ends in a number",
        "http://0x7f.1/ | must be an http or https URL: its host ends in a number",
        "http://2852039166/ | must be an http or https URL: its host ends in a number",
        "http://a_b.1/ | must be an http or https URL: its host ends in a number",
        "http://300.1.1.1/ | must be an http or https URL: its host ends in a number",
        "http://[fe80::1%25eth0]/ | must be an http or https URL: its host has a zone",
        "http://exämple.invalid/ | must be an http or https URL: its host has letters beyond ASCII; write it in Punycode",
        "http://-a/ | must be an http or https URL: its host is none; a name has letters",
        "http://a_b-./ | must be an http or https URL: its host is none; a name has letters",
        "http://::1/ | must be an http or https URL: its host has a ':'; an address of IPv6 stands in brackets",
        "http://user:p@ss@h/ | must be an http or https URL: its user or password has an '@'; write %40",
        "https://a_b/ | must be an http or https URL: its host has an '_', which works with http only",
        "http://h:port/ | must be an http or https URL: its port is no number",
        "http://127.0.0.1:abc/ | must be an http or https URL: its port is no number",
        "http://a_b:-1/ | must be an http or https URL: its port is no number",
        "http://a_b:0/ | must be an http or https URL: its port is not 1 to 65535",
        "http://a_b:99999/ | must be an http or https URL: its port is not 1 to 65535",
        "http://h:123456789012/ | must be an http or https URL: its port is no number",
        "http://h:0/ | must be an http or https URL: its port is not 1 to 65535",
        "http://h:65536/ | must be an http or https URL: its port is not 1 to 65535",
        "http://h/\u0007x | must be an http or https URL: it has white space or a control",
        "http://h/{x} | must be an http or https URL: it has what no URL may have at its character 10;",
        "http://h/%zz | must be an http or https URL",
        "http://a%3Ab:c@h/ | must have a user without ':'",
        "http://a:%FF@h/ | must have a user and password that are UTF-8 text",
        "http://a:%0A@h/ | must have a user and password that are UTF-8 text"
      })
  void whatIsNoUrlIsRefusedWithAReason(String text, String reason) {
    assertThatThrownBy(() -> HookUrl.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(reason);
  }

  @Test
  void aUrlHasALimit() {
    String longest = "http://h/" + "x".repeat(8192 - "http://h/".length());
    assertThat(HookUrl.of(longest).toString()).hasSizeLessThan(300);
    assertThatThrownBy(() -> HookUrl.of(longest + "x"))
        .hasMessage("must have at most 8192 characters");
  }
}
