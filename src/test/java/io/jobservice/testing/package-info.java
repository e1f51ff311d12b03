/** What tests of several packages share: a real Redis server, and a network that fails. */
package io.jobservice.testing;
