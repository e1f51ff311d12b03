package io.jobservice.model;

/**
 * The stable error codes of the API, with the HTTP status that each travels under. Number and
 * general text are those of the old service, whose clients may compare either.
 */
public enum ErrorCode {
  /** The body of a request could not be read. */
  READ_BODY(10000, 400, "read request body failed with error"),
  /** The body of a request is no JSON of the right shape. */
  JSON(10001, 400, "handle json data failed with error"),
  /** Launching a job failed. */
  LAUNCH(10003, 500, "launch job failed with error"),
  /** Reading the state of the pools failed. */
  POOL_STATS(10004, 500, "check stats of server failed with error"),
  /** Reading the stats of a job failed. */
  JOB_STATS(10005, 500, "get job stats failed with error"),
  /** Stopping a job failed. */
  STOP(10006, 500, "stop job failed with error"),
  /** An action that the service does not have. */
  UNKNOWN_ACTION(10008, 501, "unknown job action name"),
  /** Reading a log failed. */
  LOG(10009, 500, "failed to get the job log"),
  /** No such job, or no such queue. */
  NOT_FOUND(10010, 404, "object is not found"),
  /** Secret missing or wrong. */
  UNAUTHORIZED(10011, 401, "unauthorized"),
  /** The request contradicts the state of things. */
  CONFLICT(10012, 409, "conflict"),
  /** The request makes no sense. */
  BAD_REQUEST(10013, 400, "bad request"),
  /** The request is larger than the service takes. */
  TOO_LARGE(10021, 413, "request too large"),
  /** An idempotency key came with another request before. */
  IDEMPOTENCY_KEY_REUSED(10022, 422, "idempotency key reused"),
  /** There is as much to do as the service takes. */
  TOO_MANY(10023, 429, "too many"),
  /** Redis, or a part of the service, is away. */
  UNAVAILABLE(10024, 503, "service unavailable"),
  /** There is no such route. */
  NO_ROUTE(10025, 404, "no such route"),
  /** The route does not have this method. */
  NO_METHOD(10025, 405, "method not allowed");

  private final int code;
  private final int httpStatus;
  private final String text;

  ErrorCode(int code, int httpStatus, String text) {
    this.code = code;
    this.httpStatus = httpStatus;
    this.text = text;
  }

  /** The number in error bodies. */
  public int code() {
    return code;
  }

  /** The status of the answer. */
  public int httpStatus() {
    return httpStatus;
  }

  /** The general text that belongs to the number. */
  public String text() {
    return text;
  }
}
