package io.jobservice.config;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a configuration holds that must never be printed, as the texts that would be seen. */
public final class SecretTexts {

  /** What so many other things are that hiding it would hide them, too. */
  private static final Pattern NO_SECRET = Pattern.compile("true|false|-?[0-9.]{1,5}");

  private SecretTexts() {}

  /**
   * The secrets of a configuration: those of the environment, those of status hooks, the password
   * of its Redis, and the properties of the context whose names sound like secrets.
   *
   * @param config the configuration
   * @return the texts, also as they stand in URLs; none is empty
   */
  public static Set<String> of(Config config) {
    Set<String> texts = new TreeSet<>();
    Config.Secrets secrets = config.secrets();
    Stream.of(secrets.core(), secrets.jobservice(), password(config.workerPool().redisPool().url()))
        .flatMap(Optional::stream)
        .forEach(secret -> texts.addAll(of(secret)));
    config.hooks().secrets().forEach(secret -> texts.addAll(of(secret)));
    ofProperties(config.contextProperties()).forEach(secret -> texts.addAll(of(secret)));
    return texts;
  }

  /**
   * The values of properties whose names sound like secrets, but for short numbers and booleans.
   *
   * @param properties values by name
   */
  public static Set<String> ofProperties(Map<String, String> properties) {
    Set<String> secrets = new TreeSet<>();
    properties.forEach(
        (name, value) -> {
          boolean sounds = !Masking.value(name, value).equals(value);
          if (sounds && !NO_SECRET.matcher(value).matches()) {
            secrets.add(value);
          }
        });
    return secrets;
  }

  /**
   * One secret as the texts that would be seen of it.
   *
   * @param secret the secret
   */
  public static Set<String> of(String secret) {
    String inUrl = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    Set<String> texts = new TreeSet<>(Set.of(secret));
    texts.add(inUrl);
    texts.add(inUrl.replace("+", "%20").replace("*", "%2A"));
    texts.remove("");
    return texts;
  }

  /**
   * The password of a Redis.
   *
   * @param url where it is
   */
  public static Optional<String> password(RedisUrl url) {
    return url instanceof RedisUrl.Server server ? server.password() : Optional.empty();
  }
}
