package io.jobservice.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that show records: in which format, and what of them. */
final class OutputOptions {

  /** More fields than these are not named in a message. */
  private static final int MOST_NAMED = 10;

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      converter = Format.Converter.class,
      completionCandidates = Format.Words.class,
      description = {
        "How to print: ${COMPLETION-CANDIDATES}. Default: table; submit prints the id, wait the result.",
        "With json: the answer of the API on one line; with jsonl: one object a line."
      })
  Format format;

  @Option(
      names = "--fields",
      paramLabel = "FIELD",
      split = ",",
      description = "Only these fields, by their names in the API, separated by commas.")
  List<String> fields = List.of();

  @Option(names = "--utc", description = "Print times in UTC, as is done off a terminal.")
  boolean utc;

  /** The format that was asked for, or else this one. */
  Format format(Format preset) {
    return format == null ? preset : format;
  }

  /** Whether a format was asked for. */
  boolean hasFormat() {
    return format != null;
  }

  /** Whether fields were asked for. */
  boolean hasFields() {
    return !fields.isEmpty();
  }

  boolean utc() {
    return utc;
  }

  /**
   * The fields that were asked for, all of them fields of such a record; empty for the usual ones.
   */
  List<String> fields(Set<String> known) {
    for (String field : fields) {
      if (!known.contains(field)) {
        throw new ParameterException(
            command.commandLine(),
            "--fields: there is no field '" + field + "'" + instead(known, field));
      }
    }
    return fields;
  }

  /** The field that may have been meant, or else all of them, unless there are very many. */
  private static String instead(Set<String> known, String field) {
    String meant = Suggestion.among(known, field);
    return meant.isEmpty() && known.size() <= MOST_NAMED
        ? "; there are " + String.join(", ", known)
        : meant;
  }
}
