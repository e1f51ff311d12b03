/**
 * The programming model: everything that a person who writes a job imports.
 *
 * <p>Depends on the JDK and the API of SLF4J only; plugins see this package and nothing else of the
 * service. A job runs on one platform thread; unless a method says otherwise, what is here may be
 * called from the threads that a job starts as well.
 */
package io.jobservice.job;
