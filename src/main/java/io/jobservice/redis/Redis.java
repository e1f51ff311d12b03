package io.jobservice.redis;

import io.jobservice.config.RedisUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;

/**
 * The connection of a node to its Redis: runs scripts, keeps the clock. Safe to share; commands of
 * many threads run on a bounded pool of connections, blocking ones on connections of their own.
 *
 * <p>A script gets the prefix as its first argument and the time in whole seconds as its second. It
 * is loaded when Redis does not know it, and sent again after the clock was measured anew when
 * Redis finds the time off. Whatever goes wrong on the way to Redis is a {@link
 * RedisUnavailableException}.
 */
public final class Redis implements AutoCloseable {

  /** The oldest server whose commands suffice. */
  private static final int OLDEST_MAJOR = 6;

  private static final int OLDEST_MINOR = 2;
  private static final Pattern VERSION = Pattern.compile("redis_version:(\\d+)\\.(\\d+)");

  private static final Duration RETRY_PAUSE = Duration.ofMillis(50);

  private final Keys keys;
  private final RedisClock clock;
  private final RedisConnector connector;
  private final String shownUrl;
  private final RedisClient client;
  private final RedisClient blocking;
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();

  private Redis(
      RedisUrl.Server server, Keys keys, RedisConnector connector, RedisClock clock, int pool) {
    this.keys = keys;
    this.clock = clock;
    this.connector = connector;
    this.shownUrl = server.toString();
    this.client = connector.open(pool);
    // The dispatcher, the agent of status hooks and the feed of events wait at the same time.
    this.blocking = connector.open(4);
  }

  /**
   * Connects, checks the server's version and measures its time.
   *
   * @param server where it is
   * @param prefix what all keys begin with
   * @param idleTimeout how long an unused connection stays open
   * @param connections how many commands may be under way at once, 1 or more
   * @param nanoTime the node's monotonic clock
   * @throws RedisUnavailableException if it does not answer, refuses the password, or is too old
   */
  public static Redis connect(
      RedisUrl.Server server,
      String prefix,
      Duration idleTimeout,
      int connections,
      LongSupplier nanoTime) {
    RedisConnector connector = new RedisConnector(server, idleTimeout);
    try {
      connector.probe();
    } catch (JedisException e) {
      throw new RedisUnavailableException(server + ": " + reason(e), e);
    }
    Redis redis =
        new Redis(server, new Keys(prefix), connector, new RedisClock(nanoTime), connections);
    try {
      redis.checkVersion();
      redis.measureClock();
      return redis;
    } catch (RuntimeException e) {
      redis.close();
      throw e;
    }
  }

  /** The names of all keys. */
  public Keys keys() {
    return keys;
  }

  /** Redis' time. */
  public RedisClock clock() {
    return clock;
  }

  /** The address, without its password. */
  @Override
  public String toString() {
    return shownUrl;
  }

  /** Closes all connections; commands under way fail. */
  @Override
  public void close() {
    client.close();
    blocking.close();
  }

  /**
   * Asks Redis for its time.
   *
   * @throws RedisUnavailableException if it does not answer
   */
  public void measureClock() {
    read(
        jedis -> {
          long asked = clock.monotonicNanos();
          List<String> time =
              jedis.executeCommand(
                  new CommandObject<>(
                      new CommandArguments(Protocol.Command.TIME), BuilderFactory.STRING_LIST));
          long micros = Long.parseLong(time.get(0)) * 1_000_000 + Long.parseLong(time.get(1));
          clock.set(asked, clock.monotonicNanos(), micros);
          return null;
        });
  }

  /** Runs plain reads. */
  <T> T read(Function<RedisClient, T> body) {
    try {
      return body.apply(client);
    } catch (JedisException e) {
      throw failure(e);
    }
  }

  /**
   * Waits, on a connection for that, until somebody pushes to a list, and takes what was pushed.
   *
   * @param longest how long at most; less than ten milliseconds count as ten, since servers before
   *     version 7 take a thousandth of a second for none at all, and wait for ever
   * @return whether there was something
   */
  boolean awaitWord(String list, Duration longest) {
    double seconds = Math.max(10, longest.toMillis()) / 1000.0;
    try {
      return blocking.brpop(seconds, list) != null;
    } catch (JedisException e) {
      throw failure(e);
    }
  }

  /**
   * Waits, on a connection for that, until a stream has entries behind one, and reads them.
   *
   * @param after the id of the entry
   * @param most how many at most
   * @param longest how long to wait at most; less than ten milliseconds count as ten
   */
  List<StreamEntry> awaitEntries(String stream, StreamEntryID after, int most, Duration longest) {
    int millis = (int) Math.max(10, longest.toMillis());
    try {
      List<Map.Entry<String, List<StreamEntry>>> read =
          blocking.xread(
              XReadParams.xReadParams().block(millis).count(most), Map.of(stream, after));
      return read == null || read.isEmpty() ? List.of() : read.get(0).getValue();
    } catch (JedisException e) {
      throw failure(e);
    }
  }

  /** Runs a script once; a reply that is lost is a failure although the script may have run. */
  Object run(String script, String key, List<byte[]> args) {
    Script loaded = script(script);
    List<byte[]> keyList = List.of(bytes(key));
    try {
      return timed(() -> send(loaded, keyList, withTime(args)));
    } catch (JedisException e) {
      throw failure(e);
    }
  }

  /** Runs a script that writes nothing and needs no time. */
  Object runUntimed(String script, String key, List<byte[]> args) {
    try {
      return send(script(script), List.of(bytes(key)), args);
    } catch (JedisException e) {
      throw failure(e);
    }
  }

  /**
   * Runs a script, and again for a while when Redis does not answer: scripts may be sent twice.
   *
   * @param patience how long to go on
   */
  Object runPatiently(String script, String key, List<byte[]> args, Duration patience) {
    return patiently(patience, () -> run(script, key, args));
  }

  /**
   * One of several calls of a script.
   *
   * @param key its key
   * @param args its arguments
   */
  record Call(String key, List<byte[]> args) {}

  /**
   * Runs a script several times in one round trip, and those again for a while that Redis does not
   * answer. Others have their turn between them.
   *
   * @param patience how long to go on
   * @return the replies in the order of the calls; of one that is refused, a {@link
   *     RefusedException}
   */
  List<Object> runEachPatiently(String script, List<Call> calls, Duration patience) {
    return patiently(patience, () -> runEach(script, calls));
  }

  private List<Object> runEach(String script, List<Call> calls) {
    byte[] sha = script(script).sha().raw();
    List<Response<Object>> sent = new ArrayList<>(calls.size());
    try (AbstractPipeline pipeline = client.pipelined()) {
      for (Call call : calls) {
        sent.add(pipeline.evalsha(sha, List.of(bytes(call.key)), withTime(call.args)));
      }
    } catch (JedisException e) {
      throw failure(e);
    }
    List<Object> replies = new ArrayList<>(calls.size());
    for (int i = 0; i < calls.size(); i++) {
      replies.add(reply(sent.get(i), script, calls.get(i)));
    }
    return replies;
  }

  /** A script that Redis does not know, or with another idea of the time, is run by itself. */
  private Object reply(Response<Object> sent, String script, Call call) {
    try {
      return sent.get();
    } catch (JedisDataException e) {
      try {
        return run(script, call.key, call.args);
      } catch (RefusedException refused) {
        return refused;
      }
    }
  }

  /** Runs plain reads, and again for a while when Redis does not answer. */
  <T> T readPatiently(Function<RedisClient, T> body, Duration patience) {
    return patiently(patience, () -> read(body));
  }

  /** Takes a step, and again for a while when Redis does not answer. */
  <T> T patiently(Duration patience, Supplier<T> step) {
    long deadline = clock.monotonicNanos() + patience.toNanos();
    while (true) {
      try {
        return step.get();
      } catch (RedisUnavailableException e) {
        boolean connectionLost = e.getCause() instanceof JedisConnectionException;
        if (!connectionLost || clock.monotonicNanos() - deadline >= 0) {
          throw e;
        }
        LockSupport.parkNanos(RETRY_PAUSE.toNanos());
      }
    }
  }

  /** Listens on a channel until the connection breaks or the listener unsubscribes. */
  void subscribe(JedisPubSub listener, String channel, Duration longestSilence) {
    try (RedisClient own = connector.open(1, longestSilence)) {
      own.subscribe(listener, channel);
    } catch (JedisException e) {
      throw failure(e);
    }
  }

  private Object timed(Supplier<Object> body) {
    try {
      return body.get();
    } catch (JedisDataException e) {
      if (!String.valueOf(e.getMessage()).startsWith("CLOCK")) {
        throw e;
      }
      measureClock();
      return body.get();
    }
  }

  private Object send(Script script, List<byte[]> keyList, List<byte[]> args) {
    try {
      return client.evalsha(script.sha().raw(), keyList, args);
    } catch (JedisNoScriptException e) {
      return client.eval(script.body().raw(), keyList, args);
    }
  }

  private List<byte[]> withTime(List<byte[]> args) {
    List<byte[]> all = new ArrayList<>(args.size() + 2);
    all.add(bytes(keys.prefix()));
    all.add(bytes(Long.toString(clock.seconds())));
    all.addAll(args);
    return all;
  }

  private Script script(String name) {
    return scripts.computeIfAbsent(name, Script::load);
  }

  private void checkVersion() {
    String info = read(jedis -> jedis.info("server"));
    Matcher version = VERSION.matcher(info);
    if (!version.find()) {
      return;
    }
    int major = Integer.parseInt(version.group(1));
    int minor = Integer.parseInt(version.group(2));
    if (major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR)) {
      throw new RedisUnavailableException(
          shownUrl + ": the server is version " + major + "." + minor + ", but 6.2 is needed",
          null);
    }
  }

  private RuntimeException failure(JedisException e) {
    String reason = reason(e);
    if (!(e instanceof JedisDataException)) {
      return new RedisUnavailableException(shownUrl + ": " + reason, e);
    }
    return PassingState.of(reason)
        .<RuntimeException>map(state -> new RedisUnavailableException(shownUrl, state, reason, e))
        .orElseGet(() -> new RefusedException(shownUrl + ": " + reason, e));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String reason(JedisException e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
