package io.jobservice.chaos;

/** The same, of which a few may run at once over all nodes. */
public final class LimitedChaosJob extends ChaosJob {

  static final int LIMIT = 3;

  @Override
  public String name() {
    return "CHAOS_LIMITED";
  }

  @Override
  public int maxConcurrency() {
    return LIMIT;
  }
}
