/**
 * The typed configuration: its sources (YAML, environment), its defaults and its validation.
 *
 * <p>Imports nothing of the service but {@code model} and {@code job}. Everything here is immutable
 * and safe to share between threads.
 */
package io.jobservice.config;
