package io.jobservice.api;

import io.jobservice.model.ErrorCode;
import io.jobservice.model.GoJson;
import io.jobservice.model.JobState;
import io.jobservice.model.ServiceException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** What a request is answered with. */
sealed interface Answer {

  /** The status of the answer. */
  int status();

  /** Headers beside the content type. */
  Map<String, String> headers();

  /** A JSON body. */
  record Json(int status, String body, Map<String, String> headers) implements Answer {}

  /** No body. */
  record Empty(int status, Map<String, String> headers) implements Answer {}

  /**
   * A body of any length, closed by whoever sends it.
   *
   * @param packable whether it may be sent as gzip to who takes that
   */
  record Stream(
      int status,
      String contentType,
      Map<String, String> headers,
      StreamBody body,
      boolean packable)
      implements Answer {}

  /**
   * An answer that may take long to be had or to be sent.
   *
   * @param readsBody whether the work reads the body of the request; if not, the body is passed
   *     over before the work begins
   */
  record Later(Work work, boolean readsBody) implements Answer {

    /** One that has no use for the body of the request, or has read it. */
    Later(Work work) {
      this(work, false);
    }

    @Override
    public int status() {
      throw new IllegalStateException("it is not known so far");
    }

    @Override
    public Map<String, String> headers() {
      return Map.of();
    }
  }

  /**
   * An answer that is to be had when a job has changed, or some time is over.
   *
   * @param id the job
   * @param was its state when the request came
   * @param longest how long to wait for another one
   * @param work gives the answer then
   */
  record Waiting(String id, JobState was, Duration longest, Work work) implements Answer {

    @Override
    public int status() {
      throw new IllegalStateException("it is not known so far");
    }

    @Override
    public Map<String, String> headers() {
      return Map.of();
    }
  }

  /** What gives an answer, which is not for later once more. */
  interface Work {
    Answer answer() throws ServiceException, IOException;
  }

  static Answer text(int status, Map<String, String> headers, StreamBody body, boolean packable) {
    return new Stream(status, "text/plain; charset=utf-8", headers, body, packable);
  }

  static Answer json(int status, String body) {
    return new Json(status, body, Map.of());
  }

  /** The documented names, and those by which the old service's clients read an error. */
  static Answer error(ErrorCode code, String detail, Map<String, String> headers) {
    return error(code.httpStatus(), code, detail, headers);
  }

  /** An error under another status than that of its code. */
  static Answer error(int status, ErrorCode code, String detail, Map<String, String> headers) {
    String general = GoJson.quoted(code.text());
    String special = GoJson.quoted(detail);
    String body =
        "{\"code\":%d,\"err\":%s,\"description\":%s,\"message\":%s,\"details\":%s}"
            .formatted(code.code(), general, special, general, special);
    return new Json(status, body, headers);
  }

  static Answer error(ErrorCode code, String detail) {
    return error(code, detail, Map.of());
  }
}
