package io.jobservice.redis;

import java.util.Optional;

/** The version of the data of a namespace. Safe to share. */
public final class Schema {

  /** The one that this service reads and writes. */
  static final String OURS = "1.8.1";

  private final Redis redis;

  /**
   * The data of a namespace.
   *
   * @param redis where it is
   */
  public Schema(Redis redis) {
    this.redis = redis;
  }

  /**
   * Refuses data that are newer than this service, or of no version at all; older ones and none are
   * taken.
   *
   * @throws SchemaException if the data are refused
   * @throws RedisUnavailableException if Redis does not answer
   */
  public void check() {
    version();
  }

  /** The version, empty when there is none; checked. */
  Optional<String> version() {
    String key = redis.keys().schemaVersion();
    Optional<String> version = Optional.ofNullable(redis.read(jedis -> jedis.get(key)));
    if (version.isPresent() && !version.get().equals(OURS)) {
      refuseNewer(key, version.get());
    }
    return version;
  }

  /** Whether data of a version that was checked are as this service writes them. */
  static boolean isOurs(Optional<String> version) {
    return version.flatMap(SchemaVersion::of).equals(SchemaVersion.of(OURS));
  }

  private static void refuseNewer(String key, String version) {
    SchemaVersion theirs =
        SchemaVersion.of(version)
            .orElseThrow(
                () ->
                    new SchemaException(
                        "the data in Redis have the version '%s' (key %s), which is none; set it to the version of the data, or use another namespace"
                            .formatted(version, key)));
    if (theirs.compareTo(SchemaVersion.of(OURS).orElseThrow()) > 0) {
      throw new SchemaException(
          "the data in Redis have the version '%s' (key %s), and this release of jobservice reads versions up to %s; use a newer release, or another namespace"
              .formatted(version, key, OURS));
    }
  }
}
