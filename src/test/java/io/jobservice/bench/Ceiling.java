package io.jobservice.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;

/**
 * What this Redis does for the bare list commands of a queue, pipelined, with entries as ours and
 * no record of anything.
 */
final class Ceiling {

  private static final int BATCH = 100;
  private static final byte[] QUEUE = bytes("{ceiling}:queue");
  private static final byte[] TAKEN = bytes("{ceiling}:taken");

  private final RedisClient redis;

  Ceiling(RedisClient redis) {
    this.redis = redis;
  }

  /** Pushes entries, and gives how many it did a second. */
  double push(int number) {
    long from = System.nanoTime();
    for (int done = 0; done < number; done += BATCH) {
      try (AbstractPipeline pipeline = redis.pipelined()) {
        for (int i = 0; i < BATCH; i++) {
          pipeline.lpush(QUEUE, bytes(entry(done + i)));
        }
      }
    }
    return number / ((System.nanoTime() - from) / 1e9);
  }

  /** Takes entries and drops them again, and gives how many it did a second. */
  double drain(int number) {
    long from = System.nanoTime();
    for (int done = 0; done < number; done += BATCH) {
      List<Response<byte[]>> taken = new ArrayList<>();
      try (AbstractPipeline pipeline = redis.pipelined()) {
        for (int i = 0; i < BATCH; i++) {
          taken.add(pipeline.executeCommand(take()));
        }
      }
      try (AbstractPipeline pipeline = redis.pipelined()) {
        taken.forEach(entry -> pipeline.lrem(TAKEN, 1, entry.get()));
      }
    }
    return number / ((System.nanoTime() - from) / 1e9);
  }

  private static CommandObject<byte[]> take() {
    CommandArguments arguments = new CommandArguments(Protocol.Command.RPOPLPUSH);
    return new CommandObject<>(arguments.key(QUEUE).key(TAKEN), BuilderFactory.BINARY);
  }

  private static String entry(int number) {
    return """
        {"name":"NOOP","id":"%024x","t":1700000000,"args":{"image":"demo","n":%d}}"""
        .formatted(number, number);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
