package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.model.BadRequestException;
import io.jobservice.model.UnavailableException;
import java.io.ByteArrayInputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodiesTest {

  private static final int KIB = 1 << 10;

  private final Bodies bodies = new Bodies(100 * KIB);

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private Bodies.Held read(int length, boolean declared) throws Exception {
    var in = new ByteArrayInputStream(bytes(length));
    return bodies.read(in, declared ? length : -1, 80 * KIB);
  }

  @ParameterizedTest
  @CsvSource({
    "0, true",
    "0, false",
    "1, true",
    "16384, true",
    "16384, false",
    "16385, true",
    "16385, false",
    "50000, true",
    "50000, false",
    "81920, true",
    "81920, false"
  })
  void aBodyIsReadAsItIs(int length, boolean declared) throws Exception {
    for (int i = 0; i < 10; i++) {
      try (Bodies.Held held = read(length, declared)) {
        assertThat(held.bytes()).isEqualTo(bytes(length));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"81921, true", "81921, false", "200000, true", "200000, false"})
  void oneThatIsTooLongIsRefusedAndTakesNothing(int length, boolean declared) throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> read(length, declared)).isInstanceOf(BadRequestException.class);
    }
    read(80 * KIB, true).close();
  }

  @Test
  void allTogetherHaveTheirShare() throws Exception {
    try (Bodies.Held held = read(60 * KIB, true)) {
      assertThatThrownBy(() -> read(60 * KIB, true)).isInstanceOf(UnavailableException.class);
      read(16 * KIB, true).close();
      read(40 * KIB, true).close();
      assertThat(held.bytes()).hasSize(60 * KIB);
    }
    read(60 * KIB, false).close();
  }
}
