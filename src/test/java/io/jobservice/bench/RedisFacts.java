package io.jobservice.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.RedisClient;

/**
 * What a Redis says of itself at an instant.
 *
 * @param commands the commands so far, those inside scripts included
 * @param scripts the script calls so far
 * @param reads how often it has read from a connection so far: the round trips, pipelines as one
 * @param memory the bytes of its data
 * @param cpuSeconds the processor time that it has used
 */
record RedisFacts(double commands, double scripts, double reads, double memory, double cpuSeconds) {

  private static final Pattern CALLS = Pattern.compile("cmdstat_(\\w+):calls=(\\d+)");

  static RedisFacts read(RedisClient redis) {
    Map<String, String> facts = new HashMap<>();
    for (String section : new String[] {"stats", "memory", "cpu"}) {
      redis
          .info(section)
          .lines()
          .filter(line -> line.contains(":"))
          .forEach(
              line -> {
                int colon = line.indexOf(':');
                facts.put(line.substring(0, colon), line.substring(colon + 1).strip());
              });
    }
    long commands = 0;
    long scripts = 0;
    Matcher calls = CALLS.matcher(redis.info("commandstats"));
    while (calls.find()) {
      long number = Long.parseLong(calls.group(2));
      commands += number;
      if (calls.group(1).equals("evalsha") || calls.group(1).equals("eval")) {
        scripts += number;
      }
    }
    return new RedisFacts(
        commands,
        scripts,
        Long.parseLong(facts.get("total_reads_processed")),
        Long.parseLong(facts.get("used_memory")),
        Double.parseDouble(facts.get("used_cpu_sys"))
            + Double.parseDouble(facts.get("used_cpu_user")));
  }
}
