package io.jobservice.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.model.HookUrl;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;

/** Writes requests: their address, their headers, their signature. Safe to share. */
final class Envelope {

  private final Signature signature;
  private final InstantSource time;
  private final String version;

  Envelope(Signature signature, InstantSource time, String version) {
    this.signature = signature;
    this.time = time;
    this.version = version;
  }

  /** A request to an address of the host. */
  HttpRequest toAddress(HookRequest request, HookUrl url, InetAddress address)
      throws PostException {
    String literal =
        address instanceof Inet6Address
            ? "[" + address.getHostAddress() + "]"
            : address.getHostAddress();
    HttpRequest.Builder builder = builder(request, url, url.scheme() + "://" + literal);
    try {
      return builder.setHeader("Host", url.authority()).build();
    } catch (IllegalArgumentException e) {
      throw new PostException(
          "this process may not send the header Host; it must be started with"
              + " -Djdk.httpclient.allowRestrictedHeaders=host",
          false);
    }
  }

  /** A request to the host as the URL has it. */
  HttpRequest toHost(HookRequest request, HookUrl url) {
    return builder(request, url, url.scheme() + "://" + url.host()).build();
  }

  private HttpRequest.Builder builder(HookRequest request, HookUrl url, String server) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(server + ":" + url.port() + url.target()))
            .POST(BodyPublishers.ofByteArray(request.body().getBytes(UTF_8)))
            .setHeader("Content-Type", "application/json")
            .setHeader("User-Agent", "jobservice/" + version);
    request.headers().forEach(builder::setHeader);
    signature.headers(request.id(), time.instant(), request.body()).forEach(builder::setHeader);
    url.basic().ifPresent(basic -> builder.setHeader("Authorization", "Basic " + basic));
    return builder;
  }
}
