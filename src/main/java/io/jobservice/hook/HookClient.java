package io.jobservice.hook;

import io.jobservice.config.HookSettings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Posts to receivers, one connection pool for all of them, under the rules for addresses. Safe to
 * share.
 */
public final class HookClient implements AutoCloseable {

  /**
   * A client without connections.
   *
   * @param settings the rules
   * @param resolver what finds the addresses of hosts
   * @param executor where its connections are worked on
   * @param time the time, for signatures and the times that receivers name
   * @param version of the program, for the header User-Agent
   */
  public HookClient(
      HookSettings settings,
      HostResolver resolver,
      Executor executor,
      InstantSource time,
      String version) {}

  /**
   * Posts, and waits for the answer.
   *
   * @param request what
   * @throws InterruptedException if the thread is interrupted; the receiver may have it or not
   */
  Answer post(HookRequest request) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return new Answer.Failed(0, request.url().getHost() + ": not there", Optional.empty(), false);
  }

  @Override
  public void close() {}
}
