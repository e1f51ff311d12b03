package io.jobservice.joblog;

/** Finds who called the logger, as {@code /package/File.java:12}. */
final class CallSite {

  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final String HERE = CallSite.class.getPackageName() + ".";

  private CallSite() {}

  /**
   * The position in the source.
   *
   * @param boundary a class that logs for others and is passed over; null if there is none
   */
  static String find(String boundary) {
    return WALKER.walk(
        frames ->
            frames
                .dropWhile(frame -> isLogging(frame.getClassName(), boundary))
                .findFirst()
                .map(CallSite::position)
                .orElse("?"));
  }

  private static boolean isLogging(String className, String boundary) {
    return className.startsWith("org.slf4j.")
        || className.equals(HERE + "JobLogger")
        || className.equals(HERE + "CallSite")
        || className.equals(boundary);
  }

  private static String position(StackWalker.StackFrame frame) {
    String className = frame.getClassName();
    int dot = className.lastIndexOf('.');
    String folder = dot < 0 ? "/" : "/" + className.substring(0, dot).replace('.', '/') + "/";
    String file = frame.getFileName() == null ? className.substring(dot + 1) : frame.getFileName();
    return folder + file + ":" + frame.getLineNumber();
  }
}
