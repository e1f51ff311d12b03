package io.jobservice.runtime;

import io.jobservice.api.HttpApi;
import io.jobservice.api.RedisPool;
import io.jobservice.config.Config;
import io.jobservice.config.PrivateFile;
import io.jobservice.config.RedisUrl;
import io.jobservice.config.RuntimeFile;
import io.jobservice.config.SecretTexts;
import io.jobservice.core.Controller;
import io.jobservice.hook.HookClient;
import io.jobservice.joblog.JobLogs;
import io.jobservice.joblog.LogBackends;
import io.jobservice.joblog.LogBackends.LogBackendException;
import io.jobservice.model.JobId;
import io.jobservice.redis.ControlChannel;
import io.jobservice.redis.Migrations;
import io.jobservice.redis.Redis;
import io.jobservice.redis.RedisClock;
import io.jobservice.redis.RedisUnavailableException;
import io.jobservice.redis.RunningStatus;
import io.jobservice.registry.JobLoader;
import io.jobservice.registry.JobRegistry;
import io.jobservice.worker.PoolIdentity;
import io.jobservice.worker.WorkerPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node: its Redis, its worker pool and its API, started in that order and stopped in reverse.
 * Made by {@link #start}; {@link #close} may be called from any thread, once.
 */
public final class JobService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobService.class);
  private static final Duration LOOP_END = Duration.ofSeconds(5);
  private static final Duration JOIN_PAUSE = Duration.ofMillis(200);
  private static final Duration WATCH = Duration.ofMillis(500);

  private final Config config;
  private final RedisHealth health;
  private final RedisSource source;
  private final WorkerPool pool;
  private final ControlChannel control;
  private final HttpApi api;
  private final ApiThreads threads;
  private final Commands commands;
  private final HookDelivery hooks;
  private final JobLogs logs;
  private final List<Loop> logWriters = new ArrayList<>();
  private final List<Loop> workers = new CopyOnWriteArrayList<>();
  private final List<Loop> background = new ArrayList<>();
  private final Loop dispatcher;

  private JobService(
      Config config,
      RedisSource source,
      WorkerPool pool,
      HttpApi api,
      NodeParts parts,
      Ground ground) {
    Controller controller = parts.controller();
    this.config = config;
    this.source = source;
    this.pool = pool;
    this.api = api;
    this.threads = ground.threads();
    this.commands = ground.commands();
    this.health = ground.health();
    this.logs = parts.logs();
    this.hooks = ground.hooks();
    this.control = new ControlChannel(source.redis(), pool::tell);
    this.dispatcher = new Loop("dispatcher", pool::dispatchTurn, Duration.ZERO, health);
    for (int i = 0; i < pool.workers(); i++) {
      workers.add(worker(i));
    }
    pool.onStuckWorker(this::replace);
    pool.onMissed(parts.enqueuer()::wake);
    for (JobLogs.Task task : logs.flushTurns()) {
      logWriters.add(new Loop(task.name(), task.turn()::run, Duration.ZERO, health));
    }
    source
        .embedded()
        .ifPresent(
            redis ->
                background.add(new Loop("embedded-redis", redis::ensureRunning, WATCH, health)));
    background.add(new Loop("committer", pool::commitTurn, Duration.ZERO, health));
    background.add(new Loop("heartbeat", this::beat, WorkerPool.beatPeriod(), health));
    background.add(new Loop("due-mover", pool::dueTurn, Duration.ZERO, health));
    background.add(new Loop("timeouts", pool::timeoutTurn, WorkerPool.timeoutPeriod(), health));
    background.add(new Loop("upkeep", pool::upkeepTurn, WorkerPool.upkeepPeriod(), health));
    background.add(new Loop("tidying", pool::tidyTurn, WorkerPool.tidyPeriod(), health));
    background.add(new Loop("enqueuer", parts.enqueuer()::turn, Duration.ZERO, health));
    background.add(new Loop("events", controller.events()::turn, Duration.ZERO, health));
    background.add(new Loop("drops", controller::dropTurn, Duration.ZERO, health));
    background.add(new Loop("reaper", pool::reapTurn, Duration.ofSeconds(1), health));
    background.add(new Loop("worker-board", pool::boardTurn, Duration.ofSeconds(1), health));
    background.add(new Loop("slow-clients", this::watchClients, Duration.ZERO, health));
    background.add(new Loop("job-watch", controller.watch()::turn, Duration.ZERO, health));
    background.add(new Loop("control", control::listen, Duration.ZERO, health));
    JobProperties properties = parts.properties();
    if (properties.isRead()) {
      background.add(new Loop("core-server", properties::turn, JobProperties.PERIOD, health));
    }
    JobsThatRun running = new JobsThatRun(pool::holds, new RunningStatus(source.redis()));
    for (JobLogs.Sweep sweep : logs.sweeps()) {
      LogSweep turns = new LogSweep(sweep, running, InstantSource.system(), new SecureRandom());
      background.add(new Loop("log-sweeper", turns::turn, LogSweep.LOOK, health));
    }
  }

  private void watchClients() throws InterruptedException {
    RequestThreads requests = threads.requests();
    requests.keep(() -> api.watchTurn(requests.isExhausted()));
  }

  /** What all parts stand on. */
  private record Ground(
      ApiThreads threads, Commands commands, RedisHealth health, HookDelivery hooks) {}

  private Loop worker(int number) {
    return Loop.inOwnGroup("worker-" + number, () -> pool.workTurn(number), health);
  }

  /** The old thread takes no further turn, if it ever comes back. */
  private void replace(int number) {
    Loop fresh = worker(number);
    workers.set(number, fresh).quit();
    fresh.start();
  }

  /**
   * Starts a node. When this returns it takes requests and runs jobs.
   *
   * @param config its configuration
   * @param version the version of the program
   * @param givenUp asked while Redis does not answer: whether to stop trying
   * @throws StartException if it cannot start; nothing is left running
   */
  public static JobService start(Config config, String version, BooleanSupplier givenUp)
      throws StartException {
    return start(config, version, givenUp, HostLog.foreign());
  }

  /** The same, with the log of the process. */
  public static JobService start(
      Config config, String version, BooleanSupplier givenUp, HostLog log) throws StartException {
    return start(config, version, givenUp, log, System::nanoTime);
  }

  /** The same, with the clock by which it counts seconds. */
  static JobService start(
      Config config, String version, BooleanSupplier givenUp, HostLog log, LongSupplier nanoTime)
      throws StartException {
    // Plugins may use the platform's HTTP client as soon as they are loaded.
    HookClient.prepareProcess();
    String secret = secret(config);
    HookDelivery.check(config.hooks());
    Commands commands = Commands.open(config, secret);
    JobRegistry registry = registry(config, commands);
    LogBackends backends = backends(config, registry);
    log.hide(secret);
    log.use(backends);
    RedisSource source = RedisSource.open(config, givenUp, nanoTime);
    SecretTexts.password(source.url()).ifPresent(log::hide);
    config.hooks().secrets().forEach(log::hide);
    ApiThreads threads = ApiThreads.create();
    JobService service;
    String url;
    JobLogs logs = JobLogs.none();
    Optional<HookDelivery> hooks = Optional.empty();
    try {
      upgrade(config, source.redis(), givenUp);
      logs = jobLogs(config, backends, source.redis());
      logs.tellProblems();
      JobProperties properties = new JobProperties(config, log::hide, System::nanoTime);
      NodeParts parts = new NodeParts(config, registry, source.redis(), secret, logs, properties);
      RedisHealth health = new RedisHealth();
      HookDelivery delivery = new HookDelivery(config.hooks(), source.redis(), health, version);
      hooks = Optional.of(delivery);
      HttpApi.Means means =
          new HttpApi.Means(
              threads.requests(), threads.streams(), System::nanoTime, new SecureRandom());
      HttpApi.Limits limits =
          new HttpApi.Limits(
              config.api().maxStreams(),
              config.api().maxWaits(),
              OpenFiles.ofThisProcess().connections(config.api().maxConnections()));
      HttpApi api =
          new HttpApi(
              address(config),
              secret,
              parts.controller(),
              new HttpApi.Node(
                  log.logLevels(),
                  delivery.meters(),
                  delivery::trial,
                  redisPool(config, source.url()),
                  version),
              means,
              limits);
      url = url(config, api.address());
      URI advertised = AdvertisedUrl.of(config, api.address().getPort(), source.url());
      WorkerPool pool =
          new WorkerPool(identity(config, version, advertised, parts.logStores()), parts.workers());
      Ground ground = new Ground(threads, commands, health, delivery);
      service = new JobService(config, source, pool, api, parts, ground);
    } catch (RuntimeException | StartException e) {
      threads.shutdownNow();
      hooks.ifPresent(HookDelivery::close);
      logs.close();
      source.close();
      throw e;
    } catch (IOException e) {
      threads.shutdownNow();
      hooks.ifPresent(HookDelivery::close);
      logs.close();
      source.close();
      throw new StartException(
          "the API cannot listen on %s, port %d: %s"
              .formatted(config.host().orElse("any address"), config.port(), e.getMessage()),
          false,
          e);
    }
    try {
      service.run(version, secret, url, registry);
      return service;
    } catch (IOException | RuntimeException e) {
      service.close();
      throw new StartException("the start failed: " + e.getMessage(), true, e);
    }
  }

  private static RedisPool redisPool(Config config, RedisUrl.Server url) {
    Config.RedisPool pool = config.workerPool().redisPool();
    return new RedisPool(url, pool.namespace(), pool.idleTimeout());
  }

  private static void upgrade(Config config, Redis redis, BooleanSupplier givenUp)
      throws StartException {
    String holder = JobId.random(new SecureRandom());
    Migrations migrations = new Migrations(redis, NodeParts.retention(config), holder);
    new DataUpgrade(migrations, config.startupTimeout(), givenUp).run();
  }

  private void run(String version, String secret, String url, JobRegistry registry)
      throws IOException {
    join();
    background.forEach(Loop::start);
    hooks.start();
    logWriters.forEach(Loop::start);
    workers.forEach(Loop::start);
    dispatcher.start();
    LOG.info(
        "worker pool: {} workers for {}",
        pool.workers(),
        String.join(", ", registry.types().keySet()));
    api.start();
    runtimeFile(version, secret, url).write(config.dataDir());
    LOG.info("ready: the API is at {}", url);
  }

  private RuntimeFile runtimeFile(String version, String secret, String url) {
    boolean embedded = source.embedded().isPresent();
    ProcessHandle self = ProcessHandle.current();
    OptionalLong start =
        self.info().startInstant().stream().mapToLong(Instant::toEpochMilli).findFirst();
    return new RuntimeFile(
        self.pid(),
        start,
        version,
        Optional.of(url),
        // A secret that the environment gave stays there, unless the folder is all that clients
        // have.
        Optional.of(secret).filter(text -> embedded),
        Optional.of(source.url().toUri()).filter(text -> embedded),
        source.embedded().map(redis -> OptionalLong.of(redis.pid())).orElse(OptionalLong.empty()));
  }

  /** Where the API listens. */
  public InetSocketAddress address() {
    return api.address();
  }

  /**
   * Stops in order: takes no more jobs, lets the running ones finish for the configured grace, puts
   * back those that have not ended, and leaves. Status and stop requests are answered meanwhile.
   */
  @Override
  public void close() {
    close(config.shutdownGrace());
  }

  /** The same when a job has ended the process: it has failed, and the others have no time left. */
  void closeForExit() {
    endThoseThatExit();
    close(Duration.ZERO);
  }

  /** Ends the jobs that have called {@code System.exit}, while this is being closed. */
  void endThoseThatExit() {
    step("jobs that exit", pool::endThoseThatExit);
  }

  private void close(Duration grace) {
    dispatcher.quitNow();
    step("the dispatcher's wait", pool::wakeDispatcher);
    step("the dispatcher", () -> dispatcher.join(LOOP_END));
    step("running jobs", () -> pool.drain(grace));
    step("status hooks", hooks::drain);
    step("the API", api::close);
    step("the connections to receivers", hooks::close);
    step("background loops", this::stopLoops);
    step("job logs", this::stopLogs);
    step("the pool", pool::leave);
    step("runtime.json", () -> RuntimeFile.remove(config.dataDir()));
    threads.shutdownNow();
    step("commands", commands::close);
    step("Redis", source::close);
  }

  /** One step that fails keeps none of the others from being taken. */
  private static void step(String what, Loop.Turn step) {
    try {
      step.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("stopping {}: {}", what, e.toString());
    }
  }

  /** A Redis that goes away at this very moment is waited for as before. */
  private void join() {
    long deadline = System.nanoTime() + config.startupTimeout().toNanos();
    while (true) {
      try {
        pool.join();
        return;
      } catch (RedisUnavailableException e) {
        if (System.nanoTime() - deadline >= 0) {
          throw e;
        }
        health.away(e);
        LockSupport.parkNanos(JOIN_PAUSE.toNanos());
      }
    }
  }

  private void beat() {
    pool.beatTurn();
    health.back();
    control.keepAlive();
  }

  private void stopLoops() throws InterruptedException {
    List<Loop> all = Stream.concat(workers.stream(), background.stream()).toList();
    all.forEach(Loop::quitNow);
    control.close();
    long deadline = System.nanoTime() + LOOP_END.toNanos();
    for (Loop loop : all) {
      loop.join(Duration.ofNanos(deadline - System.nanoTime()));
    }
  }

  /** Without an interrupt, which would break off a write. */
  private void stopLogs() throws InterruptedException {
    logWriters.forEach(Loop::quit);
    logs.wake();
    long deadline = System.nanoTime() + LOOP_END.toNanos();
    for (Loop writer : logWriters) {
      writer.join(Duration.ofNanos(deadline - System.nanoTime()));
    }
    logs.close();
  }

  /** Names that nobody knows are told before anything is started. */
  private static LogBackends backends(Config config, JobRegistry registry) throws StartException {
    try {
      LogBackends backends =
          LogBackends.load(registry.plugins(), new SecureRandom(), InstantSource.system());
      backends.requireAll("job_loggers", config.jobLoggers());
      return backends;
    } catch (LogBackendException e) {
      throw StartException.misconfigured(e.getMessage(), e);
    }
  }

  private static JobLogs jobLogs(Config config, LogBackends backends, Redis redis)
      throws StartException {
    RedisClock clock = redis.clock();
    InstantSource time = () -> Instant.EPOCH.plus(clock.micros(), ChronoUnit.MICROS);
    try {
      return new JobLogs(
          backends.on(redis).open("job_loggers", config.jobLoggers()), time, System::nanoTime);
    } catch (LogBackendException e) {
      throw StartException.misconfigured(e.getMessage(), e);
    }
  }

  private static JobRegistry registry(Config config, Commands commands) throws StartException {
    try {
      return JobLoader.load(config.jobs().pluginDir(), config.jobs().types(), commands.jobs());
    } catch (JobLoader.DuplicateJobException e) {
      throw StartException.misconfigured(e.getMessage() + "; remove one of them", e);
    }
  }

  private static String secret(Config config) throws StartException {
    try {
      PrivateFile.folder(config.dataDir());
      return ApiSecret.of(config);
    } catch (IOException e) {
      throw new StartException(
          "the data folder " + config.dataDir() + " cannot be used: " + e, false, e);
    }
  }

  private static InetSocketAddress address(Config config) throws IOException {
    return config.host().isPresent()
        ? new InetSocketAddress(InetAddress.getByName(config.host().get()), config.port())
        : new InetSocketAddress(config.port());
  }

  private static String url(Config config, InetSocketAddress address) {
    String host = config.host().orElse("127.0.0.1");
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return "http://" + shown + ":" + address.getPort();
  }

  private static PoolIdentity identity(
      Config config, String version, URI advertised, List<String> logStores) {
    SecureRandom random = new SecureRandom();
    List<String> workers =
        Stream.generate(() -> JobId.random(random))
            .limit(config.workerPool().workers())
            .sorted()
            .toList();
    return new PoolIdentity(
        JobId.random(random),
        workers,
        Host.name(),
        Host.process(),
        version,
        Optional.of(advertised.toString()),
        logStores);
  }
}
