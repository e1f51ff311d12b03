package io.jobservice.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.ParametersJson;
import io.jobservice.model.StrictJson;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Typed access to parameters, and records made of them. */
class JobParametersTest {

  private static final long SEED = 20_261_122;

  private enum Fit {
    COVER,
    CONTAIN
  }

  private record Size(int width, Integer height) {
    Size {
      if (width < 0) {
        throw new IllegalArgumentException("the width must be zero or more");
      }
    }
  }

  private record Everything(
      String text,
      byte small,
      short shorter,
      int number,
      Long big,
      double real,
      Float single,
      boolean truth,
      Duration time,
      Fit fit,
      Size size,
      List<Size> sizes,
      Map<String, List<Long>> table,
      Optional<Duration> maybe,
      Optional<List<Fit>> fits,
      JobParameters object,
      Object anything) {}

  private static JobParameters json(String text) throws Exception {
    return ParametersJson.toParameters((ObjectNode) StrictJson.parse(text.replace('\'', '"')));
  }

  @Test
  void aRecordHasEachParameterAsItsComponent() throws Exception {
    JobParameters parameters =
        json(
            "{'text':'a','small':-128,'shorter':5.0,'number':7,'big':9007199254740993,'real':1,"
                + "'single':0.5,'truth':true,'time':'1h30m','fit':'COVER','size':{'width':3},"
                + "'sizes':[{'width':1,'height':2},null],'table':{'a':[1,2],'b':[]},'maybe':2.5,"
                + "'fits':['COVER','CONTAIN'],'object':{'x':{'y':'z'}},'anything':[1,{'a':null}],"
                + "'other':1}");
    assertThat(parameters.as(Everything.class))
        .isEqualTo(
            new Everything(
                "a",
                (byte) -128,
                (short) 5,
                7,
                9_007_199_254_740_993L,
                1.0,
                0.5f,
                true,
                Duration.ofMinutes(90),
                Fit.COVER,
                new Size(3, null),
                Arrays.asList(new Size(1, 2), null),
                Map.of("a", List.of(1L, 2L), "b", List.of()),
                Optional.of(Duration.ofMillis(2500)),
                Optional.of(List.of(Fit.COVER, Fit.CONTAIN)),
                JobParameters.of(Map.of("x", Map.of("y", "z"))),
                parameters.asMap().get("anything")));
  }

  private record Numbers(
      byte b, Short s, int i, Long l, Double d, Optional<Integer> o, List<Long> list) {}

  /** Seeded: what a record holds comes back through JSON. */
  @Test
  void aRecordComesBackFromItsParameters() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 2000; i++) {
      Numbers numbers =
          new Numbers(
              (byte) random.nextInt(),
              random.nextBoolean() ? (short) random.nextInt() : null,
              random.nextInt(),
              random.nextBoolean() ? random.nextLong() : null,
              random.nextBoolean() ? random.nextGaussian() * 1e9 : null,
              random.nextBoolean() ? Optional.of(random.nextInt()) : Optional.empty(),
              random.longs(random.nextInt(4)).boxed().toList());
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("b", numbers.b());
      values.put("s", numbers.s());
      values.put("i", numbers.i());
      values.put("l", numbers.l());
      values.put("d", numbers.d());
      values.put("o", numbers.o().orElse(null));
      values.put("list", numbers.list());
      JobParameters parameters = JobParameters.of(values);
      assertThat(parameters.as(Numbers.class)).as("seed %s, turn %s", SEED, i).isEqualTo(numbers);
      assertThat(parameters.getInt("i")).hasValue(numbers.i());
    }
  }

  private record Sparse(
      Long number, Optional<String> text, List<String> list, JobParameters object, Fit fit) {}

  @Test
  void whatIsAbsentOrNullIsNullOrEmpty() throws Exception {
    Sparse sparse = new Sparse(null, Optional.empty(), null, null, null);
    assertThat(JobParameters.none().as(Sparse.class)).isEqualTo(sparse);
    assertThat(json("{'number':null,'text':null,'list':null,'fit':null}").as(Sparse.class))
        .isEqualTo(sparse);
  }

  private record Target(String host, int port, List<Size> sizes, Map<String, Fit> fits) {}

  private record Upload(Target target) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'port':'x'} | parameter 'target.port' must be a whole number between -2147483648 and"
            + " 2147483647, but it is the text 'x'",
        "{'port':2147483648} | parameter 'target.port' must be a whole number between -2147483648"
            + " and 2147483647, but it is 2147483648",
        "{'host':5} | parameter 'target.host' must be a text, but it is 5",
        "{} | missing parameter 'target.port'",
        "{'port':null} | missing parameter 'target.port'",
        "{'port':1,'sizes':[{'width':1},{'width':true}]} | parameter 'target.sizes[1].width' must"
            + " be a whole number between -2147483648 and 2147483647, but it is true",
        "{'port':1,'sizes':{}} | parameter 'target.sizes' must be a list, but it is an object",
        "{'port':1,'sizes':[{}]} | missing parameter 'target.sizes[0].width'",
        "{'port':1,'sizes':[{'width':-1}]} | parameter 'target.sizes[0]': the width must be zero"
            + " or more",
        "{'port':1,'fits':{'a':'cover'}} | parameter 'target.fits.a' must be one of COVER, CONTAIN,"
            + " but it is the text 'cover'"
      })
  void anErrorNamesTheParameterByItsPath(String target, String message) throws Exception {
    JobParameters parameters = json("{'target':" + target + "}");
    assertThatThrownBy(() -> parameters.as(Upload.class))
        .isInstanceOf(InvalidParametersException.class)
        .hasMessage(message);
  }

  @Test
  void whatTheConstructorOfTheRecordSaysIsTheError() throws Exception {
    JobParameters parameters = json("{'width':-1}");
    assertThatThrownBy(() -> parameters.as(Size.class))
        .isInstanceOf(InvalidParametersException.class)
        .hasMessage("the width must be zero or more")
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  private record Odd(Thread thread) {}

  private record OddList(List<Thread> threads) {}

  @ParameterizedTest
  @ValueSource(classes = {Odd.class, OddList.class})
  void aRecordThatCannotBeHadIsAMistakeOfItsAuthor(Class<? extends Record> type) {
    JobParameters parameters = JobParameters.of(Map.of("threads", List.of(1)));
    assertThatThrownBy(() -> parameters.as(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Thread");
  }

  @Test
  void anObjectHasTypedAccessToo() throws Exception {
    JobParameters parameters = json("{'target':{'port':80,'names':['a',null],'deep':{'x':[]}}}");
    JobParameters target = parameters.getObject("target").orElseThrow();
    assertThat(target.getInt("port")).hasValue(80);
    assertThat(target.getList("names").orElseThrow()).containsExactly("a", null);
    assertThatThrownBy(() -> target.getObject("deep").orElseThrow().getString("x"))
        .hasMessage("parameter 'target.deep.x' must be a text, but it is a list");
    assertThatThrownBy(() -> parameters.getList("target"))
        .hasMessage("parameter 'target' must be a list, but it is an object");
    assertThat(parameters.getObject("none")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "1e19", "0.5", "'1'"})
  void whatIsNoWholeNumberIsRefused(String number) throws Exception {
    JobParameters parameters = json("{'n':" + number + "}");
    assertThatThrownBy(() -> parameters.getLong("n"))
        .isInstanceOf(InvalidParametersException.class)
        .hasMessageStartingWith("parameter 'n' must be a whole number");
    assertThatThrownBy(() -> parameters.getInt("n")).hasMessageStartingWith("parameter 'n' must");
  }

  @Test
  void valuesOfJavaAreTakenAsJsonWouldHaveBroughtThem() {
    List<Object> list = new ArrayList<>(List.of(1, 2.5f, Fit.COVER));
    Map<String, Object> values = new HashMap<>();
    values.put("list", list);
    values.put("time", Duration.ofSeconds(90));
    values.put("big", BigInteger.TEN);
    JobParameters parameters = JobParameters.of(values);
    list.clear();
    values.clear();
    assertThat(parameters.asMap())
        .isEqualTo(Map.of("list", List.of(1L, 2.5, "COVER"), "time", "1m30s", "big", 10L));
    assertThatThrownBy(() -> JobParameters.of(Map.of("a", List.of(1, Map.of("b", new Object())))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parameter 'a[1].b' cannot be sent as JSON: it is a java.lang.Object");
    assertThatThrownBy(() -> parameters.getList("list").orElseThrow().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
