package io.jobservice.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what is logged, whoever logs it: the exact texts that it was told of, the
 * credentials of URLs, and what is presented for authorization. It rather hides too much. Safe to
 * share.
 */
final class Masks implements UnaryOperator<String> {

  /** What stands for a secret. */
  static final String MASK = "***";

  /** Shorter ones would be found in ordinary words. */
  private static final int SHORTEST_SECRET = 4;

  /** As in {@code redis://user:secret@host}; a raw secret may hold any character but a space. */
  private static final Pattern IN_URL = Pattern.compile("(://)[^\\s\"'<>]{1,1024}@");

  /** As in {@code Authorization: Harbor-Secret abc} or {@code {Authorization=[Basic abc]}}. */
  private static final Pattern HEADER =
      Pattern.compile("(?i)(authorization[\"']?\\s{0,8}[:=]\\s{0,8}[\\[\"']{0,4})[^\\r\\n\\]}]+");

  /** As in {@code Bearer abc123}; a word in lower case is most likely not a secret. */
  private static final Pattern PRESENTED =
      Pattern.compile("\\b((?:Harbor-Secret|Bearer|Basic)\\s{1,8})(?![a-z]+\\b)[^\\s\"',\\]}]{4,}");

  private volatile List<String> secrets = List.of();

  /** Hides further texts from now on, each of them wherever it stands. */
  synchronized void hide(Collection<String> texts) {
    TreeSet<String> all =
        // The longest first: one may be a part of another.
        new TreeSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(text -> text));
    all.addAll(secrets);
    texts.stream().filter(text -> text.length() >= SHORTEST_SECRET).forEach(all::add);
    secrets = new ArrayList<>(all);
  }

  @Override
  public String apply(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    for (Pattern pattern : List.of(IN_URL, HEADER, PRESENTED)) {
      Matcher matcher = pattern.matcher(masked);
      if (matcher.find()) {
        masked = matcher.replaceAll(pattern == IN_URL ? "$1" + MASK + "@" : "$1" + MASK);
      }
    }
    return masked;
  }
}
