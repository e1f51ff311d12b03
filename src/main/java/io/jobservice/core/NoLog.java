package io.jobservice.core;

import io.jobservice.joblog.LogSource;

/** The source of attempts that have logged nothing. */
enum NoLog implements LogSource {
  INSTANCE;

  @Override
  public long place() {
    return 0;
  }

  @Override
  public long size() {
    return 0;
  }

  @Override
  public int lines() {
    return 0;
  }

  @Override
  public int read(byte[] into) {
    return -1;
  }

  @Override
  public void close() {}
}
