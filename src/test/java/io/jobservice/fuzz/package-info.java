/** Requests that no decent client sends, in great numbers, and what becomes of the service. */
package io.jobservice.fuzz;
