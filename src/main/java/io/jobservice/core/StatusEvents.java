package io.jobservice.core;

import io.jobservice.model.BadRequestException;
import io.jobservice.model.ServiceException;
import io.jobservice.model.StatusEvent;
import io.jobservice.model.UnavailableException;
import java.time.Duration;
import java.util.Optional;

/**
 * What happens to jobs, on whichever node, for those who follow it. Safe to share. Redis keeps
 * events only while somebody follows, and some minutes longer, so that a follower who comes back
 * hears what it missed.
 */
public final class StatusEvents {

  /** One who follows; for one thread. */
  public static final class Follower implements AutoCloseable {

    /**
     * Waits for the next event.
     *
     * @param longest how long at most
     * @return the event; empty when there was none
     * @throws InterruptedException if the thread is interrupted
     * @throws UnavailableException if the events between are lost because Redis was away too long
     */
    public Optional<StatusEvent> next(Duration longest)
        throws InterruptedException, UnavailableException {
      return Optional.empty();
    }

    /** Whether a further event is at hand. */
    public boolean isAtHand() {
      return false;
    }

    @Override
    public void close() {}
  }

  /**
   * Begins to follow. Events that happen after this call are told, with all that follow on the one
   * that is named; a gap is told where some may be missing.
   *
   * @param after the id of the last event that is known; empty to begin now
   * @throws BadRequestException if that is no id of an event
   * @throws UnavailableException if Redis is away
   */
  public Follower follow(Optional<String> after) throws ServiceException {
    return new Follower();
  }

  /**
   * Reads what has happened since the last turn, or waits up to a second for it, or for a follower.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void turn() throws InterruptedException {}
}
