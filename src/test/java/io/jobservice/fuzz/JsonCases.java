package io.jobservice.fuzz;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Makes bodies that are no JSON, or not the JSON that is expected, out of good ones. */
final class JsonCases {

  private static final Pattern TOKEN =
      Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|-?[0-9][0-9.eE+-]*|true|false|null|[^\\s]");

  private static final String JOB =
      "{\"name\":\"NOOP\",\"parameters\":{\"a\":1,\"b\":[true,null,{\"c\":\"x\"}]},"
          + "\"metadata\":{\"kind\":\"Generic\",\"unique\":false,\"max_fails\":3,"
          + "\"backoff\":{\"kind\":\"exponential\",\"initial\":\"10s\",\"max\":300,\"jitter\":0.2}}}";

  /** A path, and a body that it takes. */
  private record Good(String path, String body) {}

  private static final List<Good> GOOD =
      List.of(
          new Good("jobs", "{\"job\":" + JOB + "}"),
          new Good("jobs", "{\"jobs\":[" + JOB + "," + JOB + "]}"),
          new Good("dry-run", "{\"job\":" + JOB + "}"),
          new Good("dry-run", "{\"jobs\":[" + JOB + "," + JOB + "]}"),
          new Good(
              "dry-run",
              "{\"job\":{\"name\":\"NOOP\",\"status_hook\":\"http://127.0.0.1:9/x\",\"metadata\":"
                  + "{\"kind\":\"Periodic\",\"cron_spec\":\"0 0 0 1 1 *\",\"misfire\":\"skip\","
                  + "\"overlap\":\"forbid\"}}}"),
          new Good(
              "dry-run",
              "{\"job\":{\"name\":\"NOOP\",\"metadata\":{\"kind\":\"Scheduled\","
                  + "\"schedule_delay\":90,\"after\":[\"0123456789abcdef01234567\"],"
                  + "\"after_status\":\"any\"}}}"),
          new Good("jobs/0123456789abcdef01234567", "{\"action\":\"stop\",\"cascade\":true}"),
          new Good(
              "jobs/0123456789abcdef01234567",
              "{\"action\":\"reschedule\",\"cron_spec\":\"0 0 0 1 1 *\",\"misfire\":\"skip\"}"),
          new Good("schedules/0123456789abcdef01234567", "{\"action\":\"pause\"}"),
          new Good("queues/NO_SUCH", "{\"action\":\"purge\",\"limit\":10}"),
          new Good("retry", "{\"action\":\"run\",\"name\":\"NOOP\",\"limit\":5}"),
          new Good("dead", "{\"action\":\"retry\",\"name\":\"NOOP\",\"limit\":5}"),
          new Good("hooks", "{\"action\":\"redeliver\",\"dead\":true,\"limit\":5}"),
          new Good("hooks/0123456789abcdef01234567-1", "{\"action\":\"redeliver\"}"),
          new Good("hooks/test", "{\"url\":\"http://127.0.0.1:9/\"}"),
          new Good("loggers", "{\"logger\":\"io.fuzz\",\"level\":\"INFO\"}"));

  private static final List<byte[]> BAD_UTF_8 =
      List.of(
          new byte[] {(byte) 0xff},
          new byte[] {(byte) 0xc0, (byte) 0xaf},
          new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
          new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
          new byte[] {(byte) 0xe2, (byte) 0x82},
          new byte[] {0});

  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "null",
          "true",
          "{}",
          "[]",
          "\"\"",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "\"\\x\"",
          "'x'",
          "/*x*/",
          "//x\n",
          "NaN",
          "undefined",
          "\"a\":1,\"a\":2",
          "\ufeff",
          "\"$ref\"",
          "\"__proto__\"",
          "\u2028",
          "\"unterminated",
          "{\"job\":",
          "[[[[",
          "}}}}");

  private final Odd odd;

  JsonCases(Odd odd) {
    this.odd = odd;
  }

  Case next() {
    Good good = odd.of(GOOD);
    String type = odd.oneIn(8) ? odd.of(List.of("text/plain", "application/x-ndjson", "x")) : "";
    String headers = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";
    return Case.of(Level.JSON, "POST", "/api/v1/" + good.path, headers, body(good.body));
  }

  private byte[] body(String good) {
    return switch (odd.below(12)) {
      case 0 -> good.substring(0, odd.below(good.length())).getBytes(UTF_8);
      case 1 -> (good + odd.of(TOKENS)).getBytes(UTF_8);
      case 2 -> withBytes(good, odd.of(BAD_UTF_8));
      case 3 -> withBytes(good, odd.bytes(20));
      case 4 -> nested(good);
      case 5 -> odd.oneIn(3) ? good.getBytes(UTF_16LE) : odd.bytes(300);
      case 6 -> large(good);
      case 7 -> lines(good);
      default -> mutated(good).getBytes(UTF_8);
    };
  }

  private String mutated(String good) {
    List<String> tokens =
        new ArrayList<>(TOKEN.matcher(good).results().map(found -> found.group()).toList());
    for (int i = odd.below(3); i >= 0; i--) {
      int at = odd.below(tokens.size());
      switch (odd.below(6)) {
        case 0 -> tokens.set(at, odd.of(TOKENS));
        case 1 -> tokens.set(at, odd.number());
        case 2 -> tokens.set(at, "\"" + odd.word().replaceAll("[\\\\\"\\x00-\\x1f]", "") + "\"");
        case 3 -> tokens.add(at, odd.of(TOKENS));
        case 4 -> tokens.add(at, tokens.get(odd.below(tokens.size())));
        default -> tokens.set(at, "");
      }
    }
    return String.join(odd.oneIn(3) ? " " : "", tokens);
  }

  private byte[] withBytes(String good, byte[] strange) {
    byte[] bytes = good.getBytes(UTF_8);
    int at = odd.below(bytes.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(strange);
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  private byte[] nested(String good) {
    int depth = odd.of(List.of(90, 99, 100, 101, 102, 500, 5000));
    String open = odd.oneIn(2) ? "[" : "{\"a\":";
    String close = open.equals("[") ? "]" : "}";
    String deep = open.repeat(depth) + "1" + (odd.oneIn(3) ? "" : close.repeat(depth));
    return good.replaceFirst("[0-9]+|\"stop\"|\"INFO\"", deep).getBytes(UTF_8);
  }

  private byte[] large(String good) {
    int size = odd.oneIn(50) ? 1_100_000 : odd.below(20_000);
    String many = "\"k\":1,".repeat(Math.min(size, 5000) / 6);
    String text = "\"x\":\"" + "y".repeat(size) + "\",";
    return good.replaceFirst("\\{", "{" + (odd.oneIn(2) ? many : text)).getBytes(UTF_8);
  }

  private byte[] lines(String good) {
    return (good + "\n" + mutated(good) + "\n\n" + good).getBytes(UTF_8);
  }
}
