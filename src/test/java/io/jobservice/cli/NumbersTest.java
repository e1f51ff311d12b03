package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers in messages and tables. */
class NumbersTest extends StubbedService {

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"})
  void areTheSameInEveryLocale(String locale) {
    Locale.setDefault(Locale.forLanguageTag(locale));

    assertThat(Numbers.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Numbers.jobs(1)).isEqualTo("1 job");
    assertThat(Numbers.jobs(0)).isEqualTo("0 jobs");
    assertThat(Numbers.jobs(2_000)).isEqualTo("2,000 jobs");
    assertThat(Numbers.decimal(1234.56)).isEqualTo("1234.6");
    assertThat(Numbers.rate(30_000, 2)).isEqualTo("15,000/s");
  }

  @Test
  void theSummaryKeepsItsPoint() {
    Locale.setDefault(Locale.GERMANY);
    server.answer(
        "GET /api/v1/summary",
        200,
        "{\"redis\":{\"used_memory\":1572864},\"queues\":[{\"name\":\"A\",\"rate\":1.5}]}");

    assertThat(shell.run("stats").out()).contains("1.5 ").contains("1.5MiB");
  }

  @Test
  void purgesKeepTheirCommas() {
    Locale.setDefault(Locale.GERMANY);
    server.answer("GET /api/v1/queues/DEMO", 200, "{\"depth\":12000}");

    assertThat(shell.run("queue", "purge", "DEMO", "--dry-run").err())
        .isEqualTo("DEMO: 12,000 would be stopped.\n");
  }
}
