package io.jobservice.cli;

import io.jobservice.job.JobKind;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Kinds as records have them, in any case. */
final class KindConverter implements ITypeConverter<JobKind> {

  private static List<String> words() {
    return Arrays.stream(JobKind.values()).map(JobKind::text).toList();
  }

  @Override
  public JobKind convert(String value) {
    for (JobKind kind : JobKind.values()) {
      if (kind.text().equalsIgnoreCase(value)) {
        return kind;
      }
    }
    throw new TypeConversionException(
        "'"
            + value
            + "' is none of "
            + String.join(", ", words())
            + Suggestion.among(words(), value));
  }

  /** The words to choose from. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words().iterator();
    }
  }
}
