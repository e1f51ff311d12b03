package io.jobservice.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The addresses that share their first bits.
 *
 * @param address one of them, with no bit set behind those
 * @param bits how many, 0 to the address's length
 */
record Network(InetAddress address, int bits) {

  private static final Pattern DIGITS = Pattern.compile("\\d{1,3}");
  private static final Pattern BYTE = Pattern.compile("0|[1-9]\\d{0,2}");
  private static final int MAPPED_BITS = 96;

  /**
   * Reads an address or {@code address/bits}. Asks no name server.
   *
   * @throws BadValueException if it is neither
   */
  static Network parse(String text) throws BadValueException {
    int slash = text.indexOf('/');
    String written = slash < 0 ? text : text.substring(0, slash);
    InetAddress address =
        literal(written).orElseThrow(() -> new BadValueException("is no address or network"));
    int length = address.getAddress().length * Byte.SIZE;
    int bits = slash < 0 ? length : bits(text.substring(slash + 1));
    if (slash >= 0 && written.contains(":") && address instanceof Inet4Address) {
      bits -= MAPPED_BITS;
    }
    if (bits < 0 || bits > length) {
      throw new BadValueException("has a prefix that is no number of bits of its address");
    }
    byte[] first = masked(address, bits);
    if (!Arrays.equals(first, address.getAddress())) {
      throw new BadValueException(
          "has bits set behind its prefix; write " + of(first).getHostAddress() + "/" + bits);
    }
    return new Network(address, bits);
  }

  private static int bits(String text) {
    return DIGITS.matcher(text).matches() ? Integer.parseInt(text) : -1;
  }

  /**
   * The address that a text is, without brackets: four decimal numbers, or an IPv6 address without
   * a zone. Asks no name server.
   */
  static Optional<InetAddress> literal(String text) {
    try {
      if (text.contains(":")) {
        // In brackets nothing else than an address is taken.
        return text.contains("%")
            ? Optional.empty()
            : Optional.of(InetAddress.getByName("[" + text + "]"));
      }
      String[] parts = text.split("\\.", -1);
      byte[] bytes = new byte[4];
      if (parts.length != bytes.length) {
        return Optional.empty();
      }
      for (int i = 0; i < bytes.length; i++) {
        if (!BYTE.matcher(parts[i]).matches() || Integer.parseInt(parts[i]) > 255) {
          return Optional.empty();
        }
        bytes[i] = (byte) Integer.parseInt(parts[i]);
      }
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether an address is one of these. */
  boolean contains(InetAddress other) {
    return other.getAddress().length == address.getAddress().length
        && Arrays.equals(masked(other, bits), address.getAddress());
  }

  private static byte[] masked(InetAddress address, int bits) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int left = Math.min(Byte.SIZE, Math.max(0, bits - i * Byte.SIZE));
      bytes[i] &= (byte) (0xff << (Byte.SIZE - left));
    }
    return bytes;
  }

  static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(bytes.length + " bytes are no address", e);
    }
  }
}
