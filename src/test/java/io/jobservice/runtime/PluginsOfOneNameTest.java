package io.jobservice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.Namespaces;
import io.jobservice.testing.NodeProcess;
import io.jobservice.testing.PluginJar;
import io.jobservice.testing.RedisServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsOfOneNameTest {

  @TempDir Path folder;

  @Test
  void keepTheServiceFromStartingWithTheStatusOfAWrongConfiguration() {
    Path plugins = folder.resolve("plugins");
    PluginJar.job("SAME", "").pack(plugins.resolve("one.jar"));
    PluginJar.job("SAME", "").pack(plugins.resolve("two/other.jar"));
    String redis = RedisServer.shared().url().toUri();
    String more = "jobs: {plugin_dir: %s}\n".formatted(plugins);
    try (NodeProcess node = new NodeProcess(folder, "node", redis, Namespaces.fresh(), 1, more)) {
      node.start();
      assertThat(node.awaitExit()).isEqualTo(78);
      assertThat(node.log())
          .contains("the job name SAME is registered twice")
          .contains(plugins.resolve("one.jar").toString(), plugins.resolve("two").toString())
          .contains("remove one of them");
    }
  }
}
