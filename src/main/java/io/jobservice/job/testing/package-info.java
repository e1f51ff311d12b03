/**
 * A test kit for people who write jobs: runs a job in memory, without Redis and without HTTP.
 *
 * <p>May import {@code job}; depends on the JDK and the API of SLF4J only. It is for the tests of a
 * plugin, which has the service's jar on its class path then; a node does not give it to plugins.
 */
package io.jobservice.job.testing;
