package io.jobservice.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellLineTest {

  private static ShellLine stop(String id) {
    return ShellLine.of("jobservice stop").word(id);
  }

  @Test
  void plainWordsStayAsTheyAre() {
    assertThat(stop("5c1f@1,2:3/%=+-_.").text()).contains("jobservice stop 5c1f@1,2:3/%=+-_.");
  }

  @Test
  void allElseIsOneQuotedWord() {
    assertThat(stop("a; rm -r ~").text()).contains("jobservice stop 'a; rm -r ~'");
    assertThat(stop("it's $(x) `y`").text()).contains("jobservice stop 'it'\\''s $(x) `y`'");
    assertThat(ShellLine.of("jobservice submit").option("--params", "{\"é\":1}").text())
        .contains("jobservice submit --params '{\"é\":1}'");
  }

  @Test
  void whatIsReadAsSomethingElseOrIsUnseenIsNotPasted() {
    for (String odd :
        new String[] {"", "-", "--help", "@last", "a\nb", "a\u001bb", "a\u202eb", "a\ud800"}) {
      assertThat(stop(odd).text()).as(odd).isEmpty();
      assertThat(ShellLine.of("x").option("--hook", odd).option("--unique").text()).isEmpty();
    }
  }
}
