package io.jobservice.cli;

import io.jobservice.model.JobStatus;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** States as records have them, in any case. */
final class StatusConverter implements ITypeConverter<JobStatus> {

  private static Choice<JobStatus> choice() {
    return new Choice<>(JobStatus.values(), JobStatus::text);
  }

  @Override
  public JobStatus convert(String value) {
    String word =
        value.isEmpty()
            ? value
            : value.substring(0, 1).toUpperCase(Locale.ROOT)
                + value.substring(1).toLowerCase(Locale.ROOT);
    return choice().of(word, value);
  }

  /** The words to choose from. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return choice().iterator();
    }
  }
}
