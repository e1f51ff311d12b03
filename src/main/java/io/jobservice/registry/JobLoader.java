package io.jobservice.registry;

import io.jobservice.job.Job;
import io.jobservice.model.JobName;
import io.jobservice.model.TypePolicy;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the job types of a node: those that ship with the service, and those of each plugin. What
 * cannot be loaded is reported, and the rest is there. The class loaders stay open as long as the
 * program runs.
 */
public final class JobLoader {

  private static final Logger LOG = LoggerFactory.getLogger(JobLoader.class);

  private static final String SERVICE = "the service";
  private static final String OWN_JOBS = "io.jobservice.jobs";
  private static final int MOST_FAULTS = 100;
  private static final String LOG_BACKENDS = "META-INF/services/io.jobservice.joblog.LogBackend";

  private final Map<String, JobType> types = new TreeMap<>();
  private final Map<String, ClassLoader> plugins = new TreeMap<>();

  private JobLoader() {}

  /**
   * Loads all types.
   *
   * @param pluginDir the folder of plugins: jars, and folders of jars; it may be missing
   * @param policies what the configuration says of types, by name; it comes before what their
   *     classes say. A name that is not registered here is warned of only, since another node may
   *     register it
   * @throws DuplicateJobException if two sources register the same name
   */
  public static JobRegistry load(Path pluginDir, Map<String, TypePolicy> policies)
      throws DuplicateJobException {
    return load(pluginDir, policies, CommandJobs.none());
  }

  /**
   * The same with the programs of the configuration.
   *
   * @param commands these programs
   * @throws DuplicateJobException if two sources register the same name
   */
  public static JobRegistry load(
      Path pluginDir, Map<String, TypePolicy> policies, CommandJobs commands)
      throws DuplicateJobException {
    JobLoader loader = new JobLoader();
    loader.addAll(SERVICE, JobLoader.class.getClassLoader());
    for (PluginFolder.Plugin plugin : new PluginFolder(pluginDir, JobLoader::report).plugins()) {
      loader.addPlugin(plugin);
    }
    for (JobType command : commands.types()) {
      loader.add(command);
    }
    loader.apply(policies);
    return new JobRegistry(loader.types, loader.plugins);
  }

  private void apply(Map<String, TypePolicy> policies) {
    new TreeMap<>(policies)
        .forEach(
            (name, policy) -> {
              if (types.computeIfPresent(name, (same, type) -> type.with(policy)) == null) {
                LOG.warn("jobs.types.{}: no job type of this name is registered here", name);
              }
            });
  }

  /** Thrown when two sources register the same job name; the message names both. */
  public static final class DuplicateJobException extends Exception {

    private static final long serialVersionUID = 1L;

    DuplicateJobException(String message) {
      super(message);
    }
  }

  private void addPlugin(PluginFolder.Plugin plugin) throws DuplicateJobException {
    try {
      ClassLoader service = JobLoader.class.getClassLoader();
      String name = plugin.path().getFileName().toString();
      ClassLoader classes = new PluginClassLoader(name, plugin.urls(), service);
      plugins.put(plugin.path().toString(), classes);
      addAll(plugin.path().toString(), classes);
    } catch (MalformedURLException e) {
      report(plugin.path(), e.getMessage());
    }
  }

  private static void report(Path plugin, String reason) {
    LOG.error("plugin {} is left out: {}", plugin, reason);
  }

  private void addAll(String source, ClassLoader classes) throws DuplicateJobException {
    int jobs = 0;
    int faults = 0;
    Iterator<ServiceLoader.Provider<Job>> found =
        ServiceLoader.load(Job.class, classes).stream()
            .filter(provider -> provider.type().getClassLoader() == classes)
            .iterator();
    while (faults < MOST_FAULTS) {
      Optional<Class<?>> type = Optional.empty();
      try {
        if (!found.hasNext()) {
          break;
        }
        ServiceLoader.Provider<Job> provider = found.next();
        jobs++;
        type = Optional.of(provider.type());
        if (isOurs(source, provider.type())) {
          LOG.warn(
              "plugin {}: it holds jobservice itself; build it with that dependency 'provided'",
              source);
        } else {
          add(source, classes, provider);
        }
      } catch (DuplicateJobException e) {
        throw e;
      } catch (Throwable e) {
        // Whatever a stranger's code dies of, the rest starts.
        faults++;
        LOG.error(
            "plugin {}: a job is left out{}: {}",
            source,
            type.map(job -> ", " + job.getName()).orElse(""),
            PluginFault.of(e));
      }
    }
    if (jobs + faults == 0 && classes.getResource(LOG_BACKENDS) == null) {
      LOG.warn(
          "plugin {}: no job was found in it; the file META-INF/services/{} names its classes",
          source,
          Job.class.getName());
    }
  }

  private static boolean isOurs(String source, Class<?> job) {
    return !source.equals(SERVICE) && job.getPackageName().equals(OWN_JOBS);
  }

  private void add(String source, ClassLoader classes, ServiceLoader.Provider<Job> provider)
      throws DuplicateJobException {
    Supplier<Job> factory =
        source.equals(SERVICE) ? provider : PluginJob.factory(provider, classes);
    Job job = factory.get();
    String name = job.name();
    if (name == null || !JobName.isValid(name)) {
      LOG.error(
          "plugin {}: a job is left out, {}: its name is '{}'; use 1 to 128 of A-Z a-z 0-9 _ . -",
          source,
          provider.type().getName(),
          name);
      return;
    }
    add(JobType.of(job, source, factory));
  }

  private void add(JobType type) throws DuplicateJobException {
    JobType other = types.putIfAbsent(type.name(), type);
    if (other != null) {
      throw new DuplicateJobException(
          "the job name %s is registered twice: by %s and by %s"
              .formatted(type.name(), other.source(), type.source()));
    }
  }
}
