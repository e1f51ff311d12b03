package io.jobservice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.model.BadRequestException;
import io.jobservice.model.HookPage;
import io.jobservice.model.HookQuery;
import io.jobservice.model.HookState;
import io.jobservice.model.NotFoundException;
import io.jobservice.model.Redelivered;
import io.jobservice.model.ServiceException;
import io.jobservice.model.Summary;
import io.jobservice.redis.HookOutbox.Claim;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.PlantedHooks;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HooksTest {

  private static final String A = "aaaaaaaaaaaaaaaaaaaaaaaa";
  private static final String B = "bbbbbbbbbbbbbbbbbbbbbbbb@1795315490";
  private static final String URL = "http://user:pw@Receiver:8080/path?token=x";

  private PlantedHooks planted;
  private Controller controller;
  private Hooks hooks;

  @BeforeEach
  void connect() {
    planted = new PlantedHooks(Namespaces.fresh());
    controller = Controller.withoutNode(planted.redis(), new SecureRandom());
    hooks = controller.hooks();
  }

  @AfterEach
  void close() {
    planted.close();
  }

  private static HookQuery query(boolean dead, String job, int size) {
    return new HookQuery(dead, Optional.ofNullable(job), size, HookQuery.START);
  }

  /** The ids page by page, which are never larger than is due to events of one job. */
  private List<List<String>> pages(HookQuery first) throws ServiceException {
    List<List<String>> pages = new ArrayList<>();
    HookQuery query = first;
    while (true) {
      HookPage page = hooks.list(query);
      pages.add(page.events().stream().map(HookState::id).toList());
      if (page.next().equals(HookQuery.START)) {
        return pages;
      }
      assertThat(page.next()).matches("[A-Za-z0-9_-]+");
      query = query.from(page.next(), query.pageSize());
    }
  }

  private List<String> ids(boolean dead, String job) throws ServiceException {
    return pages(query(dead, job, 1000)).stream().flatMap(List::stream).toList();
  }

  private Summary.Hooks counts() throws ServiceException {
    return controller.queues().summary().hooks();
  }

  @Test
  void anEventThatFailedTellsWhyAndWhenItIsTriedNext() throws ServiceException {
    planted.job(A).checkIn(A, "30%", URL).event(A, "Success", URL).fail(A, "it answered 503");

    List<HookState> events = hooks.list(query(false, null, 10)).events();

    HookState first = events.get(0);
    assertThat(first)
        .isEqualTo(
            new HookState(
                A + "-1",
                A,
                1,
                "Running",
                "30%",
                "http://receiver:8080",
                first.createdMillis(),
                1,
                "it answered 503",
                first.nextMillis(),
                false,
                0));
    assertThat(first.nextMillis() - first.createdMillis()).isBetween(3_600_000L, 3_660_000L);
    assertThat(events.get(1).checkIn()).isEmpty();
    assertThat(events.get(1).nextMillis()).isZero();
    assertThat(events).hasSize(2);
  }

  @Test
  void anEventThatIsBeingDeliveredSaysSo() throws ServiceException {
    planted.job(A).event(A, "Success", URL).claim();

    assertThat(hooks.list(query(false, A, 10)).events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.delivering()).isTrue();
              assertThat(event.nextMillis()).isZero();
            });
  }

  @Test
  void aDeadLetterTellsWhenItWasGivenUp() throws ServiceException {
    planted.job(A).event(A, "Error", URL).giveUp(A, "too old");

    HookState letter = hooks.list(query(true, null, 10)).events().get(0);

    assertThat(letter.deadMillis()).isGreaterThanOrEqualTo(letter.createdMillis());
    assertThat(letter.lastError()).isEqualTo("too old");
    assertThat(letter.endpoint()).isEqualTo("http://receiver:8080");
    assertThat(ids(false, null)).isEmpty();
  }

  @Test
  void eventsAreReadPageByPage() throws ServiceException {
    for (int i = 1; i <= 5; i++) {
      planted.job(A + i).event(A + i, "Running", URL).event(A + i, "Success", URL);
    }
    List<List<String>> pages = pages(query(false, null, 2));
    assertThat(pages.stream().flatMap(List::stream)).hasSize(10).doesNotHaveDuplicates();
    assertThat(pages).hasSizeGreaterThanOrEqualTo(5);
    for (int i = 1; i <= 5; i++) {
      planted.giveUp(A + i, "x").giveUp(A + i, "x");
    }
    assertThat(pages(query(true, null, 3)).stream().map(List::size).filter(size -> size > 0))
        .containsExactly(3, 3, 3, 1);
  }

  @Test
  void theEventsOfAJobAreReadPageByPageInTheirOrder() throws ServiceException {
    planted.job(A).job(B);
    for (int i = 0; i < 5; i++) {
      planted.event(A, "Running", URL);
    }
    planted.event(B, "Running", URL);

    assertThat(pages(query(false, A, 2)))
        .containsExactly(
            List.of(A + "-1", A + "-2"), List.of(A + "-3", A + "-4"), List.of(A + "-5"));
    planted.giveUp(A, "x").giveUp(A, "x").giveUp(A, "x");
    assertThat(pages(query(true, A, 2)))
        .containsExactly(List.of(A + "-1", A + "-2"), List.of(A + "-3"));
    assertThat(ids(true, B)).isEmpty();
  }

  @Test
  void aJobThatThereIsNotIsNamedUnlessItHasLeftSomething() throws ServiceException {
    planted.job(A).event(A, "Success", URL);
    planted.forget(A);

    assertThat(ids(false, A)).hasSize(1);
    assertThatThrownBy(() -> hooks.list(query(true, A, 10)))
        .isInstanceOf(NotFoundException.class)
        .hasMessage(A);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1", "-1", "00", "MTIz", "bm9uZQ", "%", "9999999999999999999999"})
  void whatIsNoCursorIsRefused(String cursor) {
    planted.job(A);
    for (boolean dead : new boolean[] {true, false}) {
      assertThatThrownBy(() -> hooks.list(new HookQuery(dead, Optional.empty(), 10, cursor)))
          .isInstanceOf(BadRequestException.class)
          .hasMessage("'cursor' must be what 'Next-Cursor' said, not " + cursor);
    }
    if (!cursor.matches("[0-9]{1,18}")) {
      assertThatThrownBy(() -> hooks.list(new HookQuery(true, Optional.of(A), 10, cursor)))
          .isInstanceOf(BadRequestException.class);
    }
  }

  @Test
  void aDeadLetterIsTriedAgain() throws ServiceException {
    planted.job(B).event(B, "Running", URL).event(B, "Success", URL);
    planted.giveUp(B, "x").giveUp(B, "x");
    assertThat(counts()).isEqualTo(new Summary.Hooks(0, 2));

    hooks.redeliver(B + "-2");

    assertThat(ids(false, B)).containsExactly(B + "-2");
    assertThat(ids(true, B)).containsExactly(B + "-1");
    assertThat(counts()).isEqualTo(new Summary.Hooks(1, 1));
    assertThat(planted.claim()).extracting(Claim::sequence).containsExactly(2L);
  }

  @Test
  void anEventThatWaitsForItsNextTryIsTriedAtOnce() throws ServiceException {
    planted.job(A).event(A, "Running", URL).event(A, "Success", URL).fail(A, "x");
    assertThat(planted.claim()).isEmpty();

    hooks.redeliver(A + "-2");

    assertThat(planted.claim()).extracting(Claim::sequence).containsExactly(1L);
    hooks.redeliver(A + "-1");
    assertThat(ids(false, A)).containsExactly(A + "-1", A + "-2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aaaaaaaaaaaaaaaaaaaaaaaa-3",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "aaaaaaaaaaaaaaaaaaaaaaaa-",
        "-1",
        "nope-1",
        "aaaaaaaaaaaaaaaaaaaaaaaa-99999999999999999999"
      })
  void anEventThatThereIsNotIsNamed(String id) {
    planted.job(A).event(A, "Running", URL).event(A, "Success", URL).giveUp(A, "x");

    assertThatThrownBy(() -> hooks.redeliver(id))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith("there is no event " + id);
  }

  @Test
  void allDeadLettersAreTriedAgainInTheOrderOfTheirJobs() throws ServiceException {
    planted.job(A).job(B);
    for (int i = 0; i < 3; i++) {
      planted.event(A, "Running", URL).event(B, "Running", URL);
    }
    planted.giveUp(A, "x").giveUp(B, "x").giveUp(A, "x").giveUp(B, "x");

    assertThat(hooks.redeliverDead(3)).isEqualTo(new Redelivered(3, 1));
    assertThat(hooks.redeliverDead(10_000)).isEqualTo(new Redelivered(1, 0));
    assertThat(hooks.redeliverDead(10_000)).isEqualTo(new Redelivered(0, 0));

    assertThat(ids(false, A)).containsExactly(A + "-1", A + "-2", A + "-3");
    assertThat(ids(false, B)).containsExactly(B + "-1", B + "-2", B + "-3");
    assertThat(counts()).isEqualTo(new Summary.Hooks(6, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 10_001})
  void onlySoManyAreTriedAgainAtOnce(int most) {
    assertThatThrownBy(() -> hooks.redeliverDead(most))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("'limit' must be a whole number from 1 to 10000, but it is " + most);
  }

  @Test
  void anEventThatIsNotThereIsNamed() {
    planted.job(A).event(A, "Error", URL).giveUp(A, "too old");

    for (String id : List.of(A.substring(0, 6) + "-1", "@last")) {
      assertThatThrownBy(() -> hooks.redeliver(id))
          .isInstanceOf(NotFoundException.class)
          .hasMessageStartingWith("there is no event " + id);
    }
    assertThatThrownBy(() -> hooks.redeliver(A + "-7")).hasMessageContaining("dropped after a 410");
  }
}
