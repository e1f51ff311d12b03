package io.jobservice.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * JSON to the byte as Go's {@code encoding/json} writes a {@code map[string]interface{}}: no
 * spaces, keys sorted by their UTF-8 bytes, {@code <}, {@code >}, {@code &}, U+2028 and U+2029
 * escaped, numbers as {@link GoNumber} says. The newest releases of Go write {@code \b} and {@code
 * \f} in short; so do we.
 */
public final class GoJson {

  /** The order of UTF-8 bytes is that of code points, which UTF-16 does not keep. */
  private static final Comparator<String> UTF8_ORDER = GoJson::compareCodePoints;

  private static final long LARGEST_EXACT = 1L << 53;

  private static final String HEX = "0123456789abcdef";

  private final boolean doublesOnly;
  private final StringBuilder out = new StringBuilder(128);

  private GoJson(boolean doublesOnly) {
    this.doublesOnly = doublesOnly;
  }

  /**
   * The text with every number as a double, which is all that a Go node reads.
   *
   * @param value what to write
   */
  public static String ofDoubles(JsonNode value) {
    return new GoJson(true).write(value).out.toString();
  }

  /**
   * The text with integers that a double cannot hold in all their digits.
   *
   * @param value what to write
   */
  public static String exact(JsonNode value) {
    return new GoJson(false).write(value).out.toString();
  }

  /**
   * One text, quoted and escaped.
   *
   * @param text what to quote; lone surrogates become U+FFFD
   */
  public static String quoted(String text) {
    GoJson json = new GoJson(false);
    json.writeText(text);
    return json.out.toString();
  }

  private GoJson write(JsonNode value) {
    switch (value.getNodeType()) {
      case OBJECT -> writeObject(value);
      case ARRAY -> writeArray(value);
      case STRING -> writeText(value.textValue());
      case NUMBER -> writeNumber(value);
      case BOOLEAN -> out.append(value.booleanValue());
      default -> out.append("null");
    }
    return this;
  }

  private void writeObject(JsonNode object) {
    List<String> names = new ArrayList<>(object.size());
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      names.add(field.getKey());
    }
    names.sort(UTF8_ORDER);
    out.append('{');
    String separator = "";
    for (String name : names) {
      out.append(separator);
      writeText(name);
      out.append(':');
      write(object.get(name));
      separator = ",";
    }
    out.append('}');
  }

  private void writeArray(JsonNode array) {
    out.append('[');
    Iterator<JsonNode> items = array.elements();
    while (items.hasNext()) {
      write(items.next());
      if (items.hasNext()) {
        out.append(',');
      }
    }
    out.append(']');
  }

  private void writeNumber(JsonNode number) {
    if (number.isIntegralNumber()) {
      if (!doublesOnly || fitsDouble(number)) {
        out.append(number.bigIntegerValue());
      } else {
        out.append(GoNumber.format(number.doubleValue()));
      }
    } else if (number.isBigDecimal()) {
      out.append(GoNumber.format(new BigDecimal(number.asText()).doubleValue()));
    } else {
      out.append(GoNumber.format(number.doubleValue()));
    }
  }

  private static boolean fitsDouble(JsonNode number) {
    return number.canConvertToLong() && Math.abs(number.longValue()) <= LARGEST_EXACT;
  }

  private void writeText(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '<', '>', '&', '\u2028', '\u2029' -> escape(c);
        default -> {
          if (c < ' ') {
            escape(c);
          } else if (Character.isSurrogate(c)) {
            i += writeSurrogate(text, i);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private int writeSurrogate(String text, int at) {
    boolean pair =
        at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    if (pair) {
      out.append(text, at, at + 2);
      return 1;
    }
    out.append('\uFFFD');
    return 0;
  }

  private void escape(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt((c >> shift) & 0xf));
    }
  }

  private static int compareCodePoints(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean bothOrNone = Character.isSurrogate(x) == Character.isSurrogate(y);
        return bothOrNone ? x - y : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }
}
