package io.jobservice.fuzz;

/** Where a request is malformed. */
enum Level {
  /** Bytes that are no HTTP, or not the HTTP that they say. */
  PROTOCOL,
  /** HTTP with a body that is no JSON, or not the JSON that is expected. */
  JSON,
  /** HTTP and JSON that ask for what makes no sense. */
  SEMANTIC
}
