package io.jobservice.registry;

import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import io.jobservice.job.Parameter;
import java.util.List;
import java.util.function.Supplier;

/**
 * A job of a plugin. Whatever it is asked, the context class loader of the thread is that of its
 * plugin meanwhile, by which libraries look for classes, resources and services.
 */
final class PluginJob implements Job {

  private final Job job;
  private final ClassLoader classes;

  private PluginJob(Job job, ClassLoader classes) {
    this.job = job;
    this.classes = classes;
  }

  /** The same factory, for jobs that find what their plugin has. */
  static Supplier<Job> factory(Supplier<Job> jobs, ClassLoader classes) {
    return () -> {
      ClassLoader before = enter(classes);
      try {
        return new PluginJob(jobs.get(), classes);
      } finally {
        leave(before);
      }
    };
  }

  private static ClassLoader enter(ClassLoader classes) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes);
    return before;
  }

  private static void leave(ClassLoader before) {
    Thread.currentThread().setContextClassLoader(before);
  }

  private <T> T within(Supplier<T> call) {
    ClassLoader before = enter(classes);
    try {
      return call.get();
    } finally {
      leave(before);
    }
  }

  @Override
  public String name() {
    return within(job::name);
  }

  @Override
  public int maxFails() {
    return within(job::maxFails);
  }

  @Override
  public int maxConcurrency() {
    return within(job::maxConcurrency);
  }

  @Override
  public boolean shouldRetry() {
    return within(job::shouldRetry);
  }

  @Override
  public String description() {
    return within(job::description);
  }

  @Override
  public List<Parameter> parameters() {
    return within(job::parameters);
  }

  @Override
  public void validate(JobParameters parameters) throws InvalidParametersException {
    ClassLoader before = enter(classes);
    try {
      job.validate(parameters);
    } finally {
      leave(before);
    }
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    ClassLoader before = enter(classes);
    try {
      job.run(context, parameters);
    } finally {
      leave(before);
    }
  }
}
