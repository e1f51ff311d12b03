package io.jobservice.job.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.Job;
import io.jobservice.job.JobCancelledException;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobLaunchException;
import io.jobservice.job.JobParameters;
import io.jobservice.job.JobRequest;
import io.jobservice.job.JobStoppedException;
import io.jobservice.job.OpCommand;
import io.jobservice.job.Parameter;
import io.jobservice.job.SystemState;
import io.jobservice.job.testing.JobTestResult.LogLine;
import io.jobservice.job.testing.JobTestResult.Status;
import io.jobservice.jobs.DemoJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class JobTesterTest {

  /** What a job of a test does. */
  private interface Work {
    void run(JobContext context, JobParameters parameters) throws Exception;
  }

  private record Working(List<Parameter> parameters, Work work) implements Job {

    @Override
    public String name() {
      return "WORKING";
    }

    @Override
    public void validate(JobParameters parameters) throws InvalidParametersException {
      if (parameters.get("never").isPresent()) {
        throw new InvalidParametersException("never never");
      }
    }

    @Override
    public void run(JobContext context, JobParameters parameters) throws Exception {
      work.run(context, parameters);
    }
  }

  private static JobTester tester(Work work) {
    return JobTester.of(new Working(List.of(), work));
  }

  @Test
  void aRunTellsAllThatTheJobDid() {
    IllegalStateException cause = new IllegalStateException("why");
    JobTestResult result =
        tester(
                (context, parameters) -> {
                  context.logger().warn("{} of {}", 1, 2, cause);
                  context.logger().debug("plain {}");
                  context.progress(1, 2);
                  assertThat(context.await(Duration.ofHours(3))).isEqualTo(OpCommand.NONE);
                  context.checkIn("x".repeat(5000));
                  context.result("{\"a\":[1]}");
                })
            .with("a", 1)
            .run();
    assertThat(result.status()).isEqualTo(Status.SUCCESS);
    assertThat(result.error()).isEmpty();
    assertThat(result.log())
        .containsExactly(
            new LogLine(Level.WARN, "1 of 2", Optional.of(cause)),
            new LogLine(Level.DEBUG, "plain {}", Optional.empty()));
    assertThat(result.checkIns()).containsExactly("50%", "x".repeat(4096));
    assertThat(result.waited()).isEqualTo(Duration.ofHours(3));
    assertThat(result.json()).hasValue("{\"a\":[1]}");
    assertThat(result.parameters()).isEqualTo(JobParameters.of(Map.of("a", 1)));
  }

  @Test
  void theJobSeesWhatItWasGiven() {
    SystemState ending = new SystemState("host:1", true);
    List<Object> seen = new ArrayList<>();
    JobTester tester =
        tester(
                (context, parameters) ->
                    seen.addAll(
                        List.of(
                            context.jobId(),
                            context.jobName(),
                            context.attempt(),
                            context.upstreamJobId(),
                            context.system(),
                            context.get("site"),
                            context.get("none"))))
            .jobId("a1")
            .attempt(7)
            .upstreamJobId("b2")
            .system(ending)
            .withProperty("site", "here");
    assertThat(tester.run().attempt()).isEqualTo(7);
    assertThat(seen)
        .containsExactly(
            "a1", "WORKING", 7L, Optional.of("b2"), ending, Optional.of("here"), Optional.empty());
    assertThat(tester.run().attempt()).isEqualTo(8);
  }

  @Test
  void anEndIsWhatTheServiceWouldMakeOfIt() {
    assertThat(status(tester((context, parameters) -> {}))).isEqualTo(Status.SUCCESS);
    Error error = new StackOverflowError("deep");
    JobTestResult failed =
        tester(
                (context, parameters) -> {
                  context.result("1");
                  throw error;
                })
            .run();
    assertThat(failed.status()).isEqualTo(Status.ERROR);
    assertThat(failed.error()).hasValue(error);
    assertThat(failed.json()).isEmpty();
    assertThat(
            status(
                tester(
                    (context, parameters) -> {
                      throw new JobStoppedException();
                    })))
        .isEqualTo(Status.STOPPED);
    assertThat(
            status(
                tester(
                    (context, parameters) -> {
                      throw new JobCancelledException();
                    })))
        .isEqualTo(Status.CANCELLED);
    assertThat(
            status(
                tester(
                    (context, parameters) -> {
                      Thread.currentThread().interrupt();
                      context.await(Duration.ofSeconds(1));
                    })))
        .as("an interrupt is a failure")
        .isEqualTo(Status.ERROR);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void whatAJobThrowsAfterItWasToldIsNoFailure() {
    IllegalStateException late = new IllegalStateException("late");
    Work throwing =
        (context, parameters) -> {
          context.checkIn("a");
          throw late;
        };
    JobTestResult stopped = tester(throwing).stopAtCheckIn("a").run();
    assertThat(stopped.status()).isEqualTo(Status.STOPPED);
    assertThat(stopped.error()).hasValue(late);
    assertThat(status(tester(throwing).cancelAtCheckIn("a"))).isEqualTo(Status.CANCELLED);
    assertThat(
            status(
                tester(
                        (context, parameters) -> {
                          context.checkIn("a");
                          throw new JobCancelledException();
                        })
                    .stopAtCheckIn("a")))
        .isEqualTo(Status.STOPPED);
  }

  private static Status status(JobTester tester) {
    return tester.run().status();
  }

  @Test
  void aJobIsToldAtACheckIn() {
    Work steps =
        (context, parameters) -> {
          for (int i = 1; i <= 3; i++) {
            context.checkIn(i + " of 3");
            context.throwIfStopped();
          }
        };
    JobTestResult stopped = tester(steps).stopAtCheckIn("2 of 3").run();
    assertThat(stopped.status()).isEqualTo(Status.STOPPED);
    assertThat(stopped.checkIns()).containsExactly("1 of 3", "2 of 3");
    assertThat(status(tester(steps).cancelAtCheckIn("3 of 3"))).isEqualTo(Status.CANCELLED);
    Work obstinate =
        (context, parameters) -> {
          context.checkIn("a");
          context.checkIn("b");
        };
    JobTestResult late = tester(obstinate).stopAtCheckIn("a").run();
    assertThat(late.status()).as("a job that just returns").isEqualTo(Status.STOPPED);
    assertThat(late.checkIns()).as("what a stopped job checks in").containsExactly("a");
    assertThat(status(tester(obstinate).stopAtCheckIn("a").cancelAtCheckIn("b")))
        .as("a stop is not taken back")
        .isEqualTo(Status.STOPPED);
  }

  @Test
  void aJobIsToldWhileItWaits() {
    Work waiting =
        (context, parameters) -> {
          while (context.await(Duration.ofMinutes(40)) == OpCommand.NONE) {
            context.checkIn("still here");
          }
        };
    JobTestResult result = tester(waiting).stopAfterWaiting(Duration.ofHours(1)).run();
    assertThat(result.status()).isEqualTo(Status.STOPPED);
    assertThat(result.waited()).isEqualTo(Duration.ofHours(1));
    assertThat(result.checkIns()).hasSize(1);
    assertThat(status(tester(waiting).cancelAfterWaiting(Duration.ofHours(1))))
        .isEqualTo(Status.CANCELLED);
    assertThatThrownBy(() -> tester(waiting).waitingAtMost(Duration.ofHours(2)).run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("PT2H");
  }

  @Test
  void aJobThatIsToldBeforeItBeginsDoesNotRun() {
    JobTestResult result =
        tester((context, parameters) -> context.logger().info("runs"))
            .cancelAfterWaiting(Duration.ZERO)
            .run();
    assertThat(result.status()).isEqualTo(Status.CANCELLED);
    assertThat(result.log()).isEmpty();
  }

  @Test
  void aSecondRunLaunchesNothingTwice() {
    JobRequest part = JobRequest.of("PART").with("n", 1);
    JobTester tester =
        tester(
            (context, parameters) -> {
              context.launch("first", part);
              context.launch(part);
              context.launch(part);
              context.launch(part.with("n", context.attempt()).delayed(Duration.ofSeconds(1)));
            });
    JobTestResult first = tester.run();
    assertThat(first.launches()).hasSize(4).allMatch(JobTestResult.Launch::isNew);
    assertThat(first.launches()).extracting(JobTestResult.Launch::id).doesNotHaveDuplicates();
    JobTestResult second = tester.run();
    assertThat(second.launches())
        .extracting(JobTestResult.Launch::isNew)
        .containsExactly(false, false, false, true);
    assertThat(second.launch("first"))
        .map(JobTestResult.Launch::id)
        .isEqualTo(first.launch("first").map(JobTestResult.Launch::id));
    assertThat(second.launches().subList(1, 3))
        .extracting(JobTestResult.Launch::id)
        .isEqualTo(first.launches().subList(1, 3).stream().map(one -> one.id()).toList());
    assertThat(second.launches().get(3).request().parameters()).containsEntry("n", 2L);
  }

  @Test
  void aLaunchIsRefusedAsInTheService() {
    JobTester tester =
        tester(
            (context, parameters) -> {
              assertThatThrownBy(() -> context.launch("a", JobRequest.of("WORKING")))
                  .isInstanceOf(JobLaunchException.class)
                  .hasMessageContaining("own type");
              assertThatThrownBy(() -> context.launch("", JobRequest.of("PART")))
                  .isInstanceOf(JobLaunchException.class);
              assertThatThrownBy(() -> context.launch("a", JobRequest.of("GONE")))
                  .isInstanceOf(JobLaunchException.class)
                  .hasMessage("there is no GONE");
              context.launch("b", JobRequest.of("PART"));
              context.launch("c", JobRequest.of("PART"));
            });
    JobTestResult result =
        tester.failLaunchesOf("GONE", "there is no GONE").stopAfterLaunch("b").run();
    assertThat(result.status()).isEqualTo(Status.STOPPED);
    assertThat(result.launches())
        .extracting(JobTestResult.Launch::key)
        .containsExactly(Optional.of("b"));
  }

  @Test
  void parametersAreHeldAgainstTheirDescription() {
    Parameter times = Parameter.of("times", Parameter.Type.INTEGER).defaultsTo(3);
    JobTester tester = JobTester.of(new Working(List.of(times), (context, parameters) -> {}));
    JobTestResult result = tester.run();
    assertThat(result.parameters().asMap()).isEqualTo(Map.of("times", 3L));
    assertThat(tester.refusal()).isEmpty();
    tester.with("times", "x");
    assertThat(tester.refusal()).get().asString().startsWith("parameter 'times' must be");
    assertThat(tester.run().error()).get().isInstanceOf(InvalidParametersException.class);
    assertThat(tester((context, parameters) -> {}).with("never", 1).refusal())
        .hasValue("never never");
    Working senseless = new Working(List.of(times.required()), (context, parameters) -> {});
    assertThatThrownBy(() -> JobTester.of(senseless).run())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aResultThatTheServiceRefusesIsRefused() {
    JobTestResult result = tester((context, parameters) -> context.result("{a:1}")).run();
    assertThat(result.error()).get().isInstanceOf(IllegalArgumentException.class);
    assertThat(
            status(tester((context, parameters) -> context.result('"' + "x".repeat(65_535) + '"'))))
        .isEqualTo(Status.ERROR);
  }

  @Test
  void aTypeHasAnInstanceForEachRun() {
    List<Job> instances = new ArrayList<>();
    JobTester tester =
        JobTester.of(
            () -> {
              instances.add(new DemoJob());
              return instances.get(instances.size() - 1);
            });
    JobTestResult result = tester.with("image", "demo").run();
    assertThat(result.status()).isEqualTo(Status.SUCCESS);
    assertThat(result.checkIns()).containsExactly("30%", "60%", "100%");
    assertThat(result.waited()).isEqualTo(Duration.ofMillis(16_500));
    assertThat(result.messages()).contains("Sample job exit");
    tester.run();
    assertThat(instances).hasSize(2);
  }
}
