package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text of others cannot change what a terminal shows of the rest. */
class PrintableTest {

  @Test
  void controlCharactersAreEscaped() {
    assertThat(Printable.line("a\tb\n\u001b[31m\u009bm")).isEqualTo("a\\tb\\n\\u001b[31m\\u009bm");
    assertThat(Printable.lines("a\tb\n\r")).isEqualTo("a\tb\n\\r");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x061c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066,
        0x2067, 0x2068, 0x2069, 0xfeff
      })
  void whatTurnsOrBreaksALineUnseenIsEscaped(int point) {
    String text = "a" + Character.toString(point) + "b";
    String shown = "a\\u%04xb".formatted(point);

    assertThat(Printable.line(text)).isEqualTo(shown);
    assertThat(Printable.lines(text)).isEqualTo(shown);
    assertThat(Printable.cell(text)).isEqualTo(shown);
  }

  @Test
  void lettersOfAllScriptsAndJoinedSignsStay() {
    String text =
        "Grüße \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u200d\u200c \ud83d\ude00";

    assertThat(Printable.lines(text)).isEqualTo(text);
  }
}
