package io.jobservice.registry;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Set;

/**
 * Loads one plugin. It sees the JDK, SLF4J, this service's {@code io.jobservice.job} package and
 * what log back ends are made with, and nothing else of the service, resources included, so that a
 * plugin may bring any library in any version. Of what is in both, the service's is taken.
 */
final class PluginClassLoader extends URLClassLoader {

  static {
    ClassLoader.registerAsParallelCapable();
  }

  PluginClassLoader(String name, URL[] jars, ClassLoader service) {
    super(name, jars, new SharedClasses(service));
  }

  /** The part of the service that plugins may see. */
  private static final class SharedClasses extends ClassLoader {

    private static final Set<String> SHARED_PACKAGES =
        Set.of(
            "io.jobservice.job",
            "org.slf4j",
            "org.slf4j.event",
            "org.slf4j.helpers",
            "org.slf4j.spi");

    private static final Set<String> FOR_LOG_BACKENDS =
        Set.of(
            "io.jobservice.joblog.LogBackend",
            "io.jobservice.joblog.LogEntry",
            "io.jobservice.joblog.LogGetter",
            "io.jobservice.joblog.LogRefusedException",
            "io.jobservice.joblog.LogRun",
            "io.jobservice.joblog.LogSettings",
            "io.jobservice.joblog.LogSettingsException",
            "io.jobservice.joblog.LogStore",
            "io.jobservice.joblog.LogSweeper",
            "io.jobservice.joblog.LogWriter",
            "io.jobservice.joblog.StoredLog",
            "io.jobservice.model.LogLevel");

    private final ClassLoader service;

    SharedClasses(ClassLoader service) {
      super(ClassLoader.getPlatformClassLoader());
      this.service = service;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (isShared(name)) {
        return service.loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }

    private static boolean isShared(String name) {
      return SHARED_PACKAGES.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))))
          || FOR_LOG_BACKENDS.contains(name);
    }
  }
}
