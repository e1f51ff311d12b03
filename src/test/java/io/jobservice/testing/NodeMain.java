package io.jobservice.testing;

import io.jobservice.cli.Main;
import java.io.IOException;

/**
 * The program, with the jobs of the tests on its class path. It ends at once when its standard
 * input does, and so outlives no test, whatever that one died of.
 */
final class NodeMain {

  private static final int ABANDONED = 99;

  private NodeMain() {}

  public static void main(String[] args) {
    Thread guard = new Thread(NodeMain::awaitAbandonment, "guard");
    guard.setDaemon(true);
    guard.start();
    Main.main(args);
  }

  private static void awaitAbandonment() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes: what is waited for is the end.
      }
    } catch (IOException e) {
      // The end, too.
    }
    Runtime.getRuntime().halt(ABANDONED);
  }
}
