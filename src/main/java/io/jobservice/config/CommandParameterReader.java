package io.jobservice.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.JobParameters;
import io.jobservice.job.Parameter;
import io.jobservice.model.ParametersJson;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code parameters} of a command. */
final class CommandParameterReader {

  private final Findings findings;

  CommandParameterReader(Findings findings) {
    this.findings = findings;
  }

  /** The parameters in their order; none for a list that is not there. What is wrong is noted. */
  List<Parameter> read(Optional<YamlNode> node, String path) {
    List<Parameter> parameters = new ArrayList<>();
    if (node.isPresent() && node.get() instanceof YamlNode.Sequence list) {
      Map<String, String> names = new HashMap<>();
      for (int i = 0; i < list.items().size(); i++) {
        String entry = path + "[" + i + "]";
        parameter(list.items().get(i), entry, names).ifPresent(parameters::add);
      }
    } else if (node.isPresent()) {
      findings.problem(node.get().line(), path, "is no list; begin each one with '- name:'");
    }
    return parameters;
  }

  private Optional<Parameter> parameter(YamlNode node, String path, Map<String, String> names) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      if (!(node instanceof YamlNode.Refused)) {
        findings.problem(node.line(), path, "is no section; it begins with 'name:'");
      }
      return Optional.empty();
    }
    Section section =
        new Section(mapping, path + ".", CommandOptions.OF_PARAMETER, Set.of(), Map.of(), findings);
    Optional<String> name = section.require(CommandOptions.PARAMETER_NAME, mapping.line());
    name.map(text -> names.putIfAbsent(text, path))
        .ifPresent(other -> section.refuse("name", "is that of " + other + " too; names differ"));
    Parameter.Type type = section.get(CommandOptions.PARAMETER_TYPE);
    boolean isRequired = section.get(CommandOptions.REQUIRED);
    Optional<Object> preset =
        section
            .find(CommandOptions.DEFAULT)
            .flatMap(text -> value(section, CommandOptions.DEFAULT, type, text));
    if (isRequired && preset.isPresent()) {
      section.refuse("default", "is never used, since the parameter is required");
    }
    List<Object> choices = choices(section, path, type);
    if (preset.isPresent() && !choices.isEmpty() && !choices.contains(preset.get())) {
      section.refuse("default", "is none of its choices");
    }
    String description = section.find(CommandOptions.PARAMETER_DESCRIPTION).orElse("");
    return name.map(text -> new Parameter(text, type, isRequired, preset, description, choices));
  }

  private List<Object> choices(Section section, String path, Parameter.Type type) {
    Option.Tree option = CommandOptions.CHOICES;
    Optional<YamlNode> node = section.tree(option);
    List<Object> choices = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    if (node.isPresent() && node.get() instanceof YamlNode.Sequence list) {
      for (YamlNode item : list.items()) {
        if (item instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
          texts.add(scalar.text());
          value(section, option, type, scalar.text()).ifPresent(choices::add);
        } else if (!(item instanceof YamlNode.Refused)) {
          findings.problem(item.line(), path + ".choices", "has an item that is no single value");
        }
      }
    }
    if (node.isPresent() && texts.isEmpty()) {
      section.refuse(option.path(), "is no list of values; leave it out for any value");
    } else if (node.isPresent()) {
      findings.ledger().list(path + ".", option, texts, node.get().line());
    }
    return choices;
  }

  /** The value of a text, which is of the type; else that is noted. */
  private static Optional<Object> value(
      Section section, Option option, Parameter.Type type, String text) {
    Optional<Object> value =
        switch (type) {
          case STRING -> Optional.of(text);
          case DURATION -> Optional.<Object>of(text).filter(CommandParameterReader::isDuration);
          default -> json(text).filter(parsed -> isOf(type, parsed));
        };
    if (value.isEmpty()) {
      section.refuse(
          option.path(),
          "has '%s', which is no %s"
              .formatted(
                  text,
                  switch (type) {
                    case ARRAY, OBJECT -> type.text() + " in JSON";
                    case ANY -> "JSON; a text is in double quotes there, as in '\"a\"'";
                    default -> type.text();
                  }));
    }
    return value;
  }

  private static boolean isOf(Parameter.Type type, Object value) {
    return switch (type) {
      case INTEGER -> value instanceof Long;
      case NUMBER -> value instanceof Number;
      case BOOLEAN -> value instanceof Boolean;
      case ARRAY -> value instanceof List;
      case OBJECT -> value instanceof Map;
      default -> true;
    };
  }

  private static Optional<Object> json(String text) {
    try {
      return ParametersJson.toParameters(
              JsonNodeFactory.instance.objectNode().set("value", StrictJson.parse(text)))
          .get("value");
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isDuration(Object text) {
    try {
      return JobParameters.of(Map.of("value", text)).getDuration("value").isPresent();
    } catch (InvalidParametersException e) {
      return false;
    }
  }
}
