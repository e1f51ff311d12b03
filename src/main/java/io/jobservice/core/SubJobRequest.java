package io.jobservice.core;

import io.jobservice.job.JobKind;
import io.jobservice.job.JobLaunchException;
import io.jobservice.job.JobRequest;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.GoJson;
import io.jobservice.model.ParametersJson;
import io.jobservice.model.Submission;
import io.jobservice.model.TypePolicy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a job asks for when it launches another, as the rest of the service reads it. */
final class SubJobRequest {

  private static final String END = "\0";

  private SubJobRequest() {}

  /** The submission that a request stands for. */
  static Submission submission(JobRequest request) throws BadRequestException {
    OptionalLong delay = OptionalLong.empty();
    if (request.delay().isPresent()) {
      long seconds = seconds(request.delay().get());
      if (seconds < 1 || seconds > Submission.LONGEST_DELAY) {
        throw new BadRequestException(
            "the delay must be more than 0 and at most " + Submission.LONGEST_DELAY + " s");
      }
      delay = OptionalLong.of(seconds);
    }
    int fails = request.maxFails().orElse(1);
    if (fails < 1 || fails > TypePolicy.MOST_FAILS) {
      throw new BadRequestException(
          "maxFails must be 1 to " + TypePolicy.MOST_FAILS + ", but it is " + fails);
    }
    return new Submission(
        request.name(),
        delay.isPresent() ? JobKind.SCHEDULED : JobKind.GENERIC,
        request.parameters().isEmpty()
            ? Optional.empty()
            : Optional.of(ParametersJson.toJson(request.parameters())),
        request.statusHook(),
        request.unique(),
        delay,
        OptionalLong.empty(),
        Optional.empty(),
        request.maxFails(),
        Optional.empty(),
        Submission.checkAfter(request.after()),
        request.afterStatus(),
        Optional.empty(),
        Optional.empty());
  }

  private static long seconds(Duration delay) {
    return delay.isNegative() ? 0 : delay.plusNanos(999_999_999).toSeconds();
  }

  /** Tells requests apart by all that they say; the order of parameters is no matter. */
  static String digest(JobRequest request) throws JobLaunchException {
    List<String> words = new ArrayList<>();
    words.add(request.name());
    try {
      words.add(GoJson.exact(ParametersJson.toJson(request.parameters())));
    } catch (BadRequestException e) {
      throw new JobLaunchException(String.valueOf(e.getMessage()), e);
    }
    words.add(request.delay().map(Duration::toString).orElse(""));
    words.add(Boolean.toString(request.unique()));
    words.add(request.maxFails().toString());
    words.add(request.statusHook().orElse(""));
    words.add(String.join(",", request.after()));
    words.add(request.afterStatus().text());
    return sha256(String.join(END, words));
  }

  /** The digest of a text, in hex digits. */
  static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
