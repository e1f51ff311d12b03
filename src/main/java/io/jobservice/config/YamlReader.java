package io.jobservice.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamStartEvent;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Builds a tree with lines from a YAML text, and refuses what could be read in two ways: names that
 * come twice, anchors, aliases, merges, tags and further documents. It works on the parser's
 * events, because ready-made trees know no lines and let all of that pass in silence.
 */
final class YamlReader {

  private static final int DEEPEST = 20;
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final Iterator<Event> events;
  private final Findings findings;

  private YamlReader(String text, Findings findings) {
    this.events = new Yaml(new LoaderOptions()).parse(new StringReader(text)).iterator();
    this.findings = findings;
  }

  /** The root of the document; an empty one for a text without any. What is wrong is noted. */
  static YamlNode.Mapping read(String text, Findings findings) {
    try {
      return new YamlReader(text, findings).document();
    } catch (MarkedYAMLException e) {
      findings.problem(
          e.getProblemMark().getLine() + 1,
          "",
          "not valid YAML at column "
              + (e.getProblemMark().getColumn() + 1)
              + ": "
              + e.getProblem().replace('\n', ' '));
    } catch (ReaderException e) {
      findings.missing(
          "",
          String.format(
              "not valid YAML: the character U+%04X is not allowed", (long) e.getCodePoint()));
    } catch (YAMLException e) {
      findings.missing("", "not valid YAML");
    }
    return emptyRoot();
  }

  private static YamlNode.Mapping emptyRoot() {
    return new YamlNode.Mapping(1, Map.of());
  }

  private YamlNode.Mapping document() {
    YamlNode.Mapping root = null;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof NodeEvent) {
        root = root(read(event, line(event), "", 0));
      } else if (event instanceof DocumentStartEvent && root != null) {
        findings.problem(line(event), "", "a second document begins; only one is accepted");
        return root;
      } else if (!(event instanceof StreamStartEvent || event instanceof DocumentStartEvent)
          && !(event instanceof DocumentEndEvent)) {
        break;
      }
    }
    return root == null ? emptyRoot() : root;
  }

  private YamlNode.Mapping root(YamlNode node) {
    if (node instanceof YamlNode.Mapping mapping) {
      return mapping;
    }
    boolean nothing = node instanceof YamlNode.Scalar scalar && scalar.isNull();
    if (!nothing && !(node instanceof YamlNode.Refused)) {
      findings.problem(node.line(), "", "the document is no list of 'option: value' lines");
    }
    return emptyRoot();
  }

  private YamlNode read(Event event, int line, String path, int depth) {
    if (depth > DEEPEST) {
      throw new YAMLException("nested too deeply");
    }
    if (event instanceof AliasEvent) {
      findings.problem(line, path, "aliases (*name) are not accepted; repeat the value");
      return new YamlNode.Refused(line);
    }
    if (event instanceof NodeEvent node && node.getAnchor() != null) {
      findings.problem(line, path, "anchors (&name) are not accepted");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), line, path);
      boolean isNull = scalar.isPlain() && NULLS.contains(scalar.getValue());
      return new YamlNode.Scalar(line, scalar.getValue(), isNull);
    }
    if (event instanceof SequenceStartEvent sequence) {
      refuseTag(sequence.getTag(), line, path);
      return sequence(line, path, depth);
    }
    refuseTag(((MappingStartEvent) event).getTag(), line, path);
    return mapping(line, path, depth);
  }

  private void refuseTag(String tag, int line, String path) {
    if (tag != null) {
      findings.problem(line, path, "tags (such as !!str) are not accepted");
    }
  }

  private YamlNode sequence(int line, String path, int depth) {
    List<YamlNode> items = new ArrayList<>();
    Event event = events.next();
    while (!(event instanceof SequenceEndEvent)) {
      items.add(read(event, line(event), path + "[" + items.size() + "]", depth + 1));
      event = events.next();
    }
    return new YamlNode.Sequence(line, List.copyOf(items));
  }

  private YamlNode mapping(int line, String path, int depth) {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    Event event = events.next();
    while (!(event instanceof MappingEndEvent)) {
      int keyLine = line(event);
      String name = name(event, path, depth);
      String valuePath = path.isEmpty() ? name : path + "." + name;
      YamlNode value = read(events.next(), keyLine, valuePath, depth + 1);
      if (name.equals("<<")) {
        findings.problem(keyLine, path, "merges (<<) are not accepted; repeat the options");
      } else if (!name.isEmpty()) {
        YamlNode earlier = entries.putIfAbsent(name, value);
        if (earlier != null) {
          findings.problem(keyLine, valuePath, "was already given on line " + earlier.line());
        }
      }
      event = events.next();
    }
    return new YamlNode.Mapping(line, entries);
  }

  /** The name of an entry; empty, and noted, when there is none that an option could have. */
  private String name(Event event, String path, int depth) {
    if (read(event, line(event), path, depth + 1) instanceof YamlNode.Scalar scalar
        && !scalar.isNull()) {
      return scalar.text();
    }
    findings.problem(line(event), path, "an entry has no name");
    return "";
  }

  private static int line(Event event) {
    return event.getStartMark().getLine() + 1;
  }
}
