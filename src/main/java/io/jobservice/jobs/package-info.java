/**
 * The jobs that ship with the service: the one to try it with, and the one that is a program.
 *
 * <p>Imports nothing of the service but {@code job} and {@code model}.
 */
package io.jobservice.jobs;
