/** Whether the service leaves anything behind, however many jobs it has run. */
package io.jobservice.soak;
