package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.QuickLook;
import io.jobservice.client.ServerLocator;
import io.jobservice.job.Parameter;
import io.jobservice.model.JobName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Answers the completions of the shells, which ask {@code jobservice __complete
 * ids|policies|types|queues|hooks|parameters WORD...} with the words of the command line so far:
 * the values, one a line, or nothing. There is no help for it and no error: a shell that completes
 * has no place to show one.
 *
 * <p>It goes around picocli, whose model of the commands takes longer to build than there is time.
 */
final class LiveAnswer {

  private static final String ASKED = "__complete";

  /** What needs no quotes in any shell. Names of anything else are not offered. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.@-]*(:?=[A-Za-z0-9_.@-]*)?");

  private static final Pattern JSON = Pattern.compile("-?[0-9].*|true|false|null");

  /** A type is asked for by each word that may name it, until one does. */
  private static final int MOST_TYPES = 3;

  private final Path directory;
  private final Map<String, String> env;
  private final Duration patience;

  LiveAnswer(Path directory, Map<String, String> env, Duration patience) {
    this.directory = directory;
    this.env = env;
    this.patience = patience;
  }

  /** Whether a command line is such a question. */
  static boolean isWanted(String[] args) {
    return args.length > 1 && args[0].equals(ASKED);
  }

  /** The answer to that command line, with a line feed after each value. */
  String text(String[] args) {
    try {
      StringBuilder lines = new StringBuilder();
      for (String value : values(args[1], Arrays.asList(args).subList(2, args.length))) {
        if (PLAIN.matcher(value).matches()) {
          lines.append(value).append('\n');
        }
      }
      return lines.toString();
    } catch (ClientException | IOException | IllegalArgumentException e) {
      // Also of paths and addresses that cannot be.
      return "";
    }
  }

  private List<String> values(String kind, List<String> words) throws ClientException, IOException {
    if (words.contains(DirectOptions.DIRECT) || value(words, DirectOptions.REDIS).isPresent()) {
      // Its answer would come too late, and that of an API could be about other jobs.
      return List.of();
    }
    ServerLocator.Wish wish =
        new ServerLocator.Wish(
            value(words, "--url"),
            value(words, "--config").or(() -> value(words, "-c")).map(Path::of),
            value(words, "--secret-file").map(Path::of));
    QuickLook look = new QuickLook(new ServerLocator(directory, env).locate(wish), patience);
    return switch (kind) {
      case LiveValues.Ids.WORD -> look.ids();
      case LiveValues.Policies.WORD -> look.policies();
      case LiveValues.Hooks.WORD -> look.hooks();
      case LiveValues.Types.WORD, LiveValues.Queues.WORD -> look.types();
      case LiveValues.Parameters.WORD -> parameters(look, words);
      default -> List.of();
    };
  }

  /** Of the job type that one of the words names, without those that the words have already. */
  private static List<String> parameters(QuickLook look, List<String> words) throws IOException {
    List<String> names =
        words.stream()
            .skip(1)
            .filter(word -> !word.startsWith("-") && JobName.isValid(word))
            .limit(MOST_TYPES)
            .toList();
    List<String> offers = new ArrayList<>();
    for (String name : names) {
      Optional<List<QuickLook.Taken>> parameters = look.parameters(name);
      if (parameters.isPresent()) {
        parameters.get().stream()
            .filter(
                parameter ->
                    words.stream().noneMatch(word -> word.startsWith(parameter.name() + "=")))
            .forEach(parameter -> offer(parameter, offers));
        break;
      }
    }
    return offers;
  }

  private static void offer(QuickLook.Taken parameter, List<String> offers) {
    if (parameter.name().equals(Parameter.OTHERS)) {
      return;
    }
    if (parameter.values().isEmpty()) {
      offers.add(parameter.name() + "=");
    }
    for (String value : parameter.values()) {
      // What looks like JSON is a text only with a colon.
      boolean colon = parameter.isText() && JSON.matcher(value).matches();
      offers.add(parameter.name() + (colon ? ":=" : "=") + value);
    }
  }

  /** The value of an option, in the next word or the same one. */
  private static Optional<String> value(List<String> words, String option) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals(option)) {
        return i + 1 < words.size() ? Optional.of(words.get(i + 1)) : Optional.empty();
      }
      if (word.startsWith(option + "=")) {
        return Optional.of(word.substring(option.length() + 1));
      }
      if (!option.startsWith("--") && word.startsWith(option)) {
        return Optional.of(word.substring(option.length()));
      }
    }
    return Optional.empty();
  }
}
