package io.jobservice.runtime;

import io.jobservice.config.Config;
import io.jobservice.config.RedisUrl;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;

/**
 * Where other nodes reach the API of this one: what the configuration says, else the address that
 * it binds; when it binds all, the address that faces Redis, since the other nodes are there too.
 */
final class AdvertisedUrl {

  private AdvertisedUrl() {}

  static URI of(Config config, int port, RedisUrl.Server redis) {
    return config.api().advertisedUrl().orElseGet(() -> url(address(config, redis), port));
  }

  private static URI url(String host, int port) {
    return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
  }

  private static String address(Config config, RedisUrl.Server redis) {
    Optional<String> bound = config.host().filter(host -> !isWildcard(host));
    return bound.orElseGet(() -> facing(redis));
  }

  private static boolean isWildcard(String host) {
    try {
      return InetAddress.getByName(host).isAnyLocalAddress();
    } catch (IOException e) {
      return false;
    }
  }

  /** Connecting a datagram socket sends nothing; it only makes the system choose an address. */
  private static String facing(RedisUrl.Server redis) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(redis.host(), redis.port()));
      InetAddress local = socket.getLocalAddress();
      String text = local.getHostAddress();
      int scope = text.indexOf('%');
      return local.isAnyLocalAddress() ? Host.name() : scope < 0 ? text : text.substring(0, scope);
    } catch (IOException | RuntimeException e) {
      return Host.name();
    }
  }
}
