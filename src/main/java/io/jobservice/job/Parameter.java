package io.jobservice.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a job says of one of its parameters. From it come validation, help and completion.
 * Immutable: each method gives a new description.
 *
 * <pre>{@code
 * Parameter.of("width", Parameter.Type.INTEGER).required().describedAs("pixels")
 * }</pre>
 *
 * @param name what submissions call it
 * @param type what its value must be
 * @param isRequired whether a submission must have it, and not as null
 * @param preset what the job gets when a submission has none or null, of the type
 * @param description one sentence for people, empty when there is none
 * @param choices the values that it may have; empty for any of the type
 */
public record Parameter(
    String name,
    Type type,
    boolean isRequired,
    Optional<Object> preset,
    String description,
    List<Object> choices) {

  /**
   * The name that stands for all that have no description of their own; a job that has it takes
   * them, if they are of the type.
   */
  public static final String OTHERS = "*";

  /** The types of JSON, and what jobs often need beside them. */
  public enum Type {
    /** A text. */
    STRING("string"),
    /** A whole number of 64 bits. */
    INTEGER("integer"),
    /** A number. */
    NUMBER("number"),
    /** True or false. */
    BOOLEAN("boolean"),
    /** A duration, as {@link JobParameters#getDuration} takes it. */
    DURATION("duration"),
    /** A list. */
    ARRAY("array"),
    /** An object. */
    OBJECT("object"),
    /** Whatever JSON has. */
    ANY("any");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    /** The word in configurations and answers. */
    public String text() {
      return text;
    }
  }

  /** Makes the values what {@link JobParameters#of} would make of them. */
  public Parameter {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
    preset = preset.map(value -> ParameterValue.plain(name, value));
    Objects.requireNonNull(description);
    choices = choices.stream().map(value -> ParameterValue.plain(name, value)).toList();
  }

  /**
   * A parameter that may be left out.
   *
   * @param name what submissions call it
   * @param type what its value must be
   */
  public static Parameter of(String name, Type type) {
    return new Parameter(name, type, false, Optional.empty(), "", List.of());
  }

  /** The same, which a submission must have. */
  public Parameter required() {
    return new Parameter(name, type, true, preset, description, choices);
  }

  /**
   * The same with what the job gets when a submission has none.
   *
   * @param value of the type
   */
  public Parameter defaultsTo(Object value) {
    return new Parameter(name, type, isRequired, Optional.of(value), description, choices);
  }

  /**
   * The same with a description.
   *
   * @param text one sentence
   */
  public Parameter describedAs(String text) {
    return new Parameter(name, type, isRequired, preset, text, choices);
  }

  /**
   * The same with the values that it may have.
   *
   * @param values each of the type
   */
  public Parameter oneOf(Object... values) {
    return new Parameter(
        name, type, isRequired, preset, description, new ArrayList<>(List.of(values)));
  }
}
