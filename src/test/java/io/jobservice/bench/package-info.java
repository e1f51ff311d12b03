/** The benchmark of the service: the packaged program, a Redis of its own, and a load beside it. */
package io.jobservice.bench;
