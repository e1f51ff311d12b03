package io.jobservice.hook;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EndpointLogTest {

  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(EndpointLog.class);

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private long now;
  private final EndpointLog log = new EndpointLog(() -> now);

  @BeforeEach
  void listen() {
    lines.start();
    LOGGER.setLevel(Level.INFO);
    LOGGER.setAdditive(false);
    LOGGER.addAppender(lines);
  }

  @AfterEach
  void leave() {
    LOGGER.setAdditive(true);
    LOGGER.setLevel(null);
    LOGGER.detachAppender(lines);
  }

  private List<String> said() {
    return lines.list.stream()
        .map(line -> line.getLevel() + " " + line.getFormattedMessage())
        .toList();
  }

  @Test
  void saysOnceThatAnEndpointFailsAndOnceThatItWorks() {
    log.worked("http://a:1");
    log.failed("http://a:1", "answered 500");
    log.failed("http://a:1", "answered 503");
    log.worked("http://b:1");
    log.worked("http://a:1");
    log.worked("http://a:1");

    assertThat(said())
        .containsExactly(
            "WARN status hooks do not reach http://a:1, trying again: answered 500",
            "INFO status hooks reach http://a:1 again");
  }

  @Test
  void saysNothingForAMinuteOfOneThatGoesToAndFro() {
    for (int i = 0; i < 100; i++) {
      log.failed("http://a:1", "answered 500");
      log.worked("http://a:1");
    }
    assertThat(said()).hasSize(2);

    now += Duration.ofMinutes(1).toNanos();
    log.failed("http://a:1", "answered 502");
    assertThat(said()).hasSize(3);
  }

  @Test
  void remembersNotMoreThanAThousand() {
    for (int i = 0; i <= 1000; i++) {
      log.failed("http://a:" + i, "no");
    }
    lines.list.clear();

    log.failed("http://a:0", "no");
    log.failed("http://a:1000", "no");
    assertThat(said()).hasSize(1);
  }
}
