package io.jobservice.job.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTextTest {

  private static final long SEED = 7;

  private static final String[] SAMPLES = {
    "{\"a\": [1, -2.5e+3, true, false, null], \"b\\u00e9\\n\": {\"c\": \"\"}}",
    "[[], {}, \"x\\\"y\", 0, -0, 10.0E-1]",
    " 12 ",
    "\"text\"",
    "null"
  };

  private static final String LETTERS = "{}[]\",:\\0129-+.eEtfn u\n";

  /** Seeded: texts near to JSON are told as Jackson tells them. */
  @Test
  void whatIsJsonIsToldAsByAJsonLibrary() {
    ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    Random random = new Random(SEED);
    int valid = 0;
    for (int turn = 0; turn < 20_000; turn++) {
      StringBuilder text = new StringBuilder(SAMPLES[random.nextInt(SAMPLES.length)]);
      for (int changes = random.nextInt(3); changes > 0 && text.length() > 1; changes--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, LETTERS.charAt(random.nextInt(LETTERS.length())));
          default -> text.setCharAt(at, LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
      }
      boolean json = isJson(mapper, text.toString());
      assertThat(passes(text.toString())).as("seed %s: %s", SEED, text).isEqualTo(json);
      valid += json ? 1 : 0;
    }
    assertThat(valid).isBetween(1000, 19_000);
  }

  @Test
  void nothingIsNoJson() {
    assertThat(passes("")).isFalse();
    assertThat(passes("  ")).isFalse();
    assertThat(passes("[".repeat(100_000))).isFalse();
  }

  private static boolean isJson(ObjectMapper mapper, String text) {
    try {
      return !mapper.readTree(text).isMissingNode();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static boolean passes(String text) {
    try {
      JsonText.check(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
