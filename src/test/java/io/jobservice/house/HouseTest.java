package io.jobservice.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom, and what nobody may do. */
class HouseTest {

  private static final String ROOT = "io.jobservice.";

  /** Open to all rooms. */
  private static final List<String> OPEN = List.of("model", "job");

  private static final Map<String, List<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("cli", List.of("client", "ops", "cron", "config", "runtime")),
          Map.entry(
              "runtime",
              List.of(
                  "api",
                  "ops",
                  "worker",
                  "period",
                  "core",
                  "hook",
                  "joblog",
                  "registry",
                  "jobs",
                  "redis",
                  "embedded",
                  "cron",
                  "metrics",
                  "config")),
          Map.entry("api", List.of("core", "joblog", "metrics", "config")),
          Map.entry("client", List.of("core", "redis", "config")),
          Map.entry("ops", List.of("core", "redis", "config")),
          Map.entry("worker", List.of("core", "registry", "redis", "joblog", "metrics", "config")),
          Map.entry("period", List.of("core", "cron", "redis", "metrics")),
          Map.entry("core", List.of("registry", "cron", "redis", "joblog")),
          Map.entry("hook", List.of("redis", "metrics", "config")),
          Map.entry("joblog", List.of("redis", "metrics", "config")),
          Map.entry("registry", List.of("jobs", "redis", "config")),
          Map.entry("jobs", List.of()),
          Map.entry("redis", List.of("metrics", "config")),
          Map.entry("embedded", List.of("config")),
          Map.entry("cron", List.of()),
          Map.entry("metrics", List.of()),
          Map.entry("config", List.of()),
          Map.entry("model", List.of()),
          Map.entry("job", List.of()),
          Map.entry("job.testing", List.of()));

  /** Libraries and the rooms that they stay in. */
  private static final Map<String, List<String>> LIBRARIES =
      Map.of(
          "redis.clients", List.of("redis"),
          "com.sun.net.httpserver", List.of("api"),
          "picocli", List.of("cli"),
          "ch.qos.logback", List.of("runtime", "joblog"),
          "org.jline.terminal", List.of("cli"),
          "io.prometheus", List.of("metrics"),
          "com.cronutils", List.of("cron"));

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.jobservice");

  static Stream<String> rooms() {
    return MAY_IMPORT.keySet().stream().sorted();
  }

  private static String[] packages(List<String> rooms) {
    return rooms.stream().map(room -> ROOT + room + "..").toArray(String[]::new);
  }

  @Test
  void everyPackageIsARoom() {
    assertThat(HOUSE)
        .isNotEmpty()
        .allSatisfy(
            type ->
                assertThat(MAY_IMPORT).containsKey(type.getPackageName().substring(ROOT.length())));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomImportsWhatTheTableAllows(String room) {
    List<String> forbidden = new ArrayList<>(MAY_IMPORT.keySet());
    forbidden.removeAll(MAY_IMPORT.get(room));
    forbidden.removeAll(OPEN);
    forbidden.remove(room);
    if (room.equals("job") || room.equals("job.testing")) {
      forbidden.add("model");
    }
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + room)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages(forbidden)));
  }

  @Test
  void thereIsNoCycle() {
    check(slices().matching("io.jobservice.(*)..").should().beFreeOfCycles());
  }

  @Test
  void theProgrammingModelNeedsOnlyJavaAndSlf4j() {
    check(
        classes()
            .that()
            .resideInAPackage(ROOT + "job..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.slf4j..", ROOT + "job.."));
  }

  @Test
  void onlyServeStartsTheRuntime() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "cli..")
            .and()
            .doNotHaveSimpleName("ServeCommand")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "runtime.."));
  }

  @Test
  void librariesStayInTheirRoom() {
    LIBRARIES.forEach(
        (library, rooms) ->
            check(
                noClasses()
                    .that()
                    .resideOutsideOfPackages(packages(rooms))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(library + "..")));
  }

  @Test
  void noLoggingWhereThereIsNoLog() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(packages(List.of("model", "client", "cli")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.slf4j.."));
  }

  @Test
  void nothingStaticHoldsState() {
    Set<String> containers =
        Set.of(
            "java.util.HashMap",
            "java.util.ArrayList",
            "java.util.HashSet",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.ConcurrentMap",
            "java.util.concurrent.BlockingQueue",
            "java.util.Queue",
            "java.util.Deque",
            "java.lang.ThreadLocal");
    check(
        fields()
            .that()
            .areStatic()
            .and(
                DescribedPredicate.describe(
                    "are written by people",
                    (JavaField field) -> !field.getModifiers().contains(JavaModifier.SYNTHETIC)))
            .should()
            .beFinal()
            .andShould(
                new ArchCondition<>("hold nothing that changes") {
                  @Override
                  public void check(JavaField field, ConditionEvents events) {
                    String type = field.getRawType().getName();
                    boolean changes =
                        containers.contains(type)
                            || type.startsWith("java.util.concurrent.atomic.");
                    events.add(
                        new SimpleConditionEvent(
                            field, !changes, field.getFullName() + " can change"));
                  }
                }));
  }

  /** Time, waiting and threads come from outside, so that tests can stand in for them. */
  @Test
  void onlyTheRuntimeMakesTimeAndThreads() {
    DescribedPredicate<JavaClass> elsewhere =
        DescribedPredicate.describe(
            "are not the runtime or the entry point",
            type ->
                !type.getPackageName().startsWith(ROOT + "runtime")
                    && !type.getName().startsWith(ROOT + "cli.Main"));
    check(noClasses().that(elsewhere).should().callMethod(System.class, "nanoTime"));
    check(noClasses().that(elsewhere).should().callMethod(System.class, "currentTimeMillis"));
    check(noClasses().that(elsewhere).should().callMethod(Instant.class, "now"));
    check(noClasses().that(elsewhere).should().callMethod(Thread.class, "sleep", long.class));
    check(
        noClasses()
            .that(elsewhere)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.Executors"));
    check(noClasses().that(elsewhere).should().callConstructor(Thread.class, Runnable.class));
    check(
        noClasses()
            .that(elsewhere)
            .should()
            .callConstructor(Thread.class, Runnable.class, String.class));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(HOUSE);
  }
}
