package io.jobservice.hook;

import io.jobservice.config.AddressRules;
import io.jobservice.model.HookUrl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/** Finds the addresses of hosts and holds them against the rules. Safe to share. */
final class CheckedAddresses {

  private final AddressRules rules;
  private final HostResolver resolver;
  private final Executor executor;

  CheckedAddresses(AddressRules rules, HostResolver resolver, Executor executor) {
    this.rules = rules;
    this.resolver = resolver;
    this.executor = executor;
  }

  /**
   * All addresses of the host of a URL.
   *
   * @return at least one
   * @throws PostException if it has none, or may not be called
   */
  List<InetAddress> of(HookUrl url, Deadline deadline) throws PostException, InterruptedException {
    Optional<InetAddress> literal = AddressRules.literal(url.host());
    List<InetAddress> addresses =
        literal.isPresent() ? List.of(literal.get()) : lookedUp(url.host(), deadline);
    Optional<String> refusal = rules.refusal(url.host(), addresses);
    if (refusal.isPresent()) {
      throw new PostException(refusal.get(), false);
    }
    return addresses;
  }

  /** On another thread, as the system's resolver can be neither interrupted nor hurried. */
  private List<InetAddress> lookedUp(String host, Deadline deadline)
      throws PostException, InterruptedException {
    CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
    executor.execute(
        () -> {
          try {
            found.complete(List.copyOf(resolver.resolve(host)));
          } catch (UnknownHostException | RuntimeException e) {
            found.completeExceptionally(e);
          }
        });
    try {
      List<InetAddress> addresses = deadline.await(found);
      if (!addresses.isEmpty()) {
        return addresses;
      }
    } catch (ExecutionException e) {
      // As if there were none.
    } catch (TimeoutException e) {
      throw new PostException("the name servers do not answer", true);
    }
    throw new PostException("the name servers know no address of " + host, true);
  }
}
