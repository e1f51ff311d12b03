package io.jobservice.joblog;

/** What a log says where lines are missing. */
final class LostLines {

  private LostLines() {}

  static String text(long lines, String why) {
    return (lines == 1 ? "1 line was lost: " : lines + " lines were lost: ") + why;
  }
}
