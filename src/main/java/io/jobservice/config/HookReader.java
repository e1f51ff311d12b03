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

/** Reads the section about status hooks. For one thread. */
final class HookReader {

  private static final String STANDARD_SECRET = "whsec_";

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
    Optional<List<String>> deny = rules(section, HookOptions.DENY);
    if (deny.isEmpty()) {
      findings.ledger().list("", HookOptions.DENY, HookSettings.standard().deny(), 0);
    }
    return new HookSettings(
        section.get(HookOptions.CONCURRENCY),
        section.get(HookOptions.ENDPOINT_CONCURRENCY),
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
    List<String> rules = texts(node.get(), option.path(), "addresses, networks and host names");
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
    List<String> secrets;
    if (!given.isEmpty()) {
      secrets = List.of(given.split("[\\s,]+", -1)).stream().filter(s -> !s.isEmpty()).toList();
      problem(secrets).ifPresent(problem -> findings.badVariable(variable, Masking.MASK, problem));
      findings.ledger().hidden(option, secrets.size(), variable);
    } else if (section.tree(option).isPresent()) {
      YamlNode node = section.tree(option).get();
      secrets = texts(node, option.path(), "secrets");
      problem(secrets).ifPresent(problem -> findings.problem(node.line(), option.path(), problem));
      findings.ledger().hidden(option, secrets.size(), node.line());
    } else {
      secrets = List.of();
    }
    return List.copyOf(new LinkedHashSet<>(secrets));
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

  /** The texts of a list, or of a text alone; none if one of them is no text. */
  private List<String> texts(YamlNode node, String path, String what) {
    List<String> texts = new ArrayList<>();
    for (YamlNode item : items(node)) {
      if (item instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
        texts.add(scalar.text());
      } else {
        if (!(item instanceof YamlNode.Refused)) {
          findings.problem(item.line(), path, "is no list of " + what);
        }
        return List.of();
      }
    }
    return texts;
  }

  private static List<YamlNode> items(YamlNode node) {
    return node instanceof YamlNode.Sequence list ? list.items() : List.of(node);
  }
}
