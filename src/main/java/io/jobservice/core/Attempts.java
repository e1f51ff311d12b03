package io.jobservice.core;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.Finding;
import io.jobservice.model.JobStats;
import io.jobservice.redis.TypeOverview;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** How often a job has failed, and how often it may. */
final class Attempts {

  private static final int LONGEST_ERROR = 300;
  private static final Pattern FRAME = Pattern.compile("at .*|Caused by: .*");

  private final TypeOverview types;

  Attempts(TypeOverview types) {
    this.types = types;
  }

  /** What the living pools tell of the type. */
  Optional<ObjectNode> facts(Scene scene) {
    return types.states(Map.of(scene.type(), 0), scene.living()).get(0).facts();
  }

  /** As the job says itself, else its type; empty when no pool tells of that. */
  OptionalLong most(Scene scene) {
    long own = scene.job().number("max_fails");
    if (own > 0) {
      return OptionalLong.of(own);
    }
    long ofType = facts(scene).map(facts -> facts.path("max_fails").asLong()).orElse(0L);
    return ofType > 0 ? OptionalLong.of(ofType) : OptionalLong.empty();
  }

  /** The beginning of a sentence. */
  String failed(Scene scene) {
    long fails = scene.job().number("fails");
    OptionalLong most = most(scene);
    return "It failed "
        + (most.isPresent()
            ? "in " + fails + " of " + most.getAsLong() + " attempts"
            : "in " + fails + (fails == 1 ? " attempt" : " attempts"));
  }

  /** The finding with the facts of the attempts. */
  Finding told(Scene scene, Finding finding) {
    Finding told = finding.with("fails", scene.job().number("fails"));
    OptionalLong most = most(scene);
    if (most.isPresent()) {
      told = told.with("max_fails", most.getAsLong());
    }
    return told.with("last_error", error(scene.job()));
  }

  /** The last error in one line; not all of a long one. */
  static String error(JobStats job) {
    String line = joined(job.text("last_error"));
    if (line.length() > LONGEST_ERROR) {
      int end = LONGEST_ERROR;
      return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end)
          + "…";
    }
    return line.isEmpty() ? "none was noted" : line;
  }

  /** What ends with a colon goes on with the next line; a stack trace is left out. */
  private static String joined(String text) {
    StringBuilder joined = new StringBuilder();
    Iterator<String> lines =
        text.lines()
            .map(String::strip)
            .takeWhile(line -> !FRAME.matcher(line).matches())
            .iterator();
    while (lines.hasNext() && joined.length() <= LONGEST_ERROR) {
      String line = lines.next();
      if (!line.isEmpty()) {
        joined
            .append(joined.isEmpty() ? "" : joined.charAt(joined.length() - 1) == ':' ? " " : "; ")
            .append(line);
      }
    }
    return joined.toString();
  }
}
