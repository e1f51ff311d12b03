package io.jobservice.testing;

import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import io.jobservice.job.JobRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Launches {@code count} jobs of the type {@code type} with the parameters {@code with}, by keys
 * unless {@code keyless}, and after all of them one that waits for them when {@code join} names its
 * type. With {@code fail} its first attempt fails then; with {@code gate} it waits for that file
 * before each launch. Its result has the ids.
 */
public final class LaunchJob implements Job {

  @Override
  public String name() {
    return "LAUNCH";
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    String type = parameters.getString("type").orElse("NOOP");
    Object with = parameters.get("with").orElse(Map.of());
    JobRequest request = JobRequest.of(type).withParameters(map(with));
    boolean keyless = parameters.getBoolean("keyless").orElse(false);
    List<String> ids = new ArrayList<>();
    for (long i = 0; i < parameters.getLong("count").orElse(1L); i++) {
      hold(context, parameters);
      ids.add(keyless ? context.launch(request) : context.launch("child " + i, request));
    }
    if (parameters.getBoolean("numbers").orElse(false)) {
      ids.add(context.launch(request.with("n", 1)));
      ids.add(context.launch(request.with("n", 1.0)));
    }
    if (parameters.getString("join").isPresent()) {
      JobRequest last = JobRequest.of(parameters.getString("join").get());
      ids.add(context.launch("join", last.withParameters(map(with)).after(ids)));
    }
    if (context.attempt() == 1 && parameters.getBoolean("fail").orElse(false)) {
      throw new IllegalStateException("the first attempt fails");
    }
    context.result(
        "{\"ids\":[\"%s\"],\"upstream\":\"%s\",\"node\":\"%s\"}"
            .formatted(
                String.join("\",\"", ids),
                context.upstreamJobId().orElse(""),
                context.system().nodeId()));
  }

  /** It goes on launching after a stop, to hear what comes of it. */
  private static void hold(JobContext context, JobParameters parameters) throws Exception {
    while (parameters.getString("gate").isPresent()
        && Files.notExists(Path.of(parameters.getString("gate").get()))) {
      Thread.sleep(Duration.ofMillis(5).toMillis());
    }
    context.checkIn("launching");
  }

  private static Map<String, Object> map(Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((name, item) -> map.put(String.valueOf(name), item));
    return map;
  }
}
