package io.jobservice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changed options are named as the file has them. */
class TreeDifferenceTest {

  @Test
  void whatDiffersIsNamedAsTheFileHasIt() throws JsonProcessingException {
    JsonNode before =
        json(
            "{'port':1,'jobs':{'types':{'A':{'x':1},'B':{'x':1}}},'list':[{'n':1},{'n':2}],'s':1}");
    JsonNode now =
        json("{'port':2,'jobs':{'types':{'A':{'x':2},'C':{'x':1}}},'list':[{'n':3}],'s':1}");

    assertThat(TreeDifference.paths(before, now))
        .containsExactly(
            "jobs.types.A.x", "jobs.types.B", "jobs.types.C", "list[0].n", "list[1]", "port");
  }

  @Test
  void theSameDiffersNowhere() throws JsonProcessingException {
    assertThat(TreeDifference.paths(json("{'a':[1,{}]}"), json("{'a':[1,{}]}"))).isEmpty();
  }

  @Test
  void noMoreThanFiveAreTold() {
    assertThat(TreeDifference.told(List.of("a", "b", "c", "d", "e"))).isEqualTo("a, b, c, d, e");
    assertThat(TreeDifference.told(List.of("a", "b", "c", "d", "e", "f", "g")))
        .isEqualTo("a, b, c, d, e and 2 more");
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
