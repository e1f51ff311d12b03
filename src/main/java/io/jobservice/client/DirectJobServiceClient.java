package io.jobservice.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.core.Controller;
import io.jobservice.core.Intake;
import io.jobservice.core.Policy;
import io.jobservice.job.JobKind;
import io.jobservice.model.DiagnosisJson;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.HookPage;
import io.jobservice.model.HookQuery;
import io.jobservice.model.HooksJson;
import io.jobservice.model.JobPage;
import io.jobservice.model.JobQuery;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatsJson;
import io.jobservice.model.PolicyChange;
import io.jobservice.model.PolicyPage;
import io.jobservice.model.PoolsJson;
import io.jobservice.model.QueuesJson;
import io.jobservice.model.ScheduledPage;
import io.jobservice.model.ServiceException;
import io.jobservice.model.SummaryJson;
import io.jobservice.model.TypesJson;
import io.jobservice.model.WorkersJson;
import io.jobservice.redis.Redis;
import io.jobservice.redis.RedisUnavailableException;
import io.jobservice.redis.RefusedException;
import io.jobservice.redis.Schema;
import io.jobservice.redis.SchemaException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The client straight on Redis, for when the API is away. It does what the API would do, through
 * the same door; logs are read where they are kept, if that can be seen from here, and the
 * parameters of a job that is submitted are checked by the worker that takes it only. The patience
 * of a question is that of the stores, some seconds.
 */
public final class DirectJobServiceClient implements JobServiceClient {

  private static final Duration IDLE = Duration.ofMinutes(1);

  /** As many as ask at once when much is done. */
  private static final int CONNECTIONS = 4;

  private final Redis redis;
  private final Controller controller;
  private final Intake intake;
  private final DirectLogs logs;
  private final Json json;

  private DirectJobServiceClient(Redis redis, LogLocator locator, Json json) {
    this.redis = redis;
    this.controller = Controller.withoutNode(redis, new SecureRandom());
    this.intake = new Intake(controller);
    this.logs = new DirectLogs(controller, redis, locator, json);
    this.json = json;
  }

  /**
   * Connects.
   *
   * @param place which Redis and which namespace
   * @param nanoTime a clock that never goes back, in nanoseconds from any origin
   * @param logs where the logs of jobs are; it is asked only when one is read
   * @param json how answers are read
   * @throws ClientException {@code UNAVAILABLE} if Redis does not answer, {@code FAILED} if it
   *     cannot be used
   */
  public static DirectJobServiceClient connect(
      RedisLocator.Place place, LongSupplier nanoTime, LogLocator logs, Json json)
      throws ClientException {
    try {
      return new DirectJobServiceClient(connect(place, nanoTime), logs, json);
    } catch (SchemaException e) {
      throw new ClientException(Kind.FAILED, e.getMessage(), null, e);
    } catch (RedisUnavailableException e) {
      throw new ClientException(
          Kind.UNAVAILABLE, e.told(), "Is it running, and is the address right?", e);
    } catch (RefusedException e) {
      throw unusable(e);
    }
  }

  private static Redis connect(RedisLocator.Place place, LongSupplier nanoTime) {
    Redis redis = Redis.connect(place.server(), place.prefix(), IDLE, CONNECTIONS, nanoTime);
    try {
      new Schema(redis).check();
      return redis;
    } catch (RuntimeException e) {
      redis.close();
      throw e;
    }
  }

  @Override
  public JsonNode submit(Submission submission) throws ClientException {
    return ask(
        () -> json.read(intake.submit(body(submission), submission.idempotencyKey()).json()));
  }

  @Override
  public List<JsonNode> submitAll(List<ObjectNode> jobs) throws ClientException {
    return ask(() -> results(intake.submit(body(jobs), Optional.empty()), jobs.size()));
  }

  @Override
  public JsonNode check(Submission submission) throws ClientException {
    return ask(() -> json.read(intake.check(body(submission), submission.idempotencyKey()).json()));
  }

  @Override
  public List<JsonNode> checkAll(List<ObjectNode> jobs) throws ClientException {
    return ask(() -> results(intake.check(body(jobs), Optional.empty()), jobs.size()));
  }

  /** The very body of the API, so that an idempotency key means the same on both ways. */
  private byte[] body(Submission submission) {
    JsonNode body = json.nodes().objectNode().set("job", submission.toJson(json.nodes()));
    return json.write(body).getBytes(UTF_8);
  }

  private byte[] body(List<ObjectNode> jobs) {
    return json.write(JobLists.body(jobs, json.nodes())).getBytes(UTF_8);
  }

  private List<JsonNode> results(Intake.Reply reply, int asked) throws JsonProcessingException {
    return JobLists.results(json.read(reply.json()), asked).orElseThrow();
  }

  @Override
  public JsonNode job(String id, Duration patience) throws ClientException {
    return ask(
        () -> {
          JobStats stats = controller.read(named(id));
          return json.read("{\"job\":" + whole(stats) + "}");
        });
  }

  private String whole(JobStats stats) throws ServiceException {
    return Policy.isPolicy(stats)
        ? controller.policies().toJson(stats)
        : JobStatsJson.toJson(stats, controller.subJobs().newest(stats));
  }

  @Override
  public JsonNode why(String id) throws ClientException {
    return ask(() -> json.read(DiagnosisJson.toJson(controller.why().of(named(id)))));
  }

  @Override
  public JobListPage jobs(JobQuery query) throws ClientException {
    return ask(
        () -> {
          if (!isOfPolicies(query)) {
            return page(controller.list(query));
          }
          CountedPage page = counted(controller.policies().list(query.cursor(), query.pageSize()));
          return new JobListPage(page.jobs(), page.next());
        });
  }

  /** As the API has it, periodic jobs alone are those in force. */
  private static boolean isOfPolicies(JobQuery query) {
    return query.kinds().equals(Set.of(JobKind.PERIODIC))
        && query.statuses().isEmpty()
        && query.names().isEmpty()
        && query.since().isEmpty()
        && query.until().isEmpty();
  }

  @Override
  public JobListPage jobsBeginning(String beginning) throws ClientException {
    return ask(() -> page(controller.jobsBeginning(beginning, PAGE)));
  }

  private JobListPage page(JobPage page) throws JsonProcessingException {
    return new JobListPage(json.read(JobStatsJson.toJson(page.jobs())), page.next());
  }

  @Override
  public void stop(String id, boolean cascade) throws ClientException {
    tell(() -> controller.stop(named(id), cascade));
  }

  @Override
  public void cancel(String id) throws ClientException {
    tell(() -> controller.cancel(named(id)));
  }

  @Override
  public void retry(String id) throws ClientException {
    tell(() -> controller.retry(named(id)));
  }

  @Override
  public CountedPage policies(long cursor, int size) throws ClientException {
    return ask(() -> counted(controller.policies().list(cursor, size)));
  }

  private CountedPage counted(PolicyPage page) throws JsonProcessingException {
    return new CountedPage(
        json.read(controller.policies().toJson(page)), page.next(), page.total());
  }

  @Override
  public CountedPage executions(String id, long pageNumber, int pageSize, boolean liveOnly)
      throws ClientException {
    return ask(
        () -> {
          JobStats job = controller.read(named(id));
          ScheduledPage page =
              Policy.isPolicy(job)
                  ? controller.policies().executions(job, pageNumber, pageSize, liveOnly)
                  : controller.subJobs().page(job, pageNumber, pageSize, liveOnly);
          return new CountedPage(json.read(JobStatsJson.toJson(page.jobs())), 0, page.total());
        });
  }

  @Override
  public void pausePolicy(String id, boolean pause) throws ClientException {
    tell(
        () -> {
          if (pause) {
            controller.policies().pause(named(id));
          } else {
            controller.policies().resume(named(id));
          }
        });
  }

  @Override
  public void reschedule(String id, PolicyChange change) throws ClientException {
    tell(() -> controller.policies().change(named(id), change));
  }

  @Override
  public long log(String id, LogWish wish, long from, Duration patience, OutputStream sink)
      throws ClientException, IOException {
    return logs.copy(named(id), wish, from, sink);
  }

  @Override
  public FollowEnd follow(String id, LogWish wish, Optional<String> after, LogListener listener)
      throws ClientException, IOException {
    return logs.follow(named(id), wish, after, listener);
  }

  @Override
  public JsonNode pools() throws ClientException {
    return ask(() -> json.read(PoolsJson.toJson(controller.pools(), controller.now())));
  }

  @Override
  public JsonNode queues() throws ClientException {
    return ask(() -> json.read(QueuesJson.toJson(controller.queues().list())));
  }

  @Override
  public JsonNode queue(String name) throws ClientException {
    return ask(() -> json.read(QueuesJson.toJson(controller.queues().find(ofQueue(name)))));
  }

  @Override
  public JsonNode types() throws ClientException {
    return ask(() -> json.read(TypesJson.toJson(controller.queues().types())));
  }

  @Override
  public JsonNode type(String name) throws ClientException {
    if (name.isBlank()) {
      throw new ClientException(Kind.BAD_REQUEST, "the name of a job type cannot be empty");
    }
    return ask(() -> json.read(TypesJson.toJson(controller.queues().type(name))));
  }

  @Override
  public void pause(String type, boolean pause) throws ClientException {
    tell(() -> controller.queues().pause(ofQueue(type), pause));
  }

  @Override
  public JsonNode purge(String type, int most) throws ClientException {
    return ask(() -> json.read(QueuesJson.toJson(controller.queues().purge(ofQueue(type), most))));
  }

  @Override
  public JsonNode summary(Duration patience) throws ClientException {
    return ask(() -> json.read(SummaryJson.toJson(controller.queues().summary())));
  }

  @Override
  public JsonNode workers() throws ClientException {
    return ask(() -> json.read(WorkersJson.toJson(controller.queues().workers())));
  }

  @Override
  public HookListPage hooks(HookQuery query) throws ClientException {
    return ask(
        () -> {
          HookPage page = controller.hooks().list(query);
          return new HookListPage(json.read(HooksJson.toJson(page.events())), page.next());
        });
  }

  @Override
  public void redeliver(String event) throws ClientException {
    if (event.isBlank()) {
      throw new ClientException(Kind.BAD_REQUEST, "the id of an event cannot be empty");
    }
    tell(() -> controller.hooks().redeliver(event));
  }

  @Override
  public JsonNode redeliverDead(int most) throws ClientException {
    return ask(() -> json.read(HooksJson.toJson(controller.hooks().redeliverDead(most))));
  }

  /** What was stopped on long queues leaves them, as a node would see to. */
  @Override
  public void close() {
    try {
      controller.dropAll();
    } catch (ServiceException | RefusedException e) {
      // A fetch drops what is left.
    } finally {
      redis.close();
    }
  }

  /** What the door is asked for. */
  private interface Question<T> {
    T ask() throws ServiceException, ClientException, JsonProcessingException;
  }

  /** What the door is told. */
  private interface Order {
    void give() throws ServiceException, ClientException;
  }

  private static <T> T ask(Question<T> question) throws ClientException {
    try {
      return question.ask();
    } catch (ServiceException e) {
      throw refused(e);
    } catch (RefusedException e) {
      throw unusable(e);
    } catch (JsonProcessingException e) {
      throw new ClientException(Kind.FAILED, "the record cannot be read: " + e, null, e);
    }
  }

  private static void tell(Order order) throws ClientException {
    try {
      order.give();
    } catch (ServiceException e) {
      throw refused(e);
    } catch (RefusedException e) {
      throw unusable(e);
    }
  }

  private static String named(String id) throws ClientException {
    if (id.isBlank()) {
      throw new ClientException(Kind.BAD_REQUEST, "a job id cannot be empty");
    }
    return id;
  }

  private static String ofQueue(String name) throws ClientException {
    if (name.isBlank()) {
      throw new ClientException(Kind.BAD_REQUEST, "the name of a queue cannot be empty");
    }
    return name;
  }

  static ClientException refused(ServiceException e) {
    ErrorCode code = e.code();
    return new ClientException(
        Refusal.kind(code.httpStatus()), Refusal.words(code.text(), e.getMessage()), null, e);
  }

  static ClientException unusable(RefusedException e) {
    return new ClientException(
        Kind.FAILED, "this Redis cannot be used: " + e.getMessage(), null, e);
  }
}
