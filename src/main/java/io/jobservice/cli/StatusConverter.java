package io.jobservice.cli;

import io.jobservice.model.JobStatus;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** States as records have them, in any case. */
final class StatusConverter implements ITypeConverter<JobStatus> {

  private static List<String> words() {
    return Arrays.stream(JobStatus.values()).map(JobStatus::text).toList();
  }

  @Override
  public JobStatus convert(String value) {
    String word =
        value.isEmpty()
            ? value
            : value.substring(0, 1).toUpperCase(Locale.ROOT)
                + value.substring(1).toLowerCase(Locale.ROOT);
    return JobStatus.of(word)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + value
                        + "' is none of "
                        + String.join(", ", words())
                        + Suggestion.among(words(), word)));
  }

  /** The words to choose from. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words().iterator();
    }
  }
}
