/**
 * The command line: commands, output, exit codes, the terminal.
 *
 * <p>May import {@code client} and {@code config}; {@code runtime} from {@code serve} only. Results
 * go to standard output, everything else to standard error. Commands throw; {@link
 * io.jobservice.cli.Failures} alone turns what they throw into words and exit codes. One thread,
 * but for bulk work, which asks the service from helpers of the {@link io.jobservice.cli.Shell} and
 * writes from one.
 *
 * <p>The fields of options and parameters are not private, so that {@link
 * io.jobservice.cli.CommandModels} can set them without reflection; no other class touches them.
 */
package io.jobservice.cli;
