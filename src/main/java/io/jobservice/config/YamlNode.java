package io.jobservice.config;

import java.util.List;
import java.util.Map;

/** A piece of a YAML document with the line on which its option is named, from 1. */
sealed interface YamlNode {

  int line();

  /** Text, a number, a boolean: as it was written. Null when nothing was written, or null. */
  record Scalar(int line, String text, boolean isNull) implements YamlNode {}

  /** A list. */
  record Sequence(int line, List<YamlNode> items) implements YamlNode {}

  /** A section; its entries keep their order. */
  record Mapping(int line, Map<String, YamlNode> entries) implements YamlNode {}

  /** Something that was refused and reported already. */
  record Refused(int line) implements YamlNode {}
}
