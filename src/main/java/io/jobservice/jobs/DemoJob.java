package io.jobservice.jobs;

import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * A job to try the service with. It needs the parameter {@code image}, a text that starts with
 * {@code demo}; it logs at every level, checks in three times, pausing {@code pause} (500 ms) after
 * each, and then holds for {@code hold} (15 s). It obeys stop and cancel at once.
 */
public final class DemoJob implements Job {

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration HOLD = Duration.ofSeconds(15);

  /** For {@link java.util.ServiceLoader}. */
  public DemoJob() {}

  @Override
  public String name() {
    return "DEMO";
  }

  @Override
  public void validate(JobParameters parameters) throws InvalidParametersException {
    String image =
        parameters
            .getString("image")
            .orElseThrow(() -> new InvalidParametersException("missing parameter 'image'"));
    if (!image.startsWith("demo")) {
      throw new InvalidParametersException("expected 'demo *' but got '" + image + "'");
    }
    parameters.getDuration("pause");
    parameters.getDuration("hold");
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    Duration pause = parameters.getDuration("pause").orElse(PAUSE);
    Duration hold = parameters.getDuration("hold").orElse(HOLD);
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
