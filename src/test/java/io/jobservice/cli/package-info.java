/** Tests of the command line, and the generators of what describes it. */
package io.jobservice.cli;
