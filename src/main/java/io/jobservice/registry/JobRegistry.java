package io.jobservice.registry;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The job types that this node runs. Immutable. */
public final class JobRegistry {

  private final SortedMap<String, JobType> types;
  private final Map<String, ClassLoader> plugins;

  JobRegistry(Map<String, JobType> types, Map<String, ClassLoader> plugins) {
    this.plugins = Map.copyOf(plugins);
    this.types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
  }

  /**
   * A registry of given types.
   *
   * @param types the types; the names differ
   */
  public static JobRegistry of(JobType... types) {
    Map<String, JobType> byName = new TreeMap<>();
    for (JobType type : types) {
      byName.put(type.name(), type);
    }
    return new JobRegistry(byName, Map.of());
  }

  /**
   * A type.
   *
   * @param name its name, case-sensitive
   */
  public Optional<JobType> find(String name) {
    return Optional.ofNullable(types.get(name));
  }

  /** All types by name, sorted. Cannot be changed. */
  public SortedMap<String, JobType> types() {
    return types;
  }

  /** The class loaders of plugins, by the paths of their jars. Cannot be changed. */
  public Map<String, ClassLoader> plugins() {
    return plugins;
  }
}
