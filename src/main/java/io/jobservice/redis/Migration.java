package io.jobservice.redis;

/**
 * One change of the data of earlier releases. It keeps no notes of how far it is: what is to be
 * done is found in the data, so that it goes on where another one was killed, and does nothing
 * where all is done.
 */
interface Migration {

  /**
   * Makes one script call, or finds that there is nothing to do.
   *
   * @param holder who migrates, as the lock has it
   * @return whether there may be more to do
   */
  boolean step(String holder);
}
