package io.jobservice.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One Lua script of {@code resources/lua}, with the pieces of {@code lua/lib} that it includes by a
 * line {@code -- include: NAME}.
 *
 * @param name its name
 * @param body what is sent to Redis
 * @param sha the SHA-1 by which Redis knows it
 */
record Script(String name, Bytes body, Bytes sha) {

  private static final Pattern INCLUDE = Pattern.compile("(?m)^-- include: (\\w+)$");

  static Script load(String name) {
    String text = resource("/lua/" + name + ".lua");
    Matcher include = INCLUDE.matcher(text);
    String whole =
        include.replaceAll(
            match ->
                Matcher.quoteReplacement(resource("/lua/lib/" + match.group(1) + ".lua").strip()));
    byte[] body = whole.getBytes(StandardCharsets.UTF_8);
    return new Script(name, new Bytes(body), new Bytes(sha1(body)));
  }

  private static String resource(String path) {
    try (InputStream in = Script.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the script " + path + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] sha1(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(body);
      return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
