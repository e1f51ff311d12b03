package io.jobservice.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dump of the old service's Redis, from {@code golden/}: keys without the prefix, each with the
 * values that were listed under it.
 */
public final class GoldenDump {

  private static final String PREFIX = "{harbor_job_service_namespace}:";

  private final Map<String, List<String>> keys = new LinkedHashMap<>();

  private GoldenDump() {}

  /** Reads a dump by its name. */
  public static GoldenDump read(String name) {
    try (InputStream in = GoldenDump.class.getResourceAsStream("/golden/" + name + ".txt")) {
      GoldenDump dump = new GoldenDump();
      List<String> values = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("KEY ")) {
          values = new ArrayList<>();
          dump.keys.put(key(line.substring(4)), values);
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
    List<String> values = keys.get(key);
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
