package io.jobservice.registry;

import io.jobservice.job.Job;
import java.util.ServiceConfigurationError;

/** Why a job of a plugin cannot be loaded, and what to do about it, in words. */
final class PluginFault {

  private static final String PREFIX = Job.class.getName() + ": ";

  private PluginFault() {}

  /** The words for a failure; whatever it does when it is asked for its own. */
  static String of(Throwable failure) {
    Throwable cause = cause(failure);
    if (cause instanceof UnsupportedClassVersionError) {
      int here = Runtime.version().feature();
      return "it was compiled for a newer Java than %d, which runs here; compile it with --release %d (%s)"
          .formatted(here, here, text(cause));
    }
    if (cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException) {
      return "it needs the class "
          + text(cause).replace('/', '.')
          + ", which it does not have; put the library into the same jar, or both into a folder"
          + " of their own";
    }
    if (cause instanceof IncompatibleClassChangeError) {
      return "it was compiled against another version of what it uses ("
          + described(cause)
          + "); compile it against this jobservice and the libraries that it brings";
    }
    if (cause instanceof NoSuchMethodException) {
      return "it has no public constructor without parameters; give it one";
    }
    if (cause instanceof ServiceConfigurationError) {
      return "META-INF/services/"
          + Job.class.getName()
          + " is wrong: "
          + text(cause).replace(PREFIX, "")
          + "; in each of its lines is the name of a class of this plugin that implements Job";
    }
    return "it fails with " + described(cause) + "; mend it, or remove it";
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof ServiceConfigurationError
            || cause instanceof ExceptionInInitializerError)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String described(Throwable cause) {
    StackTraceElement[] stack = cause.getStackTrace();
    String name = cause.getClass().getName();
    String text = text(cause);
    return (text.isEmpty() ? name : name + ": " + text)
        + (stack.length == 0 ? "" : " at " + place(stack[0]));
  }

  private static String place(StackTraceElement element) {
    return element.getClassName() + "." + element.getMethodName() + ":" + element.getLineNumber();
  }

  private static String text(Throwable cause) {
    try {
      String text = cause.getMessage();
      return text == null ? "" : text;
    } catch (Throwable worse) {
      // It is a stranger's code that made it.
      return "";
    }
  }
}
