package io.jobservice.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1023, 1023, 1023",
    "4096B, 4096, 4KiB",
    "1KiB, 1024, 1KiB",
    "1024kib, 1048576, 1MiB",
    "10MiB, 10485760, 10MiB",
    "1536 MiB, -1, ''",
    "3GIB, 3221225472, 3GiB",
    "1TiB, 1099511627776, 1TiB",
    "2048TiB, 2251799813685248, 2048TiB"
  })
  void aSizeIsReadAndWritten(String text, long bytes, String written) {
    if (bytes < 0) {
      assertThat(SizeText.parse(text)).isEmpty();
    } else {
      assertThat(SizeText.parse(text)).hasValue(bytes);
      assertThat(SizeText.format(bytes)).isEqualTo(written);
      assertThat(SizeText.parse(written)).hasValue(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "MiB", "-1", "1.5MiB", "10MB", "10M", "10Mi", "1e3", "1234567KiB", "+1"})
  void whatIsNoSizeIsNone(String text) {
    assertThat(SizeText.parse(text)).isEmpty();
  }

  @Test
  void theLargestNumberOfBytesIsFarFromOverflow() {
    assertThat(SizeText.parse("999999999999999999")).hasValue(999_999_999_999_999_999L);
    assertThat(SizeText.parse("999999TiB").orElseThrow()).isPositive();
  }
}
