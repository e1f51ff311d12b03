package io.jobservice.registry;

import io.jobservice.job.Job;
import io.jobservice.model.JobName;
import io.jobservice.model.TypePolicy;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the job types of a node: those that ship with the service, and those of each jar in the
 * plugin folder. What cannot be loaded is reported, and the rest is there. The class loaders stay
 * open as long as the program runs.
 */
public final class JobLoader {

  private static final Logger LOG = LoggerFactory.getLogger(JobLoader.class);

  private static final String LOG_BACKENDS = "META-INF/services/io.jobservice.joblog.LogBackend";

  private final Map<String, JobType> types = new TreeMap<>();
  private final Map<String, ClassLoader> plugins = new TreeMap<>();

  private JobLoader() {}

  /**
   * Loads all types.
   *
   * @param pluginDir the folder of plugin jars; it may be missing
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
    loader.addAll("the service", JobLoader.class.getClassLoader());
    for (Path jar : jars(pluginDir)) {
      loader.addJar(jar);
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

  private static List<Path> jars(Path pluginDir) {
    List<Path> jars = new ArrayList<>();
    if (Files.isDirectory(pluginDir)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(pluginDir, "*.jar")) {
        found.forEach(jars::add);
      } catch (IOException e) {
        LOG.error("plugins: the folder {} cannot be read: {}", pluginDir, e.toString());
      }
    }
    jars.sort(null);
    return jars;
  }

  private void addJar(Path jar) throws DuplicateJobException {
    try {
      URL[] urls = {jar.toUri().toURL()};
      ClassLoader service = JobLoader.class.getClassLoader();
      ClassLoader plugin = new PluginClassLoader(jar.getFileName().toString(), urls, service);
      plugins.put(jar.toString(), plugin);
      addAll(jar.toString(), plugin);
    } catch (MalformedURLException e) {
      LOG.error("plugin {}: {}", jar, e.getMessage());
    }
  }

  private void addAll(String source, ClassLoader classes) throws DuplicateJobException {
    int before = types.size();
    Iterator<ServiceLoader.Provider<Job>> found =
        ServiceLoader.load(Job.class, classes).stream()
            .filter(provider -> provider.type().getClassLoader() == classes)
            .iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          break;
        }
        add(source, found.next());
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        LOG.error("plugin {}: a job cannot be loaded and is left out: {}", source, e.toString());
      }
    }
    if (types.size() == before && classes.getResource(LOG_BACKENDS) == null) {
      LOG.warn("plugin {}: no job was found in it", source);
    }
  }

  private void add(String source, Supplier<Job> factory) throws DuplicateJobException {
    Job job = factory.get();
    String name = job.name();
    if (name == null || !JobName.isValid(name)) {
      LOG.error(
          "plugin {}: the job name '{}' is left out: use 1 to 128 of A-Z a-z 0-9 _ . -",
          source,
          name);
      return;
    }
    add(JobType.of(job, source, factory));
  }

  private void add(JobType type) throws DuplicateJobException {
    JobType other = types.putIfAbsent(type.name(), type);
    if (other != null) {
      throw new DuplicateJobException(
          "the job name "
              + type.name()
              + " is registered twice: by "
              + other.source()
              + " and by "
              + type.source());
    }
  }
}
