package io.jobservice.config;

import io.jobservice.config.Config.LogTarget;
import io.jobservice.model.LogLevel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the lists {@code loggers} and {@code job_loggers}. */
final class LogBackendReader {

  /** Those that ship with the service, in the order in which they are told. */
  private static final List<String> SHIPPED = List.of("STD_OUTPUT", "FILE", "REDIS");

  private final Path folder;
  private final Findings findings;

  /**
   * A reader for one file.
   *
   * @param folder where relative paths start
   */
  LogBackendReader(Path folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
  }

  /**
   * The back ends of a list.
   *
   * @param node the list, or empty for the default
   * @param path its option
   * @param types what it may hold; the last one is the default
   * @param defaultDir the folder of a FILE that names none
   */
  List<LogTarget> read(
      Optional<YamlNode> node, String path, List<LogBackendType> types, Path defaultDir) {
    if (node.isEmpty()) {
      String name = types.get(types.size() - 1).name();
      YamlNode.Scalar named = new YamlNode.Scalar(0, name, false);
      YamlNode.Mapping alone = new YamlNode.Mapping(0, Map.of("name", named));
      return backend(alone, path + "[0].", types, defaultDir).stream().toList();
    }
    List<LogTarget> backends = new ArrayList<>();
    if (node.get() instanceof YamlNode.Sequence list && !list.items().isEmpty()) {
      Map<List<String>, String> places = new HashMap<>();
      for (int i = 0; i < list.items().size(); i++) {
        String entry = path + "[" + i + "]";
        YamlNode item = list.items().get(i);
        Optional<LogTarget> backend = entry(item, entry + ".", types, defaultDir);
        backend.ifPresent(one -> refuseTwoInOnePlace(one, places, entry, item.line()));
        backend.ifPresent(backends::add);
      }
    } else {
      String wrong =
          node.get() instanceof YamlNode.Sequence ? "is empty" : "is no list of back ends";
      findings.problem(node.get().line(), path, wrong + "; leave it out for the default");
    }
    return List.copyOf(backends);
  }

  /** Each would write every line once more, in its format, and keep it for its own time. */
  private void refuseTwoInOnePlace(
      LogTarget backend, Map<List<String>, String> places, String entry, int line) {
    boolean isFile = backend.name().equals(LogBackendType.JOB_FILE.name());
    if (!isFile && !backend.name().equals(LogBackendType.REDIS.name())) {
      return;
    }
    String folderName = backend.settings().getOrDefault("base_dir", "");
    Optional<String> filename = Optional.ofNullable(backend.settings().get("filename"));
    String other =
        places.putIfAbsent(List.of(backend.name(), folderName, filename.orElse("")), entry);
    if (other == null) {
      return;
    }
    if (isFile) {
      findings.problem(
          line,
          entry
              + "."
              + (filename.isPresent() ? LogBackendType.FILENAME : LogBackendType.BASE_DIR).path(),
          "is the %s of %s too; each FILE needs one of its own"
              .formatted(filename.isPresent() ? "file" : "folder", other));
    } else {
      findings.problem(
          line, entry + ".name", "is REDIS, as that of " + other + "; remove one of them");
    }
  }

  private Optional<LogTarget> entry(
      YamlNode node, String prefix, List<LogBackendType> types, Path defaultDir) {
    if (node instanceof YamlNode.Mapping mapping) {
      return backend(mapping, prefix, types, defaultDir);
    }
    if (!(node instanceof YamlNode.Refused)) {
      findings.problem(
          node.line(),
          prefix.substring(0, prefix.length() - 1),
          "is no back end; write '- name: " + meant(node, types) + "'");
    }
    return Optional.empty();
  }

  /** The word itself, where it is the name of a back end; else the default. */
  private static String meant(YamlNode node, List<LogBackendType> types) {
    List<String> names = types.stream().map(LogBackendType::name).toList();
    return node instanceof YamlNode.Scalar word && names.contains(word.text())
        ? word.text()
        : names.get(names.size() - 1);
  }

  private Optional<LogTarget> backend(
      YamlNode.Mapping mapping, String prefix, List<LogBackendType> types, Path defaultDir) {
    YamlNode named = mapping.entries().get("name");
    if (named instanceof YamlNode.Refused) {
      return Optional.empty();
    }
    if (!(named instanceof YamlNode.Scalar given) || given.isNull()) {
      findings.problem(mapping.line(), prefix + "name", "is required; " + allowed(types));
      return Optional.empty();
    }
    String name = given.text();
    for (LogBackendType type : types) {
      if (type.name().equals(name)) {
        Section section =
            new Section(mapping, prefix, type.options(), type.ignored(), Map.of(), findings);
        return Optional.of(backend(type, section, mapping, prefix, defaultDir));
      }
    }
    Optional<String> refusal = refusal(name, types);
    if (refusal.isPresent()) {
      findings.badValue(given.line(), prefix + "name", name, refusal.get() + "; " + allowed(types));
      return Optional.empty();
    }
    return Optional.of(plugin(name, mapping, prefix));
  }

  private static String allowed(List<LogBackendType> types) {
    String names =
        SHIPPED.stream()
            .filter(name -> types.stream().anyMatch(type -> type.name().equals(name)))
            .collect(Collectors.joining(", "));
    return "allowed are " + names + " and those of plugins";
  }

  /** Why a name that is none of ours is not that of a plugin either. */
  private static Optional<String> refusal(String name, List<LogBackendType> types) {
    if (name.equals("DB")) {
      return Optional.of("is not available here, use FILE");
    }
    if (name.equals(LogBackendType.REDIS.name())) {
      return Optional.of("is for the logs of jobs only");
    }
    Optional<String> meant =
        Spelling.nearest(name, types.stream().map(LogBackendType::name).toList());
    if (meant.isPresent()) {
      return Optional.of("is not known, but '" + meant.get() + "' is");
    }
    try {
      LogBackendType.NAME.kind().parse(name);
      return Optional.empty();
    } catch (BadValueException e) {
      return Optional.of(e.getMessage());
    }
  }

  private LogTarget plugin(String name, YamlNode.Mapping mapping, String prefix) {
    LogBackendType type = LogBackendType.ofPlugin(name);
    Section section =
        new Section(mapping, prefix, type.options(), type.ignored(), Map.of(), findings);
    section.find(LogBackendType.NAME);
    LogLevel level = section.get(LogBackendType.LEVEL);
    Map<String, String> settings = new HashMap<>();
    section
        .tree(LogBackendType.PLUGIN_SETTINGS)
        .ifPresent(node -> settings.putAll(free(node, prefix)));
    return new LogTarget(name, level, settings, section.find(LogBackendType.SWEEPER_DURATION));
  }

  /** Settings whose names nobody here knows. */
  private Map<String, String> free(YamlNode node, String prefix) {
    Map<String, String> settings = new HashMap<>();
    String path = prefix + LogBackendType.PLUGIN_SETTINGS.path();
    if (!(node instanceof YamlNode.Mapping mapping)) {
      findings.problem(node.line(), path, "is no list of 'name: value' lines");
      return settings;
    }
    mapping
        .entries()
        .forEach(
            (name, value) -> {
              if (value instanceof YamlNode.Scalar scalar) {
                String text = scalar.isNull() ? "" : scalar.text();
                settings.put(name, text);
                findings
                    .ledger()
                    .named(prefix, LogBackendType.PLUGIN_SETTINGS, name, text, value.line());
              } else if (!(value instanceof YamlNode.Refused)) {
                findings.problem(
                    value.line(), path + "." + name, "is neither text, a number nor a boolean");
              }
            });
    return settings;
  }

  private LogTarget backend(
      LogBackendType type,
      Section section,
      YamlNode.Mapping mapping,
      String prefix,
      Path defaultDir) {
    String name = section.find(LogBackendType.NAME).orElse(type.name());
    LogLevel level = section.get(LogBackendType.LEVEL);
    Map<String, String> settings = new HashMap<>();
    Optional<Double> days = Optional.empty();
    if (type.options().contains(LogBackendType.OUTPUT)) {
      settings.put("output", section.get(LogBackendType.OUTPUT));
    }
    if (type.options().contains(LogBackendType.FORMAT)) {
      settings.put("format", section.get(LogBackendType.FORMAT));
    }
    for (Option.Value<?> option :
        List.of(
            LogBackendType.SHARD,
            LogBackendType.FILE_SIZE,
            LogBackendType.REDIS_SIZE,
            LogBackendType.TTL)) {
      if (type.options().contains(option)) {
        settings.put(setting(option), text(section, option));
      }
    }
    if (type.options().contains(LogBackendType.FILENAME)) {
      settings.put("filename", section.get(LogBackendType.FILENAME));
    }
    if (type.options().contains(LogBackendType.BASE_DIR)) {
      Path dir = resolved(section.get(LogBackendType.BASE_DIR, defaultDir));
      settings.put("base_dir", dir.toString());
      days = section.find(LogBackendType.SWEEPER_DURATION);
      warnOfOtherFolder(section, dir, mapping.line(), prefix);
    }
    return new LogTarget(name, level, settings, days);
  }

  private static String setting(Option option) {
    return option.path().substring(option.path().indexOf('.') + 1);
  }

  /** As a back end reads it. */
  private static <T> String text(Section section, Option.Value<T> option) {
    return option.kind().writer().apply(section.get(option));
  }

  /** The sweeper works where the logs are; an old file may have named another folder. */
  private void warnOfOtherFolder(Section section, Path dir, int line, String prefix) {
    Optional<Path> workDir = section.find(LogBackendType.WORK_DIR).map(this::resolved);
    if (workDir.isPresent() && !workDir.get().equals(dir)) {
      findings.warning(
          line,
          prefix + LogBackendType.WORK_DIR.path(),
          "is ignored; the sweeper works in the folder of the logs");
    }
  }

  private Path resolved(Path path) {
    return folder.resolve(path).normalize();
  }
}
