/** What tests of several packages share. */
package io.jobservice.testing;
