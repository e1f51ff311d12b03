package io.jobservice.hook;

import java.net.URI;
import java.util.Map;
import java.util.Objects;

/**
 * What is to be posted.
 *
 * @param url where to: http or https, with user and password if the receiver wants them
 * @param headers further headers, by name
 * @param id the id of the event, for its signature: visible ASCII
 * @param body JSON
 */
record HookRequest(URI url, Map<String, String> headers, String id, String body) {

  HookRequest {
    Objects.requireNonNull(url);
    headers = Map.copyOf(headers);
  }
}
