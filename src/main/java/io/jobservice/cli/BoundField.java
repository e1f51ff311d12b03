package io.jobservice.cli;

import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The field that has the value of an option or parameter. Picocli hands over values of the field's
 * type alone, as the model says which that is.
 *
 * @param reader gives the value
 * @param writer sets it
 * @param <F> the type of the field
 */
record BoundField<F>(Supplier<F> reader, Consumer<F> writer) implements IGetter, ISetter {

  /** An option with its field; what that holds now is the initial value. */
  static <F> OptionSpec option(OptionSpec.Builder option, Supplier<F> reader, Consumer<F> writer) {
    BoundField<F> field = new BoundField<>(reader, writer);
    return option.initialValue(reader.get()).getter(field).setter(field).build();
  }

  /** A parameter with its field; what that holds now is the initial value. */
  static <F> PositionalParamSpec parameter(
      PositionalParamSpec.Builder parameter, Supplier<F> reader, Consumer<F> writer) {
    BoundField<F> field = new BoundField<>(reader, writer);
    return parameter.initialValue(reader.get()).getter(field).setter(field).build();
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T> T get() {
    return (T) reader.get();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T set(T value) {
    T before = get();
    writer.accept((F) value);
    return before;
  }
}
