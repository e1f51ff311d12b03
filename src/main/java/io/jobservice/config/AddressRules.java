package io.jobservice.config;

import io.jobservice.model.HookUrl;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Says which receivers may be called, by {@code hooks.allow} and {@code hooks.deny}. An entry is an
 * address, a network such as {@code 10.0.0.0/8}, the name of a host, or {@code *.example.com} for
 * all names below one, at any depth. What is denied may not be called, whatever allows it; if
 * anything is allowed by name or address, nothing else may be called. Addresses that no receiver
 * can have (unspecified, multicast, broadcast) never are. An IPv6 address that stands for an IPv4
 * address (mapped, compatible, NAT64, 6to4) is looked at as both. Asks no name server. Safe to
 * share.
 */
public final class AddressRules {

  private static final List<Network> NEVER =
      networks("0.0.0.0/8", "224.0.0.0/4", "255.255.255.255", "::", "ff00::/8");
  private static final Network NAT64 = networks("64:ff9b::/96").get(0);
  private static final Network SIX_TO_FOUR = networks("2002::/16").get(0);
  private static final Network COMPATIBLE = networks("::/96").get(0);

  private final AddressEntries allow;
  private final AddressEntries deny;

  private AddressRules(AddressEntries allow, AddressEntries deny) {
    this.allow = allow;
    this.deny = deny;
  }

  /**
   * Rules made of two lists.
   *
   * @param allow what may be called; empty means all that is not denied
   * @param deny what may not
   * @throws IllegalArgumentException if an entry is none; the message quotes it and says why
   */
  public static AddressRules of(List<String> allow, List<String> deny) {
    return new AddressRules(AddressEntries.of(allow), AddressEntries.of(deny));
  }

  /**
   * What is wrong with an entry of either list.
   *
   * @param entry any text
   * @return how the sentence goes on that begins with the entry; empty when nothing is wrong
   */
  public static Optional<String> problem(String entry) {
    return AddressEntries.problem(entry);
  }

  /**
   * Why a URL may not be called, as far as can be told without looking its host up: it names an
   * address that may not, or its name is denied, or only other names are allowed.
   *
   * @param url any; one without a host is not refused here
   */
  public Optional<String> refusal(URI url) {
    Optional<String> named = host(url);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    Optional<InetAddress> literal = literal(named.get());
    if (literal.isPresent()) {
      return refusal(named.get(), List.of(literal.get()));
    }
    String host = AddressEntries.plain(named.get());
    if (deny.has(host)) {
      return Optional.of("the host " + host + " is denied by hooks.deny");
    }
    return !allow.isEmpty() && allow.networks().isEmpty() && !allow.has(host)
        ? Optional.of("the host " + host + " is not in hooks.allow")
        : Optional.empty();
  }

  /** {@link URI} knows no host with an '_', but status hooks do. */
  private static Optional<String> host(URI url) {
    try {
      return Optional.of(url.getHost() == null ? HookUrl.of(url).host() : url.getHost());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Why a host may not be called: its name is denied, or any of its addresses, or one is not
   * allowed. So a name with a harmless and a harmful address is refused whichever comes first.
   *
   * @param host a name or an address, as a URL has it
   * @param addresses all its addresses
   * @return the reason, which names the host and the address; empty when it may be called
   */
  public Optional<String> refusal(String host, List<InetAddress> addresses) {
    String name = AddressEntries.plain(host);
    if (deny.has(name)) {
      return Optional.of("the host " + name + " is denied by hooks.deny");
    }
    boolean allowed = allow.isEmpty() || allow.has(name);
    for (InetAddress address : addresses) {
      List<InetAddress> faces = faces(address);
      String shown = "the address " + address.getHostAddress() + of(name);
      if (faces.stream().anyMatch(face -> NEVER.stream().anyMatch(n -> n.contains(face)))) {
        return Optional.of(shown + " is none that a receiver can have");
      }
      if (deny.has(faces)) {
        return Optional.of(shown + " is denied by hooks.deny");
      }
      if (!allowed && !allow.has(faces)) {
        return Optional.of(shown + " is not in hooks.allow");
      }
    }
    return Optional.empty();
  }

  /**
   * The address that the host of a URL is.
   *
   * @param host as {@link URI#getHost} gives it
   * @return empty when it is a name
   */
  public static Optional<InetAddress> literal(String host) {
    return Network.literal(
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host);
  }

  private static String of(String name) {
    return literal(name).isPresent() ? "" : " of " + name;
  }

  /** The address, and the IPv4 address that it stands for if it does. */
  private static List<InetAddress> faces(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address || bytes.length <= Integer.BYTES) {
      return List.of(address);
    }
    if (SIX_TO_FOUR.contains(address)) {
      return List.of(address, Network.of(Arrays.copyOfRange(bytes, 2, 6)));
    }
    boolean compatible =
        COMPATIBLE.contains(address)
            && !address.isAnyLocalAddress()
            && !address.isLoopbackAddress();
    return compatible || NAT64.contains(address)
        ? List.of(address, Network.of(Arrays.copyOfRange(bytes, 12, 16)))
        : List.of(address);
  }

  private static List<Network> networks(String... texts) {
    List<Network> networks = new ArrayList<>();
    for (String text : texts) {
      try {
        networks.add(Network.parse(text));
      } catch (BadValueException e) {
        throw new IllegalArgumentException(text, e);
      }
    }
    return List.copyOf(networks);
  }
}
