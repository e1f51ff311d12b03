package io.jobservice.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was submitted, held against what the job says that it takes. */
class ParameterListTest {

  private static final long SEED = 42;

  private static final ParameterList GREETING =
      ParameterList.of(
          List.of(
              Parameter.of("to", Parameter.Type.STRING).required(),
              Parameter.of("times", Parameter.Type.INTEGER).defaultsTo(3),
              Parameter.of("pause", Parameter.Type.DURATION).defaultsTo(Duration.ofSeconds(90)),
              Parameter.of("tone", Parameter.Type.STRING).oneOf("loud", "soft"),
              Parameter.of("factor", Parameter.Type.NUMBER).oneOf(1, 2.5),
              Parameter.of("tags", Parameter.Type.ARRAY)));

  private static JobParameters of(Object... pairs) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], pairs[i + 1]);
    }
    return JobParameters.of(values);
  }

  @Test
  void defaultsAreFilledInWhereNothingWasGiven() throws Exception {
    assertThat(GREETING.complete(of("times", null, "to", "world", "factor", 1.0)))
        .isEqualTo(of("times", 3, "to", "world", "factor", 1.0, "pause", "1m30s"));
    assertThat(GREETING.complete(of("to", "a", "times", 1, "pause", 5)))
        .isEqualTo(of("to", "a", "times", 1, "pause", 5));
  }

  @Test
  void namesWithoutADescriptionAreTakenWhereOneStandsForThem() throws Exception {
    ParameterList open =
        ParameterList.of(
            List.of(
                Parameter.of("to", Parameter.Type.STRING).required(),
                Parameter.of(Parameter.OTHERS, Parameter.Type.INTEGER)));

    assertThat(open.complete(of("to", "a", "x", 5, "y", null)))
        .isEqualTo(of("to", "a", "x", 5, "y", null));
    assertThatThrownBy(() -> open.complete(of("to", "a", "x", "five")))
        .isInstanceOf(InvalidParametersException.class)
        .hasMessage(
            "parameter 'x' must be a whole number between -2^63 and 2^63 - 1, but it is the text"
                + " 'five'");
    assertThatThrownBy(
            () -> ParameterList.of(List.of(Parameter.of("*", Parameter.Type.ANY).required())))
        .hasMessageContaining("stands for all others");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(of(), "missing parameter 'to'"),
        Arguments.of(of("x", 1), "missing parameter 'to', and unknown parameter 'x'"),
        Arguments.of(of("to", null), "missing parameter 'to'"),
        Arguments.of(
            of("to", "a", "x", null),
            "unknown parameter 'x'; there are to, times, pause, tone, factor, tags"),
        Arguments.of(of("to", 5), "parameter 'to' must be a text, but it is 5"),
        Arguments.of(
            of("to", "a", "tone", "shrill"),
            "parameter 'tone' must be one of loud, soft, but it is the text 'shrill'"),
        Arguments.of(
            of("to", "a", "factor", 2), "parameter 'factor' must be one of 1, 2.5, but it is 2"),
        Arguments.of(of("to", "a", "tags", "b"), "parameter 'tags' must be a list, but it is"),
        Arguments.of(of("to", "a", "pause", "soon"), "parameter 'pause' must be a duration such"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatContradictsTheDescriptionIsRefused(JobParameters submitted, String message) {
    assertThatThrownBy(() -> GREETING.complete(submitted))
        .isInstanceOf(InvalidParametersException.class)
        .hasMessageStartingWith(message);
  }

  static Stream<Arguments> senseless() {
    Parameter number = Parameter.of("n", Parameter.Type.INTEGER);
    return Stream.of(
        Arguments.of(List.of(number, number), "the parameter 'n' is described twice"),
        Arguments.of(List.of(number.required().defaultsTo(1)), "the parameter 'n' is required"),
        Arguments.of(List.of(number.defaultsTo("x")), "the parameter 'n' has a wrong default: "),
        Arguments.of(List.of(number.defaultsTo(3).oneOf(1, 2)), "the parameter 'n' has a wrong"),
        Arguments.of(List.of(number.oneOf(1, "b")), "the parameter 'n' has a wrong choice: "),
        Arguments.of(List.of(Parameter.of(" ", Parameter.Type.ANY)), "one of its parameters has"),
        Arguments.of(Arrays.asList(number, null), "one of its parameters is null"),
        Arguments.of(null, "its parameters are null"));
  }

  @ParameterizedTest
  @MethodSource("senseless")
  void aDescriptionThatMakesNoSenseIsRefused(List<Parameter> parameters, String message) {
    assertThatThrownBy(() -> ParameterList.of(parameters))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void withoutDescriptionsEverythingIsTaken() throws Exception {
    assertThat(ParameterList.of(List.of()).complete(of("x", 1))).isEqualTo(of("x", 1));
  }

  /** Seeded: what is complete stays as it is, and a value of the type is taken for each type. */
  @Test
  void whatWasCompletedIsComplete() throws Exception {
    Random random = new Random(SEED);
    for (int turn = 0; turn < 1000; turn++) {
      List<Parameter> parameters = new ArrayList<>();
      Map<String, Object> submitted = new LinkedHashMap<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        Parameter parameter = random(random, "p" + i);
        parameters.add(parameter);
        if (parameter.isRequired() || random.nextBoolean()) {
          submitted.put(parameter.name(), value(random, parameter));
        }
      }
      ParameterList list = ParameterList.of(parameters);
      String turnOfSeed = "seed " + SEED + ", turn " + turn + ": " + parameters;
      JobParameters completed = list.complete(JobParameters.of(submitted));
      assertThat(list.complete(completed)).as(turnOfSeed).isEqualTo(completed);
      assertThat(completed.asMap()).as(turnOfSeed).containsAllEntriesOf(submitted);
      for (Parameter parameter : parameters) {
        boolean has = completed.get(parameter.name()).isPresent();
        assertThat(has)
            .as(turnOfSeed)
            .isEqualTo(submitted.containsKey(parameter.name()) || parameter.preset().isPresent());
        Map<String, Object> without = new LinkedHashMap<>(submitted);
        without.remove(parameter.name());
        if (parameter.isRequired()) {
          assertThatThrownBy(() -> list.complete(JobParameters.of(without)))
              .as(turnOfSeed)
              .hasMessage("missing parameter '" + parameter.name() + "'");
        } else {
          assertThatCode(() -> list.complete(JobParameters.of(without)))
              .as(turnOfSeed)
              .doesNotThrowAnyException();
        }
      }
    }
  }

  private static Parameter random(Random random, String name) {
    Parameter.Type[] types = Parameter.Type.values();
    Parameter parameter = Parameter.of(name, types[random.nextInt(types.length)]);
    if (random.nextInt(4) == 0) {
      parameter = parameter.oneOf(value(random, parameter), value(random, parameter));
    }
    return switch (random.nextInt(3)) {
      case 0 -> parameter.required();
      case 1 -> parameter.defaultsTo(value(random, parameter));
      default -> parameter;
    };
  }

  private static Object value(Random random, Parameter parameter) {
    if (!parameter.choices().isEmpty()) {
      return parameter.choices().get(random.nextInt(parameter.choices().size()));
    }
    return switch (parameter.type()) {
      case STRING -> "text " + random.nextInt();
      case INTEGER -> random.nextLong();
      case NUMBER -> random.nextBoolean() ? (Object) random.nextGaussian() : random.nextLong();
      case BOOLEAN, ANY -> random.nextBoolean();
      case DURATION -> random.nextInt(100) + "m";
      case ARRAY -> List.of(random.nextLong());
      case OBJECT -> Map.of("x", random.nextLong());
    };
  }
}
