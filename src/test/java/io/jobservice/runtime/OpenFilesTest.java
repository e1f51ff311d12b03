package io.jobservice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenFilesTest {

  @ParameterizedTest
  @CsvSource({"100000, 10000", "10256, 10000", "1024, 768", "300, 150"})
  void connectionsLeaveFilesForAllElse(int files, int connections) {
    assertThat(new OpenFiles(OptionalInt.of(files)).connections(10_000)).isEqualTo(connections);
  }
}
