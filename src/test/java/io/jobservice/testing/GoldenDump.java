package io.jobservice.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A dump of the old service's Redis, from {@code golden/}: keys without the prefix, each with the
 * values that were listed under it.
 */
public final class GoldenDump {

  private static final String PREFIX = "{harbor_job_service_namespace}:";

  /** The seconds at which the dumps were taken, and some hours after. */
  private static final Pattern SECOND = Pattern.compile("(?<![0-9a-f])1795\\d{6}(?!\\d)");

  private final Map<String, List<String>> keys = new LinkedHashMap<>();
  private final Map<String, String> types = new HashMap<>();

  private GoldenDump() {}

  /** Reads a dump by its name. */
  public static GoldenDump read(String name) {
    try (InputStream in = GoldenDump.class.getResourceAsStream("/golden/" + name + ".txt")) {
      GoldenDump dump = new GoldenDump();
      List<String> values = new ArrayList<>();
      String key = "";
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("KEY ")) {
          values = new ArrayList<>();
          key = key(line.substring(4));
          dump.keys.put(key, values);
        } else if (line.startsWith("  TYPE ")) {
          dump.types.put(key, line.substring(7).split(" ", 2)[0]);
        } else if (line.endsWith("\"") && line.contains("\"")) {
          values.add(unquoted(line.substring(line.indexOf('"') + 1, line.length() - 1)));
        }
      }
      return dump;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String key(String shown) {
    String key = shown.startsWith("'") ? shown.substring(1, shown.length() - 1) : shown;
    return key.replace("\\n", "\n").substring(PREFIX.length());
  }

  /** As redis-cli shows a text. */
  private static String unquoted(String shown) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if (c == '\\') {
        c = shown.charAt(++i);
        text.append(c == 'n' ? '\n' : c);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /**
   * Writes it all into a namespace.
   *
   * @param type the job type that takes the place of another one
   * @param shift by how many seconds all is later
   */
  public void load(RedisProbe probe, Map<String, String> type, long shift) {
    keys.forEach(
        (name, shown) -> {
          UnaryOperator<String> later =
              text ->
                  SECOND
                      .matcher(renamed(text, type))
                      .replaceAll(found -> Long.toString(Long.parseLong(found.group()) + shift));
          String key = probe.key(later.apply(name));
          List<String> values = shown.stream().map(later).toList();
          switch (types.get(name)) {
            case "string" -> probe.redis().set(key, values.get(0));
            case "list" -> probe.redis().rpush(key, values.toArray(String[]::new));
            case "set" -> probe.redis().sadd(key, values.toArray(String[]::new));
            case "hash" -> probe.redis().hset(key, pairs(values));
            case "zset" ->
                pairs(values)
                    .forEach((member, score) -> probe.redis().zadd(key, number(score), member));
            default -> throw new IllegalStateException(key + " is a " + types.get(name));
          }
        });
  }

  private static String renamed(String text, Map<String, String> type) {
    String renamed = text;
    for (Map.Entry<String, String> name : type.entrySet()) {
      renamed = renamed.replace(name.getKey(), name.getValue());
    }
    return renamed;
  }

  private static double number(String score) {
    return Double.parseDouble(score);
  }

  /** All keys, without the prefix. */
  public Map<String, List<String>> keys() {
    return keys;
  }

  /** The values of a key, in order. */
  public List<String> values(String key) {
    return keys.get(key);
  }

  /** A hash. */
  public Map<String, String> hash(String key) {
    return pairs(keys.get(key));
  }

  private static Map<String, String> pairs(List<String> values) {
    Map<String, String> hash = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i += 2) {
      hash.put(values.get(i), values.get(i + 1));
    }
    return hash;
  }

  /** Every JSON object under keys that begin so. */
  public List<String> jsonOf(String begin) {
    return keys.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(begin))
        .flatMap(entry -> entry.getValue().stream())
        .filter(value -> value.startsWith("{"))
        .toList();
  }
}
