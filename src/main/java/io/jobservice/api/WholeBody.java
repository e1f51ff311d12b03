package io.jobservice.api;

import java.io.ByteArrayInputStream;

/** The body of a request that has been read already. */
final class WholeBody extends ByteArrayInputStream {

  WholeBody(byte[] bytes) {
    super(bytes);
  }

  /** All of it, wherever a reader is; not to be changed. */
  byte[] bytes() {
    return buf;
  }
}
