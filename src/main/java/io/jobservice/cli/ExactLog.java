package io.jobservice.cli;

import java.io.IOException;

/** Prints a log byte for byte. */
final class ExactLog extends LogPrinter {

  private final Output out;
  private boolean empty = true;

  ExactLog(Output out) {
    this.out = out;
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.bytes().write(bytes, from, length);
    empty &= length == 0;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  void quiet() throws IOException {
    out.flush();
  }

  @Override
  void finish() throws IOException {
    out.flush();
  }

  @Override
  boolean isEmpty() {
    return empty;
  }
}
