package io.jobservice.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The text of the shell script that becomes a program. It makes the named pipes of its output and
 * of the answers, says so, waits until the service has opened them and has handed the process to
 * its guard, and then is replaced by the program: the process that the service has started is the
 * program itself. If the service dies before, the script ends.
 *
 * <p>Variables and arguments are in the text, in single quotes, rather than in the environment of
 * the shell: Java would encode those as the locale of the service says, and lose characters.
 */
final class StartScript {

  /** What the script says when the pipes are there. */
  static final String READY = "ready";

  private static final String PIPES =
      """
      mkfifo -m 600 %1$s/out %1$s/err %1$s/answers || exit 125
      """;

  /** Who writes to /dev/stderr opens the pipe once more, and must be allowed to. */
  private static final String OTHER_USER =
      """
      gid=$(id -g %2$s) || exit 125
      chown %2$s %1$s/out %1$s/err %1$s/answers || exit 125
      HOME=~%2$s
      USER=%2$s
      LOGNAME=%2$s
      export HOME USER LOGNAME
      """;

  private static final String HANDSHAKE =
      """
      echo %s
      read -r go || exit 125
      """;

  /**
   * As whom a program runs.
   *
   * @param name a name that needs no quotes
   * @param setpriv the program of that name, which changes users
   */
  record OtherUser(String name, String setpriv) {}

  private StartScript() {}

  /**
   * The script.
   *
   * @param folder where the pipes are made
   * @param session how the program becomes the leader of a group
   * @param user as whom it runs; empty for the same user
   * @param environment what is set in addition, by names that need no quotes
   * @param input what its standard input is
   * @param command the program and its arguments, without NUL characters
   */
  static String text(
      Path folder,
      NewSession session,
      Optional<OtherUser> user,
      Map<String, String> environment,
      Path input,
      List<String> command) {
    String at = quoted(folder.toString());
    StringBuilder text = new StringBuilder(PIPES.formatted(at));
    user.ifPresent(other -> text.append(OTHER_USER.formatted(at, other.name())));
    text.append(HANDSHAKE.formatted(READY));
    environment.forEach(
        (name, value) ->
            text.append("export ").append(name).append('=').append(quoted(value)).append('\n'));
    text.append(
        "exec 3<>%1$s/answers >%1$s/out 2>%1$s/err <%2$s\n"
            .formatted(at, quoted(input.toString())));
    text.append("exec ");
    session.prefix().forEach(word -> text.append(quoted(word)).append(' '));
    user.ifPresent(
        other ->
            text.append(quoted(other.setpriv()))
                .append(" --reuid=")
                .append(other.name())
                .append(" --regid=\"$gid\" --init-groups "));
    return text.append(command.stream().map(StartScript::quoted).collect(Collectors.joining(" ")))
        .append('\n')
        .toString();
  }

  /** A word that the shell takes as it is: in single quotes nothing but their end is special. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
