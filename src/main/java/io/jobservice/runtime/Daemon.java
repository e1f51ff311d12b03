package io.jobservice.runtime;

import io.jobservice.config.ConfigException;
import io.jobservice.config.ConfigLoader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon as a program: configuration, log, signals, exit status. */
public final class Daemon {

  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int UNAVAILABLE = 69;
  private static final int CONFIGURATION = 78;

  private Daemon() {}

  /**
   * Serves until a signal comes.
   *
   * @param config the file of the configuration
   * @param environment the environment variables
   * @param version the version of the program
   * @param err for what is wrong
   * @return the exit status
   */
  public static int run(
      Path config, Map<String, String> environment, String version, PrintStream err) {
    UnaskedExit exit = UnaskedExit.watch();
    int status = FAILED;
    try {
      status = run(config, environment, version, err, exit);
      return status;
    } finally {
      exit.ended(status);
    }
  }

  private static int run(
      Path config,
      Map<String, String> environment,
      String version,
      PrintStream err,
      UnaskedExit exit) {
    ConfigLoader.Loaded loaded;
    try {
      loaded = ConfigLoader.load(config, environment);
    } catch (ConfigException e) {
      err.println(e.getMessage());
      return CONFIGURATION;
    }
    StandardStreams.keepOpen();
    try (ServiceLog serviceLog = ServiceLog.ofProcess()) {
      serviceLog.apply(loaded.config());
      Reload reload = new Reload(config, environment, loaded, serviceLog);
      Signals.register("HUP", reload::run);
      Loop tending = serviceLog.loop();
      tending.start();
      Logger log = LoggerFactory.getLogger(Daemon.class);
      loaded.warnings().forEach(log::warn);
      exit.closesFirst(serviceLog::close);
      int status = serve(loaded, version, serviceLog, exit, log, err);
      tending.quitNow();
      return status;
    } catch (StartException e) {
      err.println("jobservice: " + e.getMessage());
      return FAILED;
    }
  }

  private static int serve(
      ConfigLoader.Loaded loaded,
      String version,
      ServiceLog serviceLog,
      UnaskedExit exit,
      Logger log,
      PrintStream err) {
    CountDownLatch told = new CountDownLatch(1);
    EndSignals.handle(
        signal -> {
          log.info("{}: stopping; a second signal ends at once", signal);
          told.countDown();
        });
    log.info("jobservice {} starts", version);
    try {
      JobService service =
          JobService.start(loaded.config(), version, () -> told.getCount() == 0, serviceLog);
      exit.serves(service, loaded.config().shutdownGrace());
      told.await();
      exit.endInOrder();
      service.close();
    } catch (StartException e) {
      if (told.getCount() == 0) {
        return OK;
      }
      log.debug("the start failed", e);
      err.println("jobservice: " + e.getMessage());
      return e.isMisconfigured() ? CONFIGURATION : e.isUnavailable() ? UNAVAILABLE : FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
    log.info("stopped");
    return OK;
  }
}
