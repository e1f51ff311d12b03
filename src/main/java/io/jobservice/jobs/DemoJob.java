package io.jobservice.jobs;

import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import io.jobservice.job.Parameter;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;

/**
 * A job to try the service with. It needs the parameter {@code image}, a text that starts with
 * {@code demo}; it logs at every level, checks in three times, pausing {@code pause} (500 ms) after
 * each, and then holds for {@code hold} (15 s). It obeys stop and cancel at once.
 */
public final class DemoJob implements Job {

  /** For {@link java.util.ServiceLoader}. */
  public DemoJob() {}

  @Override
  public String name() {
    return "DEMO";
  }

  @Override
  public String description() {
    return "Logs, checks in three times and holds, to try the service with";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.of("image", Parameter.Type.STRING)
            .required()
            .describedAs("a text that starts with 'demo'"),
        Parameter.of("pause", Parameter.Type.DURATION)
            .defaultsTo("500ms")
            .describedAs("how long it pauses after each check-in"),
        Parameter.of("hold", Parameter.Type.DURATION)
            .defaultsTo("15s")
            .describedAs("how long it holds at the end"),
        Parameter.of(Parameter.OTHERS, Parameter.Type.ANY).describedAs("whatever you like"));
  }

  @Override
  public void validate(JobParameters parameters) throws InvalidParametersException {
    String image = parameters.getString("image").orElseThrow();
    if (!image.startsWith("demo")) {
      throw new InvalidParametersException("expected 'demo *' but got '" + image + "'");
    }
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    Duration pause = parameters.getDuration("pause").orElseThrow();
    Duration hold = parameters.getDuration("hold").orElseThrow();
    Logger log = context.logger();
    log.info("Sample job starting");
    log.info("Params: {}", parameters.asMap());
    context
        .get("email_from")
        .ifPresent(from -> log.info("Get prop from context: email_from={}", from));
    for (String progress : new String[] {"30%", "60%", "100%"}) {
      context.checkIn(progress);
      log.debug("Checked in: {}", progress);
      context.await(pause);
      context.throwIfStopped();
    }
    log.warn("Holding for {} ms", hold.toMillis());
    context.await(hold);
    context.throwIfStopped();
    log.error("This is only what an error looks like: the sample job is fine");
    log.info("Sample job exit");
  }
}
