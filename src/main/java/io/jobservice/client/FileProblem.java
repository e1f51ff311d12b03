package io.jobservice.client;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Words for failures of files, whose exceptions carry nothing but a path. */
public final class FileProblem {

  private FileProblem() {}

  /**
   * What went wrong, in words that can follow the path and a colon.
   *
   * @param e the failure
   */
  public static String of(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
