package io.jobservice.cli;

import io.jobservice.model.Overlap;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** What becomes of an instant while an earlier execution is under way, in any case. */
final class OverlapConverter implements ITypeConverter<Overlap> {

  private static Choice<Overlap> choice() {
    return new Choice<>(Overlap.values(), Overlap::text);
  }

  @Override
  public Overlap convert(String value) {
    String word = value.toLowerCase(Locale.ROOT);
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
