package io.jobservice.cli;

import io.jobservice.model.Misfire;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** What becomes of missed instants, in any case, with a dash or an underscore. */
final class MisfireConverter implements ITypeConverter<Misfire> {

  private static Choice<Misfire> choice() {
    return new Choice<>(Misfire.values(), Misfire::text);
  }

  @Override
  public Misfire convert(String value) {
    String word = value.toLowerCase(Locale.ROOT).replace('-', '_');
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
