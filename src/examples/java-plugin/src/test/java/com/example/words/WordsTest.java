package com.example.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jobservice.job.testing.JobTestResult;
import io.jobservice.job.testing.JobTestResult.Status;
import io.jobservice.job.testing.JobTester;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs in memory, without a service. */
class WordsTest {

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    Files.writeString(folder.resolve("one.txt"), "to be\n\nor not  to be\n");
    Files.writeString(folder.resolve("two.txt"), "that is the question\n");
    Files.writeString(folder.resolve("three.csv"), "not,asked\n");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void theWordsOfAFileAreCounted() {
    JobTestResult result = JobTester.of(new CountWords()).with("file", file("one.txt")).run();
    assertEquals(Status.SUCCESS, result.status());
    assertEquals(Optional.of("{\"words\":6}"), result.json());
    assertTrue(result.messages().get(0).endsWith("has 6 words"));
  }

  @Test
  void itTellsHowFarItIsAndStopsWhenItIsTold() {
    JobTester tester =
        JobTester.of(new CountWords()).with("file", file("one.txt")).with("checkInEvery", 1);
    assertEquals(List.of("29%", "33%", "100%"), tester.run().checkIns());
    JobTestResult stopped = tester.stopAtCheckIn("29%").run();
    assertEquals(Status.STOPPED, stopped.status());
    assertEquals(List.of("29%"), stopped.checkIns());
  }

  @Test
  void parametersThatMakeNoSenseAreRefused() {
    assertTrue(JobTester.of(new CountWords()).refusal().orElseThrow().contains("file"));
    assertTrue(
        JobTester.of(new CountWords())
            .with("file", "x")
            .with("checkInEvery", 0)
            .refusal()
            .orElseThrow()
            .contains("checkInEvery"));
  }

  @Test
  void aFolderIsCountedByASubJobForEachFileOnce() {
    JobTester tester = JobTester.of(CountFolder::new).with("folder", folder.toString());
    JobTestResult first = tester.run();
    assertEquals(Status.SUCCESS, first.status());
    assertEquals(3, first.launches().size());
    String one = first.launch("count one.txt").orElseThrow().id();
    String two = first.launch("count two.txt").orElseThrow().id();
    assertEquals(List.of(one, two), first.launch("report").orElseThrow().request().after());

    JobTestResult again = tester.run();
    assertEquals(one, again.launch("count one.txt").orElseThrow().id());
    assertFalse(again.launch("count one.txt").orElseThrow().isNew());
  }
}
