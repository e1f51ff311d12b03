/** Tests of the client. */
package io.jobservice.client;
