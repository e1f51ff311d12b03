package io.jobservice.cli;

import java.util.Iterator;
import java.util.List;

/**
 * Says of an option or parameter that its values are known to a running service alone. It stands
 * where picocli has the candidates of an argument; for picocli there are none, and the completions
 * of the shells ask {@link LiveAnswer} for them.
 */
abstract class LiveValues implements Iterable<String> {

  private final String word;

  private LiveValues(String word) {
    this.word = word;
  }

  /** What the shells call the values when they ask for them. */
  final String word() {
    return word;
  }

  @Override
  public final Iterator<String> iterator() {
    return List.<String>of().iterator();
  }

  /** The ids of jobs. */
  static final class Ids extends LiveValues {
    static final String WORD = "ids";

    Ids() {
      super(WORD);
    }
  }

  /** The types of jobs. */
  static final class Types extends LiveValues {
    static final String WORD = "types";

    Types() {
      super(WORD);
    }
  }

  /** The parameters of the job type that the command line names, with their values. */
  static final class Parameters extends LiveValues {
    static final String WORD = "parameters";

    Parameters() {
      super(WORD);
    }
  }

  /** The queues, each of which has the name of its job type. */
  static final class Queues extends LiveValues {
    static final String WORD = "queues";

    Queues() {
      super(WORD);
    }
  }

  /** The ids of events of status hooks that are not delivered. */
  static final class Hooks extends LiveValues {
    static final String WORD = "hooks";

    Hooks() {
      super(WORD);
    }
  }

  /** The ids of the policies of periodic jobs. */
  static final class Policies extends LiveValues {
    static final String WORD = "policies";

    Policies() {
      super(WORD);
    }
  }
}
