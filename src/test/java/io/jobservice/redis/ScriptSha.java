package io.jobservice.redis;

/** The names by which Redis knows our scripts, so that a test can tell one call from another. */
public final class ScriptSha {

  private ScriptSha() {}

  /** The SHA-1 of a script. */
  public static String of(String name) {
    return Script.load(name).sha().text();
  }
}
