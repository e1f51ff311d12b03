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

class DeadLetterLogTest {

  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(DeadLetterLog.class);

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private long now;
  private final DeadLetterLog log = new DeadLetterLog(() -> now);

  @BeforeEach
  void listen() {
    lines.start();
    LOGGER.setLevel(Level.WARN);
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
    List<String> said = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    assertThat(lines.list).allMatch(line -> line.getLevel() == Level.WARN);
    lines.list.clear();
    return said;
  }

  @Test
  void theFirstOfAnEndpointIsSaidAtOnceWithItsUrlOnce() {
    log.gaveUp("http://a:1", "j-1", 1, "http://a:1/x: answered 400");
    log.gaveUp("http://b", "j-2", 2, "the host is denied");

    assertThat(said())
        .containsExactly(
            "event j-1 is given up after 1 try: http://a:1/x: answered 400",
            "event j-2 is given up after 2 tries: http://b: the host is denied");
  }

  @Test
  void furtherOnesAreCountedOnceAMinute() {
    for (int i = 0; i <= 50; i++) {
      log.gaveUp("http://a", "j-" + i, 1, "no");
    }
    log.gaveUp("http://b", "k-1", 1, "no");
    log.turn();
    assertThat(said()).hasSize(2);

    now += Duration.ofMinutes(1).toNanos();
    log.turn();
    assertThat(said()).containsExactly("50 more events are given up whose receiver is http://a");

    log.gaveUp("http://a", "j-51", 1, "no");
    log.gaveUp("http://b", "k-2", 1, "no");
    log.turn();
    assertThat(said()).containsExactly("event k-2 is given up after 1 try: http://b: no");
    log.sayRest();
    assertThat(said()).containsExactly("1 more event is given up whose receiver is http://a");
  }

  @Test
  void remembersNotMoreThanAThousandAndLosesNone() {
    for (int i = 0; i < 1000; i++) {
      log.gaveUp("http://a:" + i, "j-1", 1, "no");
    }
    log.gaveUp("http://a:0", "j-2", 1, "no");
    said();

    log.gaveUp("http://a:1000", "j-1", 1, "no");
    assertThat(said())
        .containsExactly(
            "1 more event is given up whose receiver is http://a:0",
            "event j-1 is given up after 1 try: http://a:1000: no");
  }
}
