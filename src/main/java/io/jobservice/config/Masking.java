package io.jobservice.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Hides what may be a secret in free text. What it cannot tell from a secret is hidden as well: a
 * configuration that is shown too briefly does no harm.
 */
final class Masking {

  /** What stands for a secret. */
  static final String MASK = "***";

  private static final String WORDS =
      "(?:passw|passphrase|pwd|secret|token|key|credential|authori[sz]ation)";

  private static final Pattern SECRET_NAME = Pattern.compile("(?is).*" + WORDS + ".*");

  /** As in {@code ?access_token=abc} or {@code "password": "abc"}. */
  private static final Pattern ASSIGNED =
      Pattern.compile("(?is)(" + WORDS + "[\\w.-]*[\"']?\\s*[=:]\\s*).+");

  /** As in {@code https://user:abc@host}; the user stays. */
  private static final Pattern IN_URL = Pattern.compile("(?s)(://(?:[^\\s:/@]*:)?).*@");

  /** As in {@code user:abc@host}. */
  private static final Pattern BEFORE_HOST = Pattern.compile("(?s)^([^\\s:/@]+:)(?=\\S)(?!//).*@");

  /** As in {@code host:6379,1,abc,0}, which is a form of redis_url. */
  private static final Pattern IN_LIST = Pattern.compile("(:[0-9]+,[0-9.]*,)[^,]+");

  private static final Pattern PRIVATE_KEY = Pattern.compile("(?s).*-----BEGIN .*");

  private Masking() {}

  /** The value of a name, hidden if the name sounds secret. */
  static String value(String name, String text) {
    return SECRET_NAME.matcher(name).matches() && !text.isEmpty() ? MASK : text(text);
  }

  /** A text without credentials. */
  static String text(String text) {
    if (PRIVATE_KEY.matcher(text).matches()) {
      return MASK;
    }
    String masked = text;
    for (Pattern beforeHost : List.of(IN_URL, BEFORE_HOST)) {
      masked = beforeHost.matcher(masked).replaceAll("$1" + MASK + "@");
    }
    for (Pattern tail : List.of(IN_LIST, ASSIGNED)) {
      masked = tail.matcher(masked).replaceAll("$1" + MASK);
    }
    return masked;
  }
}
