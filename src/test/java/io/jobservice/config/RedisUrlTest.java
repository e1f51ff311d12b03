package io.jobservice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {

  @Test
  void embeddedIsAWord() {
    assertThat(RedisUrl.parse("embedded")).isEqualTo(new RedisUrl.Embedded());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redis://cache                      | cache       | 6379 |     |        | 0  | false",
        "redis://cache/                     | cache       | 6379 |     |        | 0  | false",
        "redis://cache:7000/2               | cache       | 7000 |     |        | 2  | false",
        "redis://my_cache.local:1           | my_cache.local | 1 |     |        | 0  | false",
        "redis://u:p@cache:65535/1000000    | cache | 65535 | u | p    | 1000000  | false",
        "redis://:p@cache                   | cache       | 6379 |     | p      | 0  | false",
        "redis://u@cache                    | cache       | 6379 | u   |        | 0  | false",
        "redis://u:@cache                   | cache       | 6379 | u   |        | 0  | false",
        "redis://:@cache                    | cache       | 6379 |     |        | 0  | false",
        "redis://u%40x:a%3Ab%2F+%25@cache   | cache       | 6379 | u@x | a:b/+% | 0  | false",
        "redis://:a/b@c@cache               | cache       | 6379 |     | a/b@c  | 0  | false",
        "redis://[::1]                      | ::1         | 6379 |     |        | 0  | false",
        "rediss://u:p@[fe80::1]:7000/3      | fe80::1     | 7000 | u   | p      | 3  | true",
        "redis://cache/1?idle_timeout_seconds=30 | cache  | 6379 |     |        | 1  | false",
        "cache:7000                         | cache       | 7000 |     |        | 0  | false",
        "cache:7000,100                     | cache       | 7000 |     |        | 0  | false",
        "cache:7000,100,p%41                | cache       | 7000 |     | p%41   | 0  | false",
        "cache:7000,1,a://b@c               | cache       | 7000 |     | a://b@c | 0 | false",
        "cache:7000,0.5,,4                  | cache       | 7000 |     |        | 4  | false",
        "[::1]:7000,,p@:/,4                 | ::1         | 7000 |     | p@:/   | 4  | false",
      })
  void serversHaveTwoForms(
      String text, String host, int port, String user, String password, int db, boolean tls) {
    assertThat(RedisUrl.parse(text))
        .isEqualTo(
            new RedisUrl.Server(
                host, port, Optional.ofNullable(user), Optional.ofNullable(password), db, tls));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "embeded                      | 'embeded' has neither a scheme nor a port",
        "http://cache                 | 'http://cache' has a scheme that is not known",
        "redis://                     | 'redis://' has no host",
        "redis://:6379                | 'redis://***' has no host",
        "redis://:s3cret@             | 'redis://:***@' has no host",
        "redis://s3cret@:1            | 'redis://***@***' has no host",
        "redis://cache:0              | 'redis://cache:0' has a port that is not a whole number"
            + " from 1 to 65535",
        "redis://cache:65536          | 'redis://cache:65536' has a port that is not a whole number"
            + " from 1 to 65535",
        "redis://cache:s3cret         | 'redis://cache:***' has a port that is not a whole number"
            + " from 1 to 65535",
        "redis://u:s3cret@cache:x/1   | 'redis://u:***@cache:***' has a port that is not a whole"
            + " number from 1 to 65535",
        "redis://u:s3cret@cache/one   | 'redis://u:***@cache/***' has a database that is not a whole"
            + " number from 0 to 1000000",
        "redis://cache/1000001        | 'redis://cache/1000001' has a database that is not a whole"
            + " number from 0 to 1000000",
        "redis://cache?auth=s3cret    | 'redis://cache?***' has a query, of which only"
            + " idle_timeout_seconds=NUMBER is accepted (and ignored)",
        "redis://u:s3cret%zz@cache    | 'redis://u:***@cache' has a percent sign in user or password"
            + " that is not of form %41",
        "redis://::1                  | 'redis://***' has no host",
        "redis://fe80::1              | 'redis://fe80:***' has a port that is not a whole number"
            + " from 1 to 65535",
        "redis://a b                  | 'redis://a b' has no valid host; IPv6 addresses stand in"
            + " brackets, and the characters @ : / ? # of a password are percent-encoded",
        "redis+sentinel://:s3cret@a:1,b:2/m | 'redis+sentinel://:***@a:***' asks for Redis Sentinel,"
            + " which is not available in this version",
        "rediss+sentinel://a:1/m      | 'rediss+sentinel://a:***' asks for Redis Sentinel, which"
            + " is not available in this version",
        "cache:1,x,s3cret             | 'cache:***' has a weight that is not a number",
        "cache:1,1,s3cret,x           | 'cache:***' has a database that is not a whole number from 0"
            + " to 1000000",
        "cache:1,1,s3,cret,1          | 'cache:***' has more than four parts between commas",
      })
  void mistakesAreNamedAndPasswordsHidden(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisUrl.parse(text))
        .withMessage(message + "; " + RedisUrlParser.FORMS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theWholeUrlReadsBackAsTheSameServer(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      RedisUrl.Server server =
          new RedisUrl.Server(
              random.nextBoolean() ? "cache-1.local" : "2001:db8::" + random.nextInt(9999),
              1 + random.nextInt(65_535),
              random.nextBoolean() ? Optional.of(word(random)) : Optional.empty(),
              random.nextBoolean() ? Optional.of(word(random)) : Optional.empty(),
              random.nextInt(RedisUrl.MAX_DATABASE + 1),
              random.nextBoolean());
      assertThat(RedisUrl.parse(server.toUri())).as("seed %d, turn %d", seed, i).isEqualTo(server);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7, 8, 9, 10})
  void noMessageShowsAPasswordHoweverMangledTheUrlIs(long seed) {
    Random random = new Random(seed);
    String noise = "@:/?#,[]% x1";
    for (int i = 0; i < 2000; i++) {
      StringBuilder url =
          new StringBuilder(
              random.nextBoolean() ? "redis://user:S3CRET@host:6379/1" : "host:6379,1,S3CRET,2");
      for (int slip = random.nextInt(4); slip >= 0; slip--) {
        int password = url.indexOf("S3CRET");
        int before = random.nextInt(password + 1);
        int after = password + 6 + random.nextInt(url.length() - password - 5);
        url.insert(
            random.nextBoolean() ? before : after, noise.charAt(random.nextInt(noise.length())));
      }
      String text = url.toString();
      Throwable error = catchThrowable(() -> RedisUrl.parse(text));
      if (error != null) {
        assertThat(error.getMessage())
            .as("seed %d, turn %d, %s", seed, i, text)
            .doesNotContain("S3CRET");
      }
    }
  }

  private static String word(Random random) {
    return random
        .ints(1 + random.nextInt(12), 0x21, 0x2FF)
        .filter(c -> !Character.isISOControl(c))
        .collect(
            () -> new StringBuilder("*+ "), StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void textHidesThePasswordAndTheUriHasIt() {
    RedisUrl.Server server =
        new RedisUrl.Server("::1", 6380, Optional.of("a b"), Optional.of("p@ss"), 3, true);

    assertThat(server).hasToString("rediss://a%20b:***@[::1]:6380/3");
    assertThat(server.toUri()).isEqualTo("rediss://a%20b:p%40ss@[::1]:6380/3");
    assertThat(server.withPassword("other").toUri()).isEqualTo("rediss://a%20b:other@[::1]:6380/3");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "LOCALHOST, true",
    "127.0.0.1, true",
    "127.9.9.9, true",
    "::1, true",
    "cache, false",
    "10.0.0.1, false",
    "127.evil.org, false"
  })
  void loopbackIsToldWithoutLookingUpNames(String host, boolean loopback) {
    RedisUrl.Server server =
        new RedisUrl.Server(host, 6379, Optional.empty(), Optional.empty(), 0, false);
    assertThat(server.isLoopback()).isEqualTo(loopback);
  }
}
