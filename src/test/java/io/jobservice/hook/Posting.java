package io.jobservice.hook;

import io.jobservice.config.HookSettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A hook client for tests, with a resolver that knows what it is told. */
final class Posting implements AutoCloseable {

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "hook");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, List<List<String>>> hosts = new ConcurrentHashMap<>();
  private final List<String> lookedUp = new CopyOnWriteArrayList<>();
  private Duration connectTimeout = Duration.ofSeconds(5);
  private Duration timeout = Duration.ofSeconds(20);
  private Optional<Path> caFile = Optional.empty();
  private List<String> secrets = List.of();
  private Optional<HookClient> client = Optional.empty();

  /** Knows localhost. */
  Posting() {
    host("localhost", "127.0.0.1");
  }

  /** Gives a host its addresses. */
  Posting host(String name, String... addresses) {
    hosts.put(name, new CopyOnWriteArrayList<>(List.of(List.of(addresses))));
    return this;
  }

  /** Gives a host other addresses from its next look-up on. */
  Posting then(String name, String... addresses) {
    hosts.get(name).add(List.of(addresses));
    return this;
  }

  Posting connectTimeout(Duration time) {
    connectTimeout = time;
    return this;
  }

  Posting timeout(Duration time) {
    timeout = time;
    return this;
  }

  Posting caFile(Path file) {
    caFile = Optional.of(file);
    return this;
  }

  Posting secrets(String... all) {
    secrets = List.of(all);
    return this;
  }

  ExecutorService threads() {
    return threads;
  }

  /** The hosts that were looked up, in order. */
  List<String> lookedUp() {
    return List.copyOf(lookedUp);
  }

  /** The client, made by the first call. */
  HookClient client() throws HookSetupException {
    if (client.isEmpty()) {
      HookSettings standard = HookSettings.standard();
      client =
          Optional.of(
              new HookClient(
                  new HookSettings(
                      20,
                      4,
                      connectTimeout,
                      timeout,
                      standard.maxAge(),
                      OptionalInt.empty(),
                      standard.deadRetention(),
                      List.of(),
                      standard.deny(),
                      caFile,
                      secrets),
                  this::resolve,
                  threads,
                  InstantSource.system(),
                  "1.2.3"));
    }
    return client.get();
  }

  Answer post(String url) throws Exception {
    return post(url, Map.of());
  }

  Answer post(String url, Map<String, String> headers) throws Exception {
    return client().post(new HookRequest(URI.create(url), headers, "job-1", "{\"a\":\"ü\"}"));
  }

  /** A post that must fail. */
  Answer.Failed failed(String url) throws Exception {
    return (Answer.Failed) post(url);
  }

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    lookedUp.add(host);
    List<List<String>> known = hosts.get(host);
    if (known == null) {
      throw new UnknownHostException(host);
    }
    List<InetAddress> addresses = new ArrayList<>();
    for (String address : known.size() > 1 ? known.remove(0) : known.get(0)) {
      addresses.add(InetAddress.getByName(address));
    }
    return addresses;
  }

  @Override
  public void close() {
    client.ifPresent(HookClient::close);
    threads.shutdownNow();
  }
}
