package io.jobservice.redis;

import io.jobservice.job.OpCommand;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The channel on which running jobs are told to stop. A message may be lost, when the connection
 * breaks for instance; the heartbeat brings the same news within seconds.
 */
public final class ControlChannel {

  private static final Logger LOG = LoggerFactory.getLogger(ControlChannel.class);
  private static final String STOP = "stop ";
  private static final String CANCEL = "cancel ";

  /** Without a sign of life for so long the connection is given up, and made anew. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(8);

  private final Redis redis;
  private final Listener listener;

  /**
   * A channel that calls back on the thread that listens.
   *
   * @param redis where it is
   * @param told called with the id of each job that was told something, and what
   */
  public ControlChannel(Redis redis, BiConsumer<String, OpCommand> told) {
    this.redis = redis;
    this.listener = new Listener(told);
  }

  /**
   * Listens until the connection breaks or {@link #close} is called.
   *
   * @throws RedisUnavailableException when the connection breaks
   */
  public void listen() {
    redis.subscribe(listener, redis.keys().control(), LONGEST_SILENCE);
  }

  /**
   * Asks for a sign of life, so that a connection that is dead without having been closed is
   * noticed. To be called every few seconds, from any one thread.
   */
  public void keepAlive() {
    send(listener::ping);
  }

  /** Ends {@link #listen} on its thread. */
  public void close() {
    send(listener::unsubscribe);
  }

  private void send(Runnable word) {
    try {
      if (listener.isSubscribed()) {
        word.run();
      }
    } catch (JedisException e) {
      LOG.debug("the control channel is broken, and will be made anew: {}", e.toString());
    }
  }

  /** Turns messages into calls. */
  private static final class Listener extends JedisPubSub {

    private final BiConsumer<String, OpCommand> told;

    Listener(BiConsumer<String, OpCommand> told) {
      this.told = told;
    }

    @Override
    public void onMessage(String channel, String message) {
      if (message.startsWith(STOP)) {
        told.accept(message.substring(STOP.length()), OpCommand.STOP);
      } else if (message.startsWith(CANCEL)) {
        told.accept(message.substring(CANCEL.length()), OpCommand.CANCEL);
      }
    }
  }
}
