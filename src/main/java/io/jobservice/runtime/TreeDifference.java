package io.jobservice.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where two trees of options differ. */
final class TreeDifference {

  private static final int MOST_TOLD = 5;

  private TreeDifference() {}

  /** The options as a file has them, sorted; what only one tree has is told as a whole. */
  static List<String> paths(JsonNode before, JsonNode now) {
    List<String> paths = new ArrayList<>();
    compare("", before, now, paths);
    return paths;
  }

  /** The first of them, and how many more there are. */
  static String told(List<String> paths) {
    String first = String.join(", ", paths.subList(0, Math.min(MOST_TOLD, paths.size())));
    return paths.size() > MOST_TOLD
        ? first + " and " + (paths.size() - MOST_TOLD) + " more"
        : first;
  }

  private static void compare(String path, JsonNode before, JsonNode now, List<String> paths) {
    if (before.isObject() && now.isObject()) {
      Set<String> names = new TreeSet<>();
      before.fieldNames().forEachRemaining(names::add);
      now.fieldNames().forEachRemaining(names::add);
      String prefix = path.isEmpty() ? "" : path + ".";
      names.forEach(name -> compare(prefix + name, before.path(name), now.path(name), paths));
    } else if (before.isArray() && now.isArray()) {
      for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
        compare(path + "[" + i + "]", before.path(i), now.path(i), paths);
      }
    } else if (!before.equals(now)) {
      paths.add(path);
    }
  }
}
