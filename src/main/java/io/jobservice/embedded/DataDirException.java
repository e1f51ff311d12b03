package io.jobservice.embedded;

/** The data folder cannot be used. The message names the folder and says what to do. */
public final class DataDirException extends Exception {

  private static final long serialVersionUID = 1L;

  DataDirException(String message, Throwable cause) {
    super(message, cause);
  }
}
