package io.jobservice.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * One option with the value that a node takes. Secrets are masked.
 *
 * @param steps the way to it from the root of the file
 * @param value text, a number, or an object without entries for an entry that says nothing
 * @param origin the line or the variable that gave the value; empty for a default
 */
record Setting(List<Step> steps, JsonNode value, Optional<String> origin) {

  /**
   * One step into a section or a list.
   *
   * @param name the name, or the number of the item from 0
   * @param isItem whether it leads into a list
   */
  record Step(String name, boolean isItem) {}

  /** The way to the list that it is part of; to itself where there is none. */
  List<Step> whole() {
    int list = 0;
    while (list < steps.size() && !steps.get(list).isItem()) {
      list++;
    }
    return steps.subList(0, list);
  }
}
