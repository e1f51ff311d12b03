package io.jobservice.client;

import java.nio.file.Path;

/**
 * What a configuration file says about where its service is.
 *
 * @param protocol how the API is served
 * @param host the address that the API binds, or empty text for all
 * @param port its port as text; {@code 0} when the node chooses one
 * @param dataDir the folder where the node keeps its files, absolute when the directory was
 */
record ServerAddress(String protocol, String host, String port, Path dataDir) {

  /** The address under which a client on this machine reaches what binds {@link #host}. */
  String reachableHost() {
    String bound = host.strip();
    return switch (bound) {
      case "", "0.0.0.0", "*" -> "127.0.0.1";
      case "::", "[::]" -> "[::1]";
      default -> bound.contains(":") && !bound.startsWith("[") ? "[" + bound + "]" : bound;
    };
  }
}
