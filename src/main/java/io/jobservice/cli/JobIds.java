package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.client.JobListPage;
import io.jobservice.client.JobServiceClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The jobs that are meant by the words of a command line: whole ids, beginnings of ids that fit one
 * job only, {@value LastJob#WORD}, and {@code -} for ids on standard input.
 */
final class JobIds {

  private static final Pattern BEGINNING = Pattern.compile("[0-9a-f]{4,23}");
  private static final Pattern BLANK = Pattern.compile("\\s");
  private static final int SHOWN = 5;

  private final Shell shell;
  private final JobServiceClient client;

  JobIds(Shell shell, JobServiceClient client) {
    this.shell = shell;
    this.client = client;
  }

  /** The words with the lines of standard input in the place of each dash. */
  private static List<String> read(List<String> words, Shell shell) throws CommandFailure {
    List<String> all = new ArrayList<>();
    for (String word : words) {
      if (word.equals("-")) {
        all.addAll(lines(shell));
      } else {
        all.add(word);
      }
    }
    return all;
  }

  /** Like {@link #read}, for words that shall stand for at least one job. */
  static List<String> some(List<String> words, Shell shell) throws CommandFailure {
    List<String> all = read(words, shell);
    if (all.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "no ids on standard input", null);
    }
    return all;
  }

  /** A word that stands for one job. */
  static String one(String word, Shell shell) throws CommandFailure {
    List<String> words = read(List.of(word), shell);
    if (words.size() != 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "one id is wanted, and there are " + words.size(), null);
    }
    return words.get(0);
  }

  private static List<String> lines(Shell shell) throws CommandFailure {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8));
    List<String> lines = new ArrayList<>();
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isBlank()) {
          lines.add(line.strip());
        }
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.ERROR, "cannot read ids from standard input: " + e.getMessage(), null);
    }
    return lines;
  }

  /**
   * The id that a word stands for. What is no beginning of an id is taken as it is: the service
   * says whether there is such a job.
   *
   * @throws ClientException {@code NOT_FOUND} if no job fits
   * @throws CommandFailure if several do, or not all jobs could be looked at
   */
  String resolve(String word) throws ClientException, CommandFailure {
    if (word.equals(LastJob.WORD)) {
      return new LastJob(shell.env())
          .read()
          .orElseThrow(
              () ->
                  new CommandFailure(
                      ExitCode.NOT_FOUND,
                      LastJob.WORD + " stands for the job submitted last, and there is none",
                      "List the newest jobs with: jobservice list"));
    }
    if (!word.isBlank() && BLANK.matcher(word).find()) {
      throw new CommandFailure(
          ExitCode.NOT_FOUND,
          "'" + word + "' is no job id: ids have no blanks",
          "List the newest jobs with: jobservice list");
    }
    return BEGINNING.matcher(word).matches() ? onlyOneBeginning(word) : word;
  }

  private String onlyOneBeginning(String prefix) throws ClientException, CommandFailure {
    JobListPage page = client.jobsBeginning(prefix);
    List<String> ids =
        StreamSupport.stream(page.jobs().spliterator(), false).map(JobIds::of).toList();
    if (ids.equals(List.of(prefix))) {
      return prefix;
    }
    if (page.next() != 0 && ids.size() <= 1) {
      throw new CommandFailure(
          ExitCode.ERROR,
          "there are too many jobs to look through for the beginning "
              + prefix
              + "; give the whole id",
          null);
    }
    if (ids.isEmpty()) {
      throw new ClientException(
          Kind.NOT_FOUND,
          "there is no job whose id begins with " + prefix,
          "List the newest jobs with: jobservice list",
          null);
    }
    if (ids.size() > 1) {
      String some = String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())));
      throw new CommandFailure(
          ExitCode.ERROR,
          prefix
              + " is the beginning of several ids: "
              + some
              + (ids.size() > SHOWN ? ", ..." : ""),
          "Give more of the id.");
    }
    return ids.get(0);
  }

  /** The id of a job, given as {@code {"job":{..}}}. */
  static String of(JsonNode answer) {
    return answer.path("job").path("id").asText();
  }
}
