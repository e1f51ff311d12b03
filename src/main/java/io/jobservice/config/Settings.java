package io.jobservice.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.config.Setting.Step;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A configuration to look at: every option that has a value, as a node takes it, with where the
 * value comes from. Durations and the like are in their shortest form, and paths are absolute.
 * Secrets are masked when it is made, so that none can be printed: passwords in URLs, and texts
 * whose name sounds secret. Immutable.
 */
public final class Settings {

  private final Path file;
  private final Map<String, Boolean> secrets;
  private final List<Setting> settings;

  Settings(Config config, List<Setting> settings) {
    this(
        config.file(),
        Map.of(
            Options.CORE_SECRET, config.secrets().core().isPresent(),
            Options.JOBSERVICE_SECRET, config.secrets().jobservice().isPresent()),
        settings);
  }

  private Settings(Path file, Map<String, Boolean> secrets, List<Setting> settings) {
    this.file = file;
    this.secrets = secrets;
    this.settings = List.copyOf(settings);
  }

  /**
   * Those that were given and differ from their defaults. A list with one such entry is there as a
   * whole.
   */
  public Settings changed() {
    Map<List<Step>, JsonNode> defaults = new HashMap<>();
    ConfigLoader.defaults(file).forEach(preset -> defaults.put(preset.steps(), preset.value()));
    Set<List<Step>> different = new HashSet<>();
    for (Setting setting : settings) {
      if (setting.origin().isPresent() && !setting.value().equals(defaults.get(setting.steps()))) {
        different.add(setting.whole());
      }
    }
    return new Settings(
        file, secrets, settings.stream().filter(s -> different.contains(s.whole())).toList());
  }

  /**
   * A text in YAML with a line for each option, at whose end a comment says what gave the value: a
   * line of the file or a variable, and nothing for a default. Without its masks it is a file for
   * {@link ConfigLoader} again. It ends with a line break.
   */
  public String yaml() {
    Map<List<Step>, String> origins = new HashMap<>();
    settings.forEach(s -> s.origin().ifPresent(origin -> origins.put(s.steps(), origin)));
    return new SettingsYaml(origins).text(tree(), secrets);
  }

  /** The same as one object of JSON, without comments. */
  public ObjectNode tree() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    for (Setting setting : settings) {
      add(root, setting);
    }
    return root;
  }

  private static void add(ObjectNode root, Setting setting) {
    List<Step> steps = setting.steps();
    JsonNode at = root;
    for (int i = 0; i + 1 < steps.size(); i++) {
      at = below(at, steps.get(i), steps.get(i + 1).isItem());
    }
    ((ObjectNode) at).set(steps.get(steps.size() - 1).name(), setting.value());
  }

  /** What a step leads to, made if it is not there. */
  private static JsonNode below(JsonNode at, Step step, boolean isList) {
    if (at instanceof ArrayNode list) {
      return Optional.ofNullable(list.get(Integer.parseInt(step.name())))
          .orElseGet(list::addObject);
    }
    JsonNode there = at.get(step.name());
    if (there != null) {
      return there;
    }
    ObjectNode section = (ObjectNode) at;
    return isList ? section.putArray(step.name()) : section.putObject(step.name());
  }
}
