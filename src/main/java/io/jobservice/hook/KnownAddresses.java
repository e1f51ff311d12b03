package io.jobservice.hook;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The address by which each endpoint was reached last, for some endpoints: it is tried first, so
 * that one of its addresses that leads nowhere costs its time once. Safe to share.
 */
final class KnownAddresses {

  private static final int MOST = 1000;

  private final Map<String, InetAddress> byEndpoint = new LinkedHashMap<>();

  /** Notes that an endpoint was reached. */
  synchronized void reached(String endpoint, InetAddress address) {
    byEndpoint.remove(endpoint);
    byEndpoint.put(endpoint, address);
    if (byEndpoint.size() > MOST) {
      byEndpoint.remove(byEndpoint.keySet().iterator().next());
    }
  }

  /** Forgets an endpoint that is not reached by that address any more. */
  synchronized void failed(String endpoint, InetAddress address) {
    byEndpoint.remove(endpoint, address);
  }

  /** By which address an endpoint was reached last. */
  synchronized Optional<InetAddress> of(String endpoint) {
    return Optional.ofNullable(byEndpoint.get(endpoint));
  }

  /** Addresses of an endpoint in the order in which to try them. */
  List<InetAddress> inOrder(String endpoint, List<InetAddress> addresses) {
    List<InetAddress> order = new ArrayList<>(addresses);
    of(endpoint).filter(order::remove).ifPresent(known -> order.add(0, known));
    return List.copyOf(order);
  }
}
