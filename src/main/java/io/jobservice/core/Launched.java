package io.jobservice.core;

import io.jobservice.model.ErrorCode;
import io.jobservice.model.GoJson;
import io.jobservice.model.ServiceException;

/** What came of one job of several that were to be taken in. */
public sealed interface Launched {

  /**
   * How it stands in the answer to a list: <code>{"job":{..}}</code> or <code>{"error":{..}}</code>
   * .
   */
  String toJson();

  /**
   * It was taken in, or would be.
   *
   * @param job its JSON
   */
  record Done(String job) implements Launched {

    @Override
    public String toJson() {
      return "{\"job\":" + job + "}";
    }
  }

  /**
   * It was not.
   *
   * @param error why
   */
  record Failed(ServiceException error) implements Launched {

    @Override
    public String toJson() {
      ErrorCode code = error.code();
      return "{\"error\":{\"status\":"
          + code.httpStatus()
          + ",\"code\":"
          + code.code()
          + ",\"err\":"
          + GoJson.quoted(code.text())
          + ",\"description\":"
          + GoJson.quoted(String.valueOf(error.getMessage()))
          + "}}";
    }
  }
}
