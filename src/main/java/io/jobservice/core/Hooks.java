package io.jobservice.core;

import static io.jobservice.core.Guarded.guarded;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.model.BadRequestException;
import io.jobservice.model.HookOrder;
import io.jobservice.model.HookPage;
import io.jobservice.model.HookQuery;
import io.jobservice.model.HookState;
import io.jobservice.model.NotFoundException;
import io.jobservice.model.Redelivered;
import io.jobservice.model.ServiceException;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import io.jobservice.model.UnavailableException;
import io.jobservice.redis.HookEvent;
import io.jobservice.redis.HookOutbox;
import io.jobservice.redis.HookOutbox.Page;
import io.jobservice.redis.HookOutbox.Shown;
import io.jobservice.redis.JobStore;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of the door that is about status hooks: the events that wait for their delivery, and the
 * dead letters, which were given up. Safe to share. When Redis is away each method fails with
 * {@link UnavailableException} within seconds.
 */
public final class Hooks {

  /** More events than a job has. */
  private static final int OF_A_JOB = 100_000;

  private static final int A_PIECE = 500;
  private static final Pattern EVENT = Pattern.compile("(?s)(.+)-([0-9]{1,18})");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final HookOutbox outbox;
  private final JobStore jobs;

  Hooks(HookOutbox outbox, JobStore jobs) {
    this.outbox = outbox;
    this.jobs = jobs;
  }

  /**
   * A page of events. Those that wait come job by job, the one first whose oldest event is oldest;
   * dead letters the newest first; those of one job in their order.
   *
   * @param query which ones
   * @throws BadRequestException if the cursor is none
   * @throws NotFoundException if they are to be of a job that there is not, and of which nothing is
   *     left
   * @throws UnavailableException if Redis is away
   */
  public HookPage list(HookQuery query) throws ServiceException {
    if (query.job().isPresent()) {
      return ofJob(query.job().get(), query);
    }
    Optional<String> cursor = place(query);
    Page page;
    try {
      page =
          guarded(
              () ->
                  query.dead()
                      ? outbox.dead(cursor, query.pageSize())
                      : outbox.pending(cursor, query.pageSize()));
    } catch (IllegalArgumentException e) {
      throw noCursor(query);
    }
    return new HookPage(
        page.events().stream().map(Hooks::state).toList(),
        page.next().map(Hooks::cursor).orElse(HookQuery.START));
  }

  /** Where the outbox is to go on; its places hold ids, which may be those of other producers. */
  private static Optional<String> place(HookQuery query) throws BadRequestException {
    try {
      return query.cursor().equals(HookQuery.START)
          ? Optional.empty()
          : Optional.of(new String(Base64.getUrlDecoder().decode(query.cursor()), UTF_8));
    } catch (IllegalArgumentException e) {
      throw noCursor(query);
    }
  }

  private static String cursor(String place) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(UTF_8));
  }

  /** The place among the events of one job is the number of the last one that was seen. */
  private HookPage ofJob(String job, HookQuery query) throws ServiceException {
    if (!NUMBER.matcher(query.cursor()).matches()) {
      throw noCursor(query);
    }
    long seen = Long.parseLong(query.cursor());
    List<Shown> all =
        guarded(() -> query.dead() ? outbox.deadOf(job) : outbox.pendingOf(job, OF_A_JOB));
    if (all.isEmpty() && guarded(() -> jobs.find(job)).isEmpty()) {
      throw new NotFoundException(job);
    }
    List<HookState> rest =
        all.stream()
            .filter(event -> event.event().sequence() > seen)
            // One that was under way when an earlier one was redelivered comes before it.
            .sorted(Comparator.comparingLong(event -> event.event().sequence()))
            .map(Hooks::state)
            .toList();
    boolean more = rest.size() > query.pageSize();
    List<HookState> events = more ? rest.subList(0, query.pageSize()) : rest;
    return new HookPage(
        events, more ? Long.toString(events.get(events.size() - 1).sequence()) : HookQuery.START);
  }

  private static BadRequestException noCursor(HookQuery query) {
    return new BadRequestException(
        "'cursor' must be what 'Next-Cursor' said, not " + query.cursor());
  }

  private static HookState state(Shown shown) {
    HookEvent event = shown.event();
    return new HookState(
        event.id(),
        event.job(),
        event.sequence(),
        event.status(),
        checkIn(event),
        shown.endpoint(),
        event.createdMillis(),
        shown.failures(),
        shown.error(),
        shown.nextMillis(),
        shown.delivering(),
        shown.deadMillis());
  }

  private static String checkIn(HookEvent event) {
    try {
      return StrictJson.parse(event.body()).path("check_in").asText();
    } catch (JsonSyntaxException e) {
      return "";
    }
  }

  /**
   * Delivers an event soon: a dead letter as if it had just happened, one that waits for its next
   * try at once, but still after the earlier ones of its job.
   *
   * @param id any text
   * @throws NotFoundException if no event of that id waits or was given up
   * @throws UnavailableException if Redis is away
   */
  public void redeliver(String id) throws ServiceException {
    Matcher parts = EVENT.matcher(id);
    if (!parts.matches()) {
      throw new NotFoundException(
          "there is no event "
              + id
              + ": the id of an event is that of its job, a dash and a number");
    }
    String job = parts.group(1);
    long sequence = Long.parseLong(parts.group(2));
    boolean waits =
        guarded(() -> outbox.pendingOf(job, OF_A_JOB)).stream()
            .anyMatch(shown -> shown.event().sequence() == sequence);
    if (waits) {
      guarded(() -> outbox.hurry(job));
    } else if (guarded(() -> outbox.redeliver(List.of(id))) == 0) {
      throw new NotFoundException(
          "there is no event "
              + id
              + " that waits or was given up; it may have been delivered, or dropped after a 410");
    }
  }

  /**
   * Delivers dead letters as if they had just happened, those of one job in their order. Events
   * that are given up meanwhile may be among them.
   *
   * @param most how many at most, 1 to {@value HookOrder#MOST}
   * @throws BadRequestException if the number is out of range
   * @throws UnavailableException if Redis is away; then some may have been taken
   */
  public Redelivered redeliverDead(int most) throws ServiceException {
    HookOrder.checkLimit(most);
    Optional<String> cursor = Optional.empty();
    int done = 0;
    do {
      Optional<String> from = cursor;
      int size = Math.min(A_PIECE, most - done);
      Page page = guarded(() -> outbox.dead(from, size));
      List<String> ids = page.events().stream().map(shown -> shown.event().id()).toList();
      done += ids.isEmpty() ? 0 : guarded(() -> outbox.redeliver(ids));
      cursor = page.next();
    } while (cursor.isPresent() && done < most);
    return new Redelivered(done, guarded(outbox::counts).dead());
  }
}
