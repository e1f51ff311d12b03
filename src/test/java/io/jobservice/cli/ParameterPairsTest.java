package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.client.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterPairsTest {

  private final Json json = new Json();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      quoteCharacter = '~',
      value = {
        "a=1 | {\"a\":1}",
        "a=-0 | {\"a\":-0}",
        "a=1.50 | {\"a\":1.50}",
        "a=1e5 | {\"a\":1e5}",
        "a=9223372036854775808 | {\"a\":9223372036854775808}",
        "a=01 | {\"a\":\"01\"}",
        "a=+1 | {\"a\":\"+1\"}",
        "a=1. | {\"a\":\"1.\"}",
        "a=0x10 | {\"a\":\"0x10\"}",
        "a=NaN | {\"a\":\"NaN\"}",
        "a=1 2 | {\"a\":\"1 2\"}",
        "a=true | {\"a\":true}",
        "a=True | {\"a\":\"True\"}",
        "a=null | {\"a\":null}",
        "a= | {\"a\":\"\"}",
        "a=text | {\"a\":\"text\"}",
        "a=b=c | {\"a\":\"b=c\"}",
        "a=\"quoted\" | {\"a\":\"\\\"quoted\\\"\"}",
        "a={\"b\":[1,{}]} | {\"a\":{\"b\":[1,{}]}}",
        "a=[] | {\"a\":[]}",
        "a={broken | {\"a\":\"{broken\"}",
        "a:=1 | {\"a\":\"1\"}",
        "a:=true | {\"a\":\"true\"}",
        "a:= | {\"a\":\"\"}",
        "a.b:=1 | {\"a\":{\"b\":\"1\"}}",
        "a.b.c=1 | {\"a\":{\"b\":{\"c\":1}}}",
      })
  void valuesAreTypedByTheirForm(String pair, String expected) {
    ParameterPairs pairs = new ParameterPairs(json);
    pairs.add(pair);

    assertThat(json.write(pairs.over(json.nodes().objectNode()))).isEqualTo(expected);
  }

  @Test
  void aLaterPairReplacesAnEarlierOne() {
    ParameterPairs pairs = new ParameterPairs(json);
    pairs.add("a=1");
    pairs.add("a=2");
    pairs.add("b={\"x\":1}");
    pairs.add("b.y=2");

    assertThat(json.write(pairs.over(json.nodes().objectNode())))
        .isEqualTo("{\"a\":2,\"b\":{\"x\":1,\"y\":2}}");
  }
}
