/**
 * The command line: commands, output, exit codes.
 *
 * <p>May import {@code client} and {@code config}; {@code runtime} from {@code serve} only.
 */
package io.jobservice.cli;
