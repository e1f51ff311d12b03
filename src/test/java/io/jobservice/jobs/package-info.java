/** Programs as jobs. */
package io.jobservice.jobs;
