package io.jobservice.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.core.Controller.Idempotency;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.ServiceException;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import io.jobservice.model.SubmissionJson;
import io.jobservice.model.UnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * Submissions as JSON, of one job or of a list, whichever way they come: <code>{"job":{..}}</code>
 * is answered with the same, <code>{"jobs":[{..},..]}</code> with <code>
 * {"jobs":[{"job":{..}},{"error":{..}},..]}</code>. A job of a list that is no good is an error
 * there; what is wrong with the list is an error of the whole. Safe to share; large bodies wait for
 * each other, so that not many are in memory in pieces.
 */
public final class Intake {

  /** The largest body of a list of jobs, in bytes. */
  public static final int LARGEST_BODY = 16 << 20;

  private static final int MOST_JOBS = 10_000;
  private static final int LARGE_AT_ONCE = 2;

  private final Controller controller;
  private final Semaphore large = new Semaphore(LARGE_AT_ONCE);

  /**
   * Submissions to a system.
   *
   * @param controller the door to it
   */
  public Intake(Controller controller) {
    this.controller = controller;
  }

  /**
   * The JSON of an answer.
   *
   * @param json the whole body
   * @param isList whether it answers a list of jobs
   */
  public record Reply(String json, boolean isList) {}

  /** One job, and the jobs of a list. */
  private interface Step {
    String one(LaunchRequest request) throws ServiceException;

    List<Launched> all(List<LaunchRequest> requests) throws UnavailableException;
  }

  /**
   * Takes in what a body asks for.
   *
   * @param body the body, UTF-8
   * @param key the idempotency key of the body; a list may have none, its jobs have their own
   * @throws BadRequestException if the body makes no sense as a whole
   * @throws ServiceException if its one job cannot be taken in; see {@link Controller#launch}
   */
  public Reply submit(byte[] body, Optional<String> key) throws ServiceException {
    return reply(
        body,
        key,
        new Step() {
          @Override
          public String one(LaunchRequest request) throws ServiceException {
            return controller.launch(request.submission(), request.idempotency());
          }

          @Override
          public List<Launched> all(List<LaunchRequest> requests) throws UnavailableException {
            return controller.launchAll(requests);
          }
        });
  }

  /**
   * Checks what {@link #submit} would take in, and writes nothing. Records in the answer have no
   * id.
   *
   * @param body the body, UTF-8
   * @param key the idempotency key of the body
   * @throws ServiceException the error of {@link #submit}
   */
  public Reply check(byte[] body, Optional<String> key) throws ServiceException {
    return reply(
        body,
        key,
        new Step() {
          @Override
          public String one(LaunchRequest request) throws ServiceException {
            return controller.check(request);
          }

          @Override
          public List<Launched> all(List<LaunchRequest> requests) throws UnavailableException {
            return controller.checkAll(requests);
          }
        });
  }

  private Reply reply(byte[] body, Optional<String> key, Step step) throws ServiceException {
    if (key.isPresent()) {
      IntakeItem.checkKey("Idempotency-Key", key.get());
    }
    if (body.length > LARGEST_BODY) {
      throw IntakeItem.tooLarge("the body", LARGEST_BODY);
    }
    if (body.length <= IntakeItem.LARGEST_JOB) {
      return parsed(body, key, step);
    }
    large.acquireUninterruptibly();
    try {
      return parsed(body, key, step);
    } finally {
      large.release();
    }
  }

  private static Reply parsed(byte[] body, Optional<String> key, Step step)
      throws ServiceException {
    JsonNode json = json(body);
    JsonNode list = json.path("jobs");
    if (!list.isMissingNode()) {
      return new Reply(list(json, key, body.length > IntakeItem.LARGEST_JOB, step), true);
    }
    if (body.length > IntakeItem.LARGEST_JOB) {
      throw IntakeItem.tooLarge("the body", IntakeItem.LARGEST_JOB);
    }
    Optional<Idempotency> idempotency =
        key.map(text -> new Idempotency(text, new String(body, StandardCharsets.UTF_8)));
    LaunchRequest request = new LaunchRequest(SubmissionJson.parse(json), idempotency);
    return new Reply("{\"job\":" + step.one(request) + "}", false);
  }

  private static JsonNode json(byte[] body) throws BadRequestException {
    try {
      return StrictJson.parse(body);
    } catch (JsonSyntaxException e) {
      throw new BadRequestException(ErrorCode.JSON, String.valueOf(e.getMessage()));
    }
  }

  private static String list(JsonNode body, Optional<String> key, boolean isLarge, Step step)
      throws ServiceException {
    JsonNode jobs = body.path("jobs");
    if (!jobs.isArray()) {
      throw new BadRequestException(ErrorCode.JSON, "'jobs' must be a list");
    }
    if (body.has("job")) {
      throw new BadRequestException("'job' and 'jobs' exclude each other");
    }
    if (jobs.isEmpty() || jobs.size() > MOST_JOBS) {
      throw new BadRequestException(
          "'jobs' must have 1 to " + MOST_JOBS + " jobs, but it has " + jobs.size());
    }
    refuseKeyOfMany(key);
    List<IntakeItem> items = new ArrayList<>(jobs.size());
    jobs.forEach(job -> items.add(IntakeItem.parse(job, isLarge)));
    return answered(items, step);
  }

  private static String answered(List<IntakeItem> items, Step step) throws UnavailableException {
    return results(items, step::all).stream()
        .map(Launched::toJson)
        .collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
  }

  /** What is done with the jobs that could be read. */
  private interface Batch {
    List<Launched> all(List<LaunchRequest> requests) throws UnavailableException;
  }

  private static List<Launched> results(List<IntakeItem> items, Batch batch)
      throws UnavailableException {
    List<LaunchRequest> good = items.stream().flatMap(item -> item.request().stream()).toList();
    Iterator<Launched> results =
        (good.isEmpty() ? List.<Launched>of() : batch.all(good)).iterator();
    return items.stream().map(item -> item.failure().orElseGet(results::next)).toList();
  }

  /**
   * Takes in jobs of which each is a line of JSON, as it would stand in a list. While Redis is away
   * that is the error of each job.
   *
   * @param lines the lines, UTF-8
   * @param longest how many bytes a line may have
   * @return what came of each, in their order
   */
  public List<Launched> submitLines(List<byte[]> lines, int longest) {
    List<IntakeItem> items = lines.stream().map(line -> IntakeItem.ofLine(line, longest)).toList();
    try {
      return results(items, controller::launchAll);
    } catch (UnavailableException e) {
      return items.stream().map(item -> item.failure().orElse(new Launched.Failed(e))).toList();
    }
  }

  /**
   * Refuses an idempotency key for more than one job.
   *
   * @param key that of the whole
   * @throws BadRequestException if there is one
   */
  public static void refuseKeyOfMany(Optional<String> key) throws BadRequestException {
    if (key.isPresent()) {
      throw new BadRequestException(
          "a list has no Idempotency-Key; give each job its own '" + IntakeItem.KEY + "'");
    }
  }
}
