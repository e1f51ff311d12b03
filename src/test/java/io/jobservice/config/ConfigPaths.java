package io.jobservice.config;

import java.util.Set;
import java.util.TreeSet;

/** The paths of all options in a YAML text; entries of lists have the path of their list. */
final class ConfigPaths {

  private ConfigPaths() {}

  static Set<String> of(String yaml) {
    Set<String> paths = new TreeSet<>();
    collect(YamlReader.read(yaml, new Findings("config.yml")), "", paths);
    return paths;
  }

  private static void collect(YamlNode node, String path, Set<String> paths) {
    paths.add(path);
    if (node instanceof YamlNode.Mapping mapping) {
      mapping
          .entries()
          .forEach(
              (name, below) -> collect(below, path.isEmpty() ? name : path + "." + name, paths));
    } else if (node instanceof YamlNode.Sequence list) {
      list.items().forEach(item -> collect(item, path, paths));
    }
  }
}
