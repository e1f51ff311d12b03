package io.jobservice.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jobservice.testing.TestNode;
import java.util.Arrays;
import java.util.List;

/** Makes requests that are wrong as HTTP. For one thread. */
final class ProtocolCases {

  private static final String SECRET = "Authorization: Harbor-Secret " + TestNode.SECRET + "\r\n";
  private static final String GET =
      "GET /api/v1/jobs/0123456789abcdef01234567 HTTP/1.1\r\nHost: x\r\n" + SECRET + "\r\n";
  private static final String BODY = "{\"action\":\"stop\"}";
  private static final String POST = "POST /api/v1/jobs/0123456789abcdef01234567 HTTP/1.1\r\n";
  private static final String WHOLE_POST =
      POST + "Host: x\r\n" + SECRET + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
  private static final String CHUNKED =
      POST + "Host: x\r\n" + SECRET + "Transfer-Encoding: chunked\r\n\r\n";

  private static final List<String> METHODS =
      List.of(
          "",
          "get",
          "GE T",
          "G\u00c9T",
          "\u0000GET",
          "CONNECT",
          "TRACE",
          "BREW",
          "M".repeat(500),
          "GET\t",
          " GET",
          "PRI",
          "POST",
          "DELETE",
          "{}",
          "PROPFIND");
  private static final List<String> TARGETS =
      List.of(
          "",
          " ",
          "*",
          "/",
          "//",
          "///api",
          "http://x/api/v1/jobs",
          "http://",
          "x:99999",
          "/\u0000",
          "/api/v1/jobs?<>",
          "/api/v1/jobs?%",
          "/%",
          "/%zz/..%c0%af",
          "/api/v1/jobs#x",
          "/[",
          "/|",
          "/\\..\\",
          "/api/v1/jobs/\u00ff",
          "/" + "a/".repeat(3000),
          "/" + "x".repeat(70_000),
          "/api/v1/jobs?" + "a".repeat(70_000),
          "/api /v1",
          "?x",
          "&",
          "http:// x/",
          "/;a=b",
          "/api/v1/%2e%2e/jobs",
          "/./api/v1/jobs");
  private static final List<String> VERSIONS =
      List.of(
          "",
          "HTTP/1.0",
          "HTTP/0.9",
          "HTTP/2.0",
          "HTTP/9.9",
          "HTTP/1.1.1",
          "HTTP/",
          "http/1.1",
          "HTTP/1.1 x",
          "HTTP/-1",
          "HTTP/1.99999999999",
          "HTCPCP/1.0");
  private static final List<String> LENGTHS =
      List.of(
          "-1",
          "+5",
          "5 5",
          "5,5",
          "0x5",
          "1e3",
          "",
          " ",
          "99999999999999999999",
          "9223372036854775807",
          "2147483648",
          "five",
          "5.0",
          "05",
          "-0",
          "4\r\nContent-Length: 9",
          "16\r\nContent-Length: 16");
  private static final List<String> CODINGS =
      List.of(
          "gzip",
          "identity",
          "chunked, chunked",
          "gzip, chunked",
          "chunked, gzip",
          "xchunked",
          "Chunked",
          "\tchunked",
          "chunked;x=1",
          "",
          "chunked\r\nTransfer-Encoding: identity",
          "\u000bchunked",
          "chunked\u0000");
  private static final List<String> CHUNKS =
      List.of(
          "zz\r\n",
          "-1\r\nx\r\n",
          "FFFFFFFFFFFFFFFFF\r\nx",
          "7fffffff\r\nx",
          "80000000\r\nx",
          "\r\n",
          "5\r\nabc",
          "3\r\nabcdef\r\n0\r\n\r\n",
          "3\nabc\n0\n\n",
          "0\r\n",
          "0\r\nX: 1\r\n\r\n",
          "3;" + "x".repeat(20_000) + "\r\nabc\r\n0\r\n\r\n",
          "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
          "0x1\r\na\r\n",
          " 1\r\na\r\n0\r\n\r\n",
          "1 \r\na\r\n0\r\n\r\n",
          "0000000000000000000001\r\na\r\n0\r\n\r\n",
          "f".repeat(5000),
          "1\r\na\r0\r\n\r\n");
  private static final List<String> HEADERS =
      List.of(
          "NoColon\r\n",
          ": empty\r\n",
          "A : b\r\n",
          " folded\r\n",
          "X: 1\r\n folded\r\n\tmore\r\n",
          "X: \u0000\r\n",
          "X\u0000: 1\r\n",
          "X: \u00ff\u00fe\r\n",
          "X: a\rb\r\n",
          "X: a\nY: b\r\n",
          "\r",
          "X: " + "y".repeat(60_000) + "\r\n",
          "Host: a\r\nHost: b\r\n",
          "Authorization: x\r\nAuthorization: y\r\n",
          "Expect: 100-continue\r\n",
          "Expect: x\r\n",
          "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP\r\n",
          "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n",
          "Connection: keep-alive, close\r\n",
          "Trailer: X\r\n",
          "Content-Encoding: gzip\r\n",
          "X-Request-Id: a b\r\n",
          "\u00e9: 1\r\n",
          "Content-Type: \r\n",
          "Range: bytes=\r\n");
  private static final List<byte[]> OTHER =
      List.of(
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(ISO_8859_1),
          "\26\3\1\0\245\1\0\0\241\3\3".getBytes(ISO_8859_1),
          "*1\r\n$4\r\nPING\r\n".getBytes(ISO_8859_1),
          "SSH-2.0-x\r\n".getBytes(ISO_8859_1),
          "\r\n\r\n\r\n".getBytes(ISO_8859_1),
          "\n".repeat(2000).getBytes(ISO_8859_1),
          new byte[300],
          "{\"job\":{}}".getBytes(ISO_8859_1),
          new byte[0]);

  private final Odd odd;

  ProtocolCases(Odd odd) {
    this.odd = odd;
  }

  Case next() {
    if (odd.oneIn(2000)) {
      return Case.protocol("GET /api/v1/jobs?" + "name=A&".repeat(100_000) + GET.substring(42));
    }
    return switch (odd.below(13)) {
      case 0 -> Case.protocol(odd.of(METHODS) + " /api/v1/jobs HTTP/1.1\r\n" + SECRET + "\r\n");
      case 1 -> Case.protocol("GET " + odd.of(TARGETS) + " HTTP/1.1\r\n" + SECRET + "\r\n");
      case 2 -> Case.protocol("GET /api/v1/queues " + odd.of(VERSIONS) + "\r\n" + SECRET + "\r\n");
      case 3 -> headers();
      case 4 -> length();
      case 5 -> Case.protocol(CHUNKED + odd.of(CHUNKS) + odd.of(CHUNKS));
      case 6 -> coding();
      case 7 -> truncated();
      case 8 -> flipped();
      case 9 -> pipelined();
      case 10 -> odd.oneIn(4) ? Case.protocol(odd.bytes(2000)) : Case.protocol(odd.of(OTHER));
      case 11 -> smuggled();
      default -> old();
    };
  }

  private Case headers() {
    StringBuilder text = new StringBuilder("GET /api/v1/queues HTTP/1.1\r\n" + SECRET);
    for (int i = odd.below(3); i >= 0; i--) {
      text.append(odd.of(HEADERS));
    }
    if (odd.oneIn(10)) {
      text.append("A: b\r\n".repeat(50 + odd.below(400)));
    }
    return Case.protocol(text + "\r\n" + (odd.oneIn(2) ? "" : GET));
  }

  private Case length() {
    return Case.protocol(POST + SECRET + "Content-Length: " + odd.of(LENGTHS) + "\r\n\r\n" + BODY);
  }

  private Case coding() {
    return Case.protocol(
        POST
            + SECRET
            + "Transfer-Encoding: "
            + odd.of(CODINGS)
            + "\r\n\r\n10\r\n"
            + BODY
            + "\r\n0\r\n\r\n");
  }

  private Case truncated() {
    String whole = odd.of(List.of(GET, WHOLE_POST, CHUNKED + "10\r\n" + BODY + "\r\n0\r\n\r\n"));
    return Case.protocol(whole.substring(0, odd.below(whole.length())));
  }

  private Case flipped() {
    byte[] bytes = odd.of(List.of(GET, WHOLE_POST)).getBytes(ISO_8859_1);
    for (int i = odd.below(4); i >= 0; i--) {
      bytes[odd.below(bytes.length)] = (byte) odd.below(256);
    }
    return Case.protocol(bytes);
  }

  private Case pipelined() {
    StringBuilder text = new StringBuilder();
    for (int i = 1 + odd.below(12); i >= 0; i--) {
      text.append(odd.oneIn(2) ? GET : WHOLE_POST);
    }
    String bad = odd.oneIn(2) ? "" : "GET" + odd.of(TARGETS) + "\r\n\r\n";
    return Case.protocol(text + bad);
  }

  /**
   * One length for the one, another for the other: what is behind it must not be answered twice.
   */
  private Case smuggled() {
    String te = "Transfer-Encoding: " + odd.of(CODINGS.subList(2, 9)) + "\r\n";
    String cl = "Content-Length: " + odd.of(List.of("4", "6", "16", "100", "0")) + "\r\n";
    String head = POST + SECRET + (odd.oneIn(2) ? te + cl : cl + te) + "\r\n";
    return Case.protocol(head + (odd.oneIn(2) ? "0\r\n\r\n" : "2\r\n{}\r\n0\r\n\r\n") + GET);
  }

  private Case old() {
    String version = odd.of(List.of("HTTP/1.0", "HTTP/1.1", "HTTP/0.9"));
    String keep = odd.of(List.of("", "Connection: keep-alive\r\n", "Connection: close\r\n"));
    String text = GET.replace("HTTP/1.1", version).replace("Host: x\r\n", keep);
    byte[] twice = (text + text).getBytes(ISO_8859_1);
    return Case.protocol(Arrays.copyOf(twice, odd.oneIn(2) ? twice.length : twice.length / 2));
  }
}
