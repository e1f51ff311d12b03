/**
 * Job types: what is registered on this node and by living pools, and where plugins come from.
 *
 * <p>May import {@code jobs}, {@code redis} and {@code config}. The registry is immutable once
 * loaded.
 */
package io.jobservice.registry;
