package io.jobservice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  private static final List<String> KNOWN = Options.ALL.stream().map(Option::path).toList();

  @ParameterizedTest
  @CsvSource({
    "prot, port",
    "worker_pool.wrokers, worker_pool.workers",
    "workerPool.Workers, worker_pool.workers",
    "workers, worker_pool.workers",
    "redis-url, worker_pool.redis_pool.redis_url",
    "idle_timeout_seconds, worker_pool.redis_pool.idle_timeout_second",
  })
  void theNearestNameIsFound(String typed, String meant) {
    assertThat(Spelling.nearest(typed, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"colour", "x", "worker_pool.colour", "pt"})
  void farNamesGiveNone(String typed) {
    assertThat(Spelling.nearest(typed, KNOWN)).isEmpty();
  }
}
