package io.jobservice.model;

import java.util.regex.Pattern;

/** The form of job names; a name with a colon would collide with a key of the layout. */
public final class JobName {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

  private JobName() {}

  /**
   * Whether a text may name a job type.
   *
   * @param text any text
   */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }
}
