package io.jobservice.cli;

import io.jobservice.testing.StubServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A service that answers what a test tells it to, and a shell that knows its address. */
abstract class StubbedService {

  @TempDir Path directory;
  StubServer server;
  Transcript shell;

  @BeforeEach
  final void start() throws IOException {
    server = new StubServer();
    shell = shell();
  }

  @AfterEach
  final void stop() {
    server.close();
  }

  /** A shell of its own: another has kept what its commands wrote. */
  final Transcript shell() {
    return new Transcript(directory).env("JOBSERVICE_URL", server.url()).env("CORE_SECRET", "s3");
  }
}
