package io.jobservice.redis;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a server answers with when it cannot do now what it could do at another time: the error
 * tells of its state, not of what it was asked.
 */
enum PassingState {
  OOM("OOM", "it has used all of maxmemory; raise that, or delete what is not needed"),
  READONLY("READONLY", "it is a replica; the address must be that of the server that writes"),
  MISCONF("MISCONF", "it cannot save its data to disk; its log says why"),
  NOREPLICAS("NOREPLICAS", "fewer replicas are connected than min-replicas-to-write asks for"),
  LOADING("LOADING", "it is still loading its data; try again later"),
  BUSY("BUSY", "it is busy with a long script; try again later"),
  CLUSTERDOWN("CLUSTERDOWN", "its cluster is down; the state of its nodes says why"),
  MASTERDOWN("MASTERDOWN", "it is a replica that has lost its primary server"),
  TRYAGAIN("TRYAGAIN", "it is moving keys to another node; try again later"),
  NOAUTH("NOAUTH", "it wants a password, which the address has to hold"),
  WRONGPASS("WRONGPASS", "it does not take this user and password"),
  NOPERM("NOPERM", "its user may not do this; the rules of the user have to allow it"),
  CLOCK("CLOCK", "its time and ours do not agree"),
  MAX_CLIENTS("ERR max number", "it has as many clients as its maxclients lets");

  /** What stands before the error of a command in a script, in servers before version 7. */
  private static final Pattern IN_SCRIPT =
      Pattern.compile("^ERR Error running script .*@user_script: ?\\d+: -");

  private final String beginning;
  private final String words;

  PassingState(String beginning, String words) {
    this.beginning = beginning;
    this.words = words;
  }

  /** The state that an error tells of, if it tells of one. */
  static Optional<PassingState> of(String error) {
    String own = IN_SCRIPT.matcher(error).replaceFirst("");
    return Arrays.stream(values()).filter(state -> own.startsWith(state.beginning)).findFirst();
  }

  /** Whether the server can still be read. */
  boolean isOfWritesOnly() {
    return compareTo(NOREPLICAS) <= 0;
  }

  /** What is the matter and what helps; {@code error} is what the server said. */
  String words(String error) {
    return switch (this) {
      case MAX_CLIENTS -> words;
      case NOPERM -> words + " (" + IN_SCRIPT.matcher(error).replaceFirst("") + ")";
      default -> words + " (" + beginning + ")";
    };
  }
}
