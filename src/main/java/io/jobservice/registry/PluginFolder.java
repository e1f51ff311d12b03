package io.jobservice.registry;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;

/**
 * The folder of plugins: each jar in it is one, and each sub-folder with all the jars that lie
 * directly in it. Names that begin with a dot and files of other kinds are passed over; symbolic
 * links are followed.
 */
final class PluginFolder {

  private final Path folder;
  private final Problems problems;

  /** Is told what cannot be used. */
  interface Problems {
    void report(Path plugin, String reason);
  }

  /**
   * One plugin.
   *
   * @param path its jar or its folder
   * @param jars what it consists of, in the order in which classes are looked for
   */
  record Plugin(Path path, List<Path> jars) {

    URL[] urls() throws MalformedURLException {
      URL[] urls = new URL[jars.size()];
      for (int i = 0; i < urls.length; i++) {
        urls[i] = jars.get(i).toUri().toURL();
      }
      return urls;
    }
  }

  PluginFolder(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** All plugins that can be read, by their names; none if there is no such folder. */
  List<Plugin> plugins() {
    List<Plugin> plugins = new ArrayList<>();
    for (Path entry : Files.exists(folder) ? visible(folder) : List.<Path>of()) {
      if (Files.isDirectory(entry)) {
        List<Path> jars = visible(entry).stream().filter(PluginFolder::isJar).toList();
        if (jars.isEmpty()) {
          problems.report(entry, "there is no jar in this folder; put in those of one plugin");
        } else {
          add(plugins, new Plugin(entry, jars));
        }
      } else if (isJar(entry)) {
        add(plugins, new Plugin(entry, List.of(entry)));
      }
    }
    return plugins;
  }

  private static boolean isJar(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".jar");
  }

  private List<Path> visible(Path directory) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
      found.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException e) {
      problems.report(
          directory,
          "it cannot be read as a folder ("
              + e.getClass().getSimpleName()
              + "); mind its permissions");
      return List.of();
    }
    entries.removeIf(entry -> entry.getFileName().toString().startsWith("."));
    entries.sort(null);
    return entries;
  }

  /** The class loader would pass over a broken jar without a word. */
  private void add(List<Plugin> plugins, Plugin plugin) {
    for (Path jar : plugin.jars()) {
      try (JarFile file = new JarFile(jar.toFile())) {
        file.getManifest();
      } catch (NoSuchFileException e) {
        problems.report(jar, "the link leads nowhere; mend or remove it");
        return;
      } catch (IOException | SecurityException e) {
        problems.report(
            jar, "it cannot be read as a jar: " + e.getMessage() + "; put it there anew");
        return;
      }
    }
    plugins.add(plugin);
  }
}
