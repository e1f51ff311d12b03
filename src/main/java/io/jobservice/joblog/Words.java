package io.jobservice.joblog;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Failures in a few words, for people who read a log and know nothing of the disk behind it. */
public final class Words {

  private static final int LONGEST = 200;

  private Words() {}

  /** Why something failed, without paths and class names where that can be had. */
  static String of(Throwable failure) {
    return Excerpt.of(reason(failure), LONGEST);
  }

  /**
   * The same after the file that it is about, where that is known.
   *
   * @param failure what was thrown
   */
  public static String withFile(Throwable failure) {
    return failure instanceof FileSystemException file && file.getFile() != null
        ? file.getFile() + ": " + of(failure)
        : of(failure);
  }

  private static String reason(Throwable failure) {
    if (failure instanceof AccessDeniedException) {
      return "Permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "File exists";
    }
    if (failure instanceof NotDirectoryException) {
      return "Not a directory";
    }
    if (failure instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return failure.getMessage() == null || failure instanceof FileSystemException
        ? failure.getClass().getSimpleName()
        : failure.getMessage();
  }
}
