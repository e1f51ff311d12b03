package io.jobservice.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import io.jobservice.job.Parameter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobTypeTest {

  private record Described(List<Parameter> parameters) implements Job {

    @Override
    public String name() {
      return "DESCRIBED";
    }

    @Override
    public void run(JobContext context, JobParameters parameters) {}
  }

  private static JobType type(Parameter... parameters) {
    Job job = new Described(List.of(parameters));
    return JobType.of(job, "a test", () -> job);
  }

  @Test
  void aJobWhoseParametersMakeNoSenseIsRefusedByItsName() {
    Parameter wrong = Parameter.of("width", Parameter.Type.INTEGER).defaultsTo("wide");
    assertThatThrownBy(() -> type(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the job DESCRIBED: the parameter 'width' has a wrong default: ");
  }

  @Test
  void aMistypedNameIsToldFromAnUnknownOne() throws Exception {
    JobType type =
        type(
            Parameter.of("width", Parameter.Type.INTEGER).required(),
            Parameter.of("height", Parameter.Type.INTEGER).defaultsTo(5));
    assertThatThrownBy(() -> type.complete(JobParameters.of(Map.of("widht", 3))))
        .hasMessage("unknown parameter 'widht'; did you mean 'width'?");
    assertThatThrownBy(() -> type.complete(JobParameters.of(Map.of("width", 3, "depth", 3))))
        .hasMessage("unknown parameter 'depth'; there are width, height");
    assertThat(type.complete(JobParameters.of(Map.of("width", 3))).asMap())
        .isEqualTo(Map.of("width", 3L, "height", 5L));
  }

  @Test
  void aJobThatDescribesNothingTakesAnything() throws Exception {
    JobParameters anything = JobParameters.of(Map.of("x", 1));
    assertThat(type().complete(anything)).isSameAs(anything);
  }
}
