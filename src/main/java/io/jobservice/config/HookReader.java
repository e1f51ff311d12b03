package io.jobservice.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads the section about status hooks. For one thread. */
final class HookReader {

  private static final String STANDARD_SECRET = "whsec_";

  private static final Pattern LIKE_STANDARD = Pattern.compile("(?i)wh[a-z]*_");

  private final Path folder;
  private final Map<String, String> environment;
  private final Findings findings;

  HookReader(Path folder, Map<String, String> environment, Findings findings) {
    this.folder = folder;
    this.environment = environment;
    this.findings = findings;
  }

  HookSettings read(Section section) {
    Duration connectTimeout = section.get(HookOptions.CONNECT_TIMEOUT);
    Duration timeout = section.get(HookOptions.TIMEOUT);
    if (section.has(HookOptions.CONNECT_TIMEOUT) && connectTimeout.compareTo(timeout) > 0) {
      section.warn(
          HookOptions.CONNECT_TIMEOUT.path(),
          "is longer than " + HookOptions.TIMEOUT.path() + ", which ends a delivery before");
    }
    int concurrency = section.get(HookOptions.CONCURRENCY);
    int endpointConcurrency = section.get(HookOptions.ENDPOINT_CONCURRENCY);
    if (section.has(HookOptions.ENDPOINT_CONCURRENCY) && endpointConcurrency > concurrency) {
      section.warn(
          HookOptions.ENDPOINT_CONCURRENCY.path(),
          "is more than " + HookOptions.CONCURRENCY.path() + ", which is for all receivers");
    }
    Optional<List<String>> deny = rules(section, HookOptions.DENY);
    if (deny.isEmpty()) {
      findings.ledger().list("", HookOptions.DENY, HookSettings.standard().deny(), 0);
    }
    return new HookSettings(
        concurrency,
        endpointConcurrency,
        connectTimeout,
        timeout,
        section.get(HookOptions.MAX_AGE),
        section.find(HookOptions.MAX_ATTEMPTS).map(OptionalInt::of).orElseGet(OptionalInt::empty),
        section.get(HookOptions.DEAD_RETENTION),
        rules(section, HookOptions.ALLOW).orElse(List.of()),
        deny.orElse(HookSettings.standard().deny()),
        section.find(HookOptions.CA_FILE).map(file -> folder.resolve(file).normalize()),
        secrets(section));
  }

  private Optional<List<String>> rules(Section section, Option.Tree option) {
    Optional<YamlNode> node = section.tree(option);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    List<String> rules =
        texts(node.get(), option.path(), "addresses, networks and host names").orElse(List.of());
    List<YamlNode> items = items(node.get());
    for (int i = 0; i < rules.size(); i++) {
      String rule = rules.get(i);
      int line = items.get(i).line();
      AddressRules.problem(rule)
          .ifPresent(problem -> findings.badValue(line, option.path(), rule, problem));
    }
    findings.ledger().list("", option, rules, node.get().line());
    return Optional.of(rules);
  }

  /** The environment comes before the file, as with all options. */
  private List<String> secrets(Section section) {
    Option.Tree option = HookOptions.SECRET;
    String variable = option.variable().orElseThrow();
    String given = environment.getOrDefault(variable, "").strip();
    List<String> secrets = List.of();
    if (!given.isEmpty()) {
      secrets = List.of(given.split("[\\s,]+", -1)).stream().filter(s -> !s.isEmpty()).toList();
      problem(secrets).ifPresent(problem -> findings.badVariable(variable, problem));
      slip(secrets).ifPresent(slip -> findings.variableWarning(variable, slip));
      findings.ledger().hidden(option, secrets.size(), variable);
    } else if (section.tree(option).isPresent()) {
      YamlNode node = section.tree(option).get();
      Optional<List<String>> texts = texts(node, option.path(), "secrets");
      secrets = texts.orElse(List.of());
      texts
          .flatMap(HookReader::problem)
          .ifPresent(problem -> findings.problem(node.line(), option.path(), problem));
      slip(secrets).ifPresent(slip -> findings.warning(node.line(), option.path(), slip));
      findings.ledger().hidden(option, secrets.size(), node.line());
    }
    return List.copyOf(new LinkedHashSet<>(secrets));
  }

  private static Optional<String> slip(List<String> secrets) {
    boolean some =
        secrets.stream()
            .anyMatch(
                secret ->
                    LIKE_STANDARD.matcher(secret).lookingAt()
                        && !secret.startsWith(STANDARD_SECRET));
    return some
        ? Optional.of(
            "has a secret that begins like one in Base64, but not with whsec_, and is taken as a"
                + " text")
        : Optional.empty();
  }

  private static Optional<String> problem(List<String> secrets) {
    if (secrets.isEmpty()) {
      return Optional.of("has no secret in it; leave it out, and deliveries are not signed");
    }
    for (String secret : secrets) {
      if (secret.isBlank()) {
        return Optional.of("has a blank secret");
      }
      if (secret.startsWith(STANDARD_SECRET) && !isBase64(secret)) {
        return Optional.of("has a secret that begins with whsec_ and does not go on in Base64");
      }
    }
    return Optional.empty();
  }

  private static boolean isBase64(String secret) {
    try {
      return Base64.getDecoder().decode(secret.substring(STANDARD_SECRET.length())).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The texts of a list, or of a text alone; empty if one of them is no text, which is told. */
  private Optional<List<String>> texts(YamlNode node, String path, String what) {
    List<String> texts = new ArrayList<>();
    for (YamlNode item : items(node)) {
      if (item instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
        texts.add(scalar.text());
      } else {
        if (!(item instanceof YamlNode.Refused)) {
          findings.problem(item.line(), path, "is no list of " + what);
        }
        return Optional.empty();
      }
    }
    return Optional.of(texts);
  }

  private static List<YamlNode> items(YamlNode node) {
    return node instanceof YamlNode.Sequence list ? list.items() : List.of(node);
  }
}
