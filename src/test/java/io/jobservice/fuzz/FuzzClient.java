package io.jobservice.fuzz;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Sends one malformed request after the other, and judges what is answered. */
final class FuzzClient implements Runnable {

  private final FuzzConnection connection;
  private final FuzzConnection shouting;
  private final long seed;
  private final AtomicLong next;
  private final long end;
  private final List<String> ids;
  private final Tally tally;

  /**
   * A client.
   *
   * @param number which one, from 1
   * @param seed of the whole run; a request is made of this and its number alone
   * @param next the number of the next request
   * @param end the number of the last one, plus one
   * @param ids of jobs that are over
   */
  FuzzClient(
      int port, int number, long seed, AtomicLong next, long end, List<String> ids, Tally tally)
      throws IOException {
    this.connection = new FuzzConnection(port, number);
    this.shouting = new FuzzConnection(port, number);
    this.seed = seed;
    this.next = next;
    this.end = end;
    this.ids = ids;
    this.tally = tally;
  }

  @Override
  public void run() {
    try (connection;
        shouting) {
      for (long index = next.getAndIncrement(); index < end; index = next.getAndIncrement()) {
        one(index);
      }
    } catch (IOException e) {
      tally.found("a client ended: " + e);
    }
  }

  private void one(long index) {
    Case request = made(index);
    try {
      if (request.level() == Level.PROTOCOL) {
        shout(index, request);
      } else {
        Reply reply = connection.ask(request.bytes(), request.hasBody());
        judge(index, request, reply);
      }
    } catch (EOFException e) {
      found(index, request, "it has no answer: " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      found(index, request, e.toString());
    }
  }

  private void shout(long index, Case request) throws IOException {
    List<Reply> replies = shouting.shout(request.bytes());
    replies.forEach(reply -> judge(index, request, reply));
    if (replies.isEmpty()) {
      tally.count(Level.PROTOCOL, "closed");
    }
  }

  private void judge(long index, Case request, Reply reply) {
    tally.count(request.level(), Integer.toString(reply.status()));
    reply.mistake(request.level()).ifPresent(what -> found(index, request, what + ": " + reply));
  }

  private void found(long index, Case request, String what) {
    String shown = what.length() > 500 ? what.substring(0, 500) + ".." : what;
    tally.found(
        "seed %d, request %d, %s%n    %s%n    %s"
            .formatted(seed, index, request.level(), request.shown(), shown));
  }

  private Case made(long index) {
    Odd odd = new Odd(new SplittableRandom(seed * 0x9e3779b97f4a7c15L + index));
    return switch (odd.below(10)) {
      case 0, 1 -> new ProtocolCases(odd).next();
      case 2, 3, 4, 5 -> new JsonCases(odd).next();
      default -> new SemanticCases(odd, ids).next();
    };
  }
}
