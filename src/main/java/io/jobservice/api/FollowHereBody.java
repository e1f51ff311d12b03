package io.jobservice.api;

import io.jobservice.joblog.LogSource;
import io.jobservice.joblog.Peers;
import io.jobservice.model.ServiceException;
import io.jobservice.model.UnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * What attempts log here, for another node, until they are over. It is never silent for long, so
 * that the other one can tell.
 */
record FollowHereBody(LogSource source, Ending ending) implements StreamBody {

  private static final int BLOCK = 64 << 10;
  private static final long PAUSE_MILLIS = 50;
  private static final int LOOK_PAUSES = 5;
  private static final int PULSE_PAUSES = (int) (Peers.PULSE.toMillis() / PAUSE_MILLIS);

  /** Tells whether the attempts are over. */
  interface Ending {
    boolean isOver() throws ServiceException;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException, ServiceException, InterruptedException {
    byte[] block = new byte[BLOCK];
    // Asked before the log is read: what is at its end then is the end.
    boolean over = isOver();
    int pauses = 0;
    pulse(out);
    while (true) {
      int count = source.read(block);
      if (count > 0) {
        out.write(block, 0, count);
        continue;
      }
      if (count < 0 || over) {
        return;
      }
      out.flush();
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      pauses++;
      if (pauses % LOOK_PAUSES == 0) {
        over = isOver();
      }
      if (pauses % PULSE_PAUSES == 0) {
        pulse(out);
      }
    }
  }

  /** While Redis is away nobody can tell, and whoever reads decides how long to wait. */
  private boolean isOver() throws ServiceException {
    try {
      return ending.isOver();
    } catch (UnavailableException e) {
      return false;
    }
  }

  private static void pulse(OutputStream out) throws IOException {
    out.write(Peers.ALIVE);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
