package io.jobservice.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Words and numbers that programs stumble over. For one thread. */
final class Odd {

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-1",
          "1",
          "1.5",
          "1e3",
          "1E400",
          "-1e400",
          "1e-400",
          "2147483648",
          "4294967296",
          "9007199254740993",
          "9223372036854775807",
          "9223372036854775808",
          "18446744073709551616",
          "1".repeat(1200),
          "0x10",
          "01",
          "+1",
          ".5",
          "5.",
          "1e",
          "NaN",
          "Infinity",
          "-",
          "1_000",
          "٣",
          "1,000");

  private static final List<String> WORDS =
      List.of(
          "",
          " ",
          "null",
          "true",
          "NOOP",
          "noop",
          "NOOP:lock",
          "DEMO",
          "NO_SUCH",
          "..",
          "../..",
          "a/b",
          "%",
          "%00",
          "%2",
          "%zz",
          "\u0000",
          "\u0001",
          "\u007f",
          "\u2028",
          "\ud83d\ude00",
          "\ufeff",
          "é",
          "{id}",
          "*",
          "?",
          "#",
          "&",
          "=",
          ";",
          "'",
          "\"",
          "\\",
          "$ref",
          "<b>",
          "{t}:jobs",
          "job_stats:*",
          "EVAL",
          "0123456789abcdef01234567",
          "0123456789abcdef01234567@1795304340",
          "0123456789abcdef01234567-1",
          "@",
          "-",
          "last",
          "1-",
          "-1",
          "5-3",
          "10m",
          "1h1h",
          "-5s",
          "2026-11-22T09:00:00Z",
          "2026-13-99T99:99:99Z",
          "9".repeat(30),
          "x".repeat(300),
          "x".repeat(9000),
          "Generic",
          "periodic",
          "Scheduled",
          "stop",
          "STOP",
          "cancel",
          "retry",
          "resume",
          "reschedule",
          "purge",
          "redeliver",
          "delete",
          "run",
          "* * * * *",
          "0 0 0 30 2 *",
          "61 * * * * *",
          "0 0 0 1 1 *",
          "@every 0s",
          "@every 1ns",
          "@yearly",
          "TZ=UTC 0 0 0 1 1 *",
          "CRON_TZ=Nowhere/At 0 0 0 1 1 *",
          "0-99999999 * * * * *",
          "*/0 * * * * *",
          "0 0 0 ? * ?",
          "0 0 0 L * *",
          "http://",
          "http://127.0.0.1:9/",
          "http://[::1",
          "ftp://x",
          "http://u:p@h:99999/",
          "javascript:1",
          "W/\"1\"",
          "bytes=0-",
          "bytes=99999999999999999999-",
          "bytes=-5",
          "1-0",
          "$",
          "+");

  private final SplittableRandom random;

  Odd(SplittableRandom random) {
    this.random = random;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int number) {
    return random.nextInt(number) == 0;
  }

  <T> T of(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  String number() {
    return oneIn(3) ? Long.toString(random.nextLong()) : of(NUMBERS);
  }

  String word() {
    return oneIn(4) ? of(NUMBERS) : of(WORDS);
  }

  /** A word that may stand in an address. */
  String escaped() {
    return URLEncoder.encode(word(), StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A word that may stand in a header. */
  String header() {
    return word().replaceAll("[^ -~]", "~");
  }

  byte[] bytes(int most) {
    byte[] bytes = new byte[random.nextInt(most + 1)];
    random.nextBytes(bytes);
    return bytes;
  }
}
