package io.jobservice.jobs;

import io.jobservice.job.JobCancelledException;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobLaunchException;
import io.jobservice.job.JobStoppedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/**
 * What becomes of the lines of a program: the log of its job, or a request to the service. Standard
 * output and standard error may be handed in from different threads.
 */
final class CommandOutput {

  private static final Pattern REQUEST =
      Pattern.compile("::(checkin|progress|result|launch)(?:[ \\t]+(.*))?", Pattern.DOTALL);

  private static final Pattern OF_TOTAL = Pattern.compile("([0-9]{1,18})\\s*/\\s*([0-9]{1,18})");
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3})(?:\\.[0-9]{1,9})?\\s*%");

  private static final int LAST_LINES = 3;
  private static final int LONGEST_LAST = 500;

  /** An error may quote a request, and many may wait to be read. */
  private static final int LONGEST_ANSWER = 1000;

  private final JobContext context;
  private final Logger log;
  private final Predicate<String> answers;
  private final Deque<String> lastErrors = new ArrayDeque<>();
  private boolean answersLost;

  /**
   * For one run.
   *
   * @param context of the job
   * @param answers where the answers of launches go; says whether it took one
   */
  CommandOutput(JobContext context, Predicate<String> answers) {
    this.context = context;
    this.log = context.logger();
    this.answers = answers;
  }

  /** A line of the standard error. */
  void error(String line) {
    log.warn("{}", cut(line));
    if (!line.isBlank()) {
      synchronized (lastErrors) {
        if (lastErrors.size() == LAST_LINES) {
          lastErrors.removeFirst();
        }
        lastErrors.addLast(cut(line, LONGEST_LAST));
      }
    }
  }

  /** The last lines of the standard error, in one; empty when there were none. */
  String lastErrors() {
    synchronized (lastErrors) {
      return String.join("\n", lastErrors);
    }
  }

  /** A line of the standard output. */
  void line(String line) {
    Matcher request = REQUEST.matcher(line);
    if (!line.startsWith("::") || !request.matches()) {
      log.info("{}", cut(line));
      return;
    }
    String rest = request.group(2) == null ? "" : request.group(2).strip();
    try {
      switch (request.group(1)) {
        case "checkin" -> checkIn(line, rest);
        case "progress" -> progress(line, rest);
        case "result" -> result(line, rest);
        default -> launch(rest);
      }
    } catch (RuntimeException e) {
      log.warn("{} failed: {}", cut(line), e.toString());
    }
  }

  private void checkIn(String line, String text) {
    if (text.isEmpty()) {
      malformed(line, "a text is expected, as in ::checkin half of it is done");
    } else {
      context.checkIn(text);
    }
  }

  private void progress(String line, String text) {
    Matcher ofTotal = OF_TOTAL.matcher(text);
    Matcher percent = PERCENT.matcher(text);
    if (ofTotal.matches()) {
      context.progress(Long.parseLong(ofTotal.group(1)), Long.parseLong(ofTotal.group(2)));
    } else if (percent.matches()) {
      context.progress(Long.parseLong(percent.group(1)), 100);
    } else {
      malformed(line, "a part of a whole is expected, as in ::progress 3/10 or ::progress 30%");
    }
  }

  private void result(String line, String json) {
    try {
      context.result(json);
    } catch (IllegalArgumentException e) {
      malformed(line, e.getMessage());
    }
  }

  /** Each request has its answer, so that a program which waits for it goes on. */
  private void launch(String json) {
    try {
      LaunchLine launch = LaunchLine.parse(json);
      answer(
          launch.key().isPresent()
              ? context.launch(launch.key().get(), launch.request())
              : context.launch(launch.request()));
    } catch (LaunchLine.MalformedException | JobLaunchException | IllegalArgumentException e) {
      String why = cut(String.valueOf(e.getMessage()), LONGEST_ANSWER);
      log.warn("::launch: {}", why);
      answer("error: " + why);
    } catch (JobStoppedException | JobCancelledException e) {
      answer("error: " + e.getMessage());
    } catch (RuntimeException e) {
      String why = cut(e.toString(), LONGEST_ANSWER);
      log.warn("::launch failed: {}", why);
      answer("error: " + why);
    }
  }

  private void answer(String line) {
    if (!answers.test(line) && !answersLost) {
      answersLost = true;
      log.warn("descriptor 3 is not read, and is full; further answers are lost");
    }
  }

  private void malformed(String line, String expected) {
    log.warn("{}: {}", cut(line), expected);
  }

  private static String cut(String line) {
    return cut(line, OutputLines.LONGEST);
  }

  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) + "..." : text;
  }
}
