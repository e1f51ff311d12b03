package io.jobservice.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.JobCancelledException;
import io.jobservice.job.JobParameters;
import io.jobservice.job.JobStoppedException;
import io.jobservice.job.OpCommand;
import io.jobservice.model.CommandDefinition;
import io.jobservice.model.ParametersJson;
import io.jobservice.model.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that behave in every way that programs do. */
@Timeout(60)
class CommandJobTest {

  @TempDir Path folder;
  private final FakeContext context = new FakeContext();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private CommandHost host;

  @BeforeEach
  void open() throws IOException {
    host =
        CommandHost.open(
            threads,
            new CleanEnvironment(Set.of("top-secret")),
            System.getenv(),
            folder.resolve("the runs' folder"));
  }

  @AfterEach
  void close() throws IOException {
    host.close();
    threads.shutdownNow();
    try (var left = Files.list(host.runs())) {
      assertThat(left).isEmpty();
    }
  }

  private CommandDefinition command(String... words) {
    return CommandDefinition.of("PROGRAM", folder, List.of(words));
  }

  private CommandDefinition shell(String script) {
    return command("sh", "-c", script);
  }

  private void run(CommandDefinition definition) throws Exception {
    run(definition, Map.of());
  }

  private void run(CommandDefinition definition, Map<String, ?> parameters) throws Exception {
    new CommandJob(definition, host).run(context, JobParameters.of(parameters));
  }

  private static CommandDefinition with(
      CommandDefinition one,
      Map<String, String> env,
      Optional<Set<Integer>> retryOn,
      String signal,
      Duration grace) {
    return new CommandDefinition(
        one.name(),
        one.command(),
        one.description(),
        env,
        one.cwd(),
        one.timeout(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        List.of(),
        one.user(),
        one.jsonOnStdin(),
        Set.of(0, 10),
        retryOn,
        signal,
        grace);
  }

  private static CommandDefinition obeying(CommandDefinition one, String signal, Duration grace) {
    return with(one, Map.of(), Optional.empty(), signal, grace);
  }

  /** Whether a process runs: one that is dead, and that nobody has waited for, does not. */
  private static boolean isGone(String pid) {
    Path stat = Path.of("/proc", pid, "stat");
    if (Files.isDirectory(Path.of("/proc/self"))) {
      try {
        return Files.readString(stat).replaceAll(".*\\) ", "").startsWith("Z");
      } catch (IOException e) {
        return true;
      }
    }
    return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
  }

  private String pid(String name) {
    Path file = folder.resolve(name);
    Awaitility.await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> Files.exists(file) && Files.readString(file).endsWith("\n"));
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatAServiceThatIsGoneHasLeftIsDeleted() throws IOException {
    Path runs = folder.resolve("runs");
    long running = ProcessHandle.current().parent().orElseThrow().pid();
    for (long pid : List.of(running, ProcessHandle.current().pid(), 999_999_999L)) {
      Files.createDirectories(runs.resolve("run-" + pid + "-x").resolve("deep"));
    }
    CommandHost.open(threads, new CleanEnvironment(Set.of()), Map.of(), runs).close();
    try (var left = Files.list(runs)) {
      assertThat(left).containsExactly(runs.resolve("run-" + running + "-x"));
    }
  }

  @Test
  void anAnswerIsShortWhateverWasAskedFor() throws Exception {
    run(
        shell(
            "printf '::launch {\"%040000d\": 1, \"name\": \"A\"}\\n' 0;"
                + " read -r answer <&3; echo \"${#answer}\""));
    String size = context.lines.get(context.lines.size() - 1).replace("INFO ", "");
    assertThat(Integer.parseInt(size)).isBetween(100, 1100);
    assertThat(context.lines).allMatch(line -> line.length() < 1100);
  }

  @Test
  void whatItSaysIsTheLogOfTheJob() throws Exception {
    run(shell("echo one; echo two >&2; printf three"));
    assertThat(context.lines).containsExactlyInAnyOrder("INFO one", "WARN two", "INFO three");
  }

  @Test
  void parametersAreOnStdinAndInVariables() throws Exception {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("image.name", "ä'$(id) `id` \\ \"x\"\nsecond");
    parameters.put("count", 3L);
    parameters.put("list", List.of(1L, "b"));
    run(
        shell(
            "cat; echo; printf '%s\\n' \"$JOB_PARAM_IMAGE_NAME\" \"$JOB_PARAM_COUNT\""
                + " \"$JOB_PARAM_LIST\" \"$JOB_ID\" \"$JOB_NAME\" $JOB_ATTEMPT $JOB_UPSTREAM_ID"),
        parameters);
    assertThat(context.lines)
        .containsExactly(
            "INFO {\"image.name\":\"ä'$(id) `id` \\\\ \\\"x\\\"\\n"
                + "second\",\"count\":3,\"list\":[1,\"b\"]}",
            "INFO ä'$(id) `id` \\ \"x\"",
            "INFO second",
            "INFO 3",
            "INFO [1,\"b\"]",
            "INFO 0123456789abcdef01234567",
            "INFO PROGRAM",
            "INFO 2",
            "INFO 76543210fedcba9876543210");
  }

  /** No value that can be submitted is taken for anything but a value. */
  @Test
  void hostileTextsArriveAsTheyAre() throws Exception {
    Random random = new Random(7);
    for (int turn = 0; turn < 5; turn++) {
      StringBuilder text = new StringBuilder();
      random
          .ints(2000, 1, 0x11000)
          .map(c -> turnOf(random, c))
          .filter(c -> c != '\r' && (c < 0xD800 || c > 0xDFFF))
          .forEach(text::appendCodePoint);
      Path file = folder.resolve("text");
      Files.writeString(file, text);
      context.lines.clear();
      run(
          command(
              "sh",
              "-c",
              "printf %s \"$1\" | cmp - text && printf %s \"$JOB_PARAM_TEXT\" | cmp - text && echo"
                  + " same",
              "sh",
              "${params.text}"),
          Map.of("text", text.toString()));
      assertThat(context.lines).containsExactly("INFO same");
    }
  }

  private static int turnOf(Random random, int c) {
    return random.nextInt(3) == 0 ? "'\"\\$`\n!*~#;&|<>(){} \t\u0081\u0088".charAt(c % 19) : c;
  }

  @Test
  void anArgumentIsReplacedOnlyAsAWhole() throws Exception {
    run(
        command("printf", "%s\n", "${params.a}", "x${params.a}", "${params.b}"),
        Map.of("a", "; echo no", "b", List.of(true)));
    assertThat(context.lines).containsExactly("INFO ; echo no", "INFO x${params.a}", "INFO [true]");
  }

  @Test
  void aMissingArgumentIsRefusedAtSubmission() {
    CommandJob job = new CommandJob(command("echo", "${params.who}"), host);
    assertThatThrownBy(() -> job.validate(JobParameters.none()))
        .isInstanceOf(InvalidParametersException.class)
        .hasMessage("missing parameter 'who', which is an argument of the command");
    assertThatThrownBy(() -> job.validate(JobParameters.of(Map.of("who", "a\0b"))))
        .hasMessageContaining("NUL");
  }

  @Test
  void halfACharacterIsAQuestionMark() throws Exception {
    run(shell("cat; echo; echo $JOB_PARAM_A"), Map.of("a", "x\uD83D"));
    assertThat(context.lines).containsExactly("INFO {\"a\":\"x?\"}", "INFO x?");
  }

  @Test
  void whatFitsInNoVariableIsOnStdin() throws Exception {
    String large = "x".repeat(200_000);
    run(
        shell("echo ${JOB_PARAM_LARGE:-none} ${JOB_PARAM_NUL:-none}; wc -c"),
        Map.of("large", large, "nul", "a\0b"));
    assertThat(context.lines)
        .containsExactlyInAnyOrder(
            "WARN JOB_PARAM_LARGE is not set, since it is too large; the standard input has the"
                + " parameter",
            "WARN JOB_PARAM_NUL is not set, since it has a NUL character; the standard input has"
                + " the parameter",
            "INFO none none",
            "INFO 200029");
  }

  @Test
  void parametersThatNobodyReadsHoldNothingUp() throws Exception {
    run(command("true"), Map.of("large", "x".repeat(5 << 20)));
  }

  @Test
  void noneOfOurSecretsIsInTheEnvironment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", "/bin");
    environment.put("CORE_SECRET", "a");
    environment.put("JOBSERVICE_OPTS", "-Xmx1g");
    environment.put("JOB_SERVICE_POOL_REDIS_URL", "redis://:top-secret@host");
    environment.put("JOB_PARAM_A", "b");
    environment.put("JAVA_TOOL_OPTIONS", "-Xmx1g");
    environment.put("MY_REDIS", "redis://:top-secret@host");
    environment.put("SHORT", "abc");
    environment.put("LONG", "abcd");
    new CleanEnvironment(Set.of("top-secret", "abc")).clean(environment);
    assertThat(environment).containsOnlyKeys("PATH", "LONG");
  }

  @Test
  void requestsAreServedAndNotLogged() throws Exception {
    run(
        shell(
            """
            echo ::checkin half of it
            echo ::progress 3/10
            echo '::progress 42%'
            echo '::result {"a":1}'
            echo ::group::no request
            """));
    assertThat(context.checkIns).containsExactly("half of it", "30%", "42%");
    assertThat(context.results).containsExactly("{\"a\":1}");
    assertThat(context.lines).containsExactly("INFO ::group::no request");
  }

  @Test
  void malformedRequestsSayWhatIsExpected() throws Exception {
    run(shell("echo ::checkin; echo ::progress much; echo ::result no; echo ::launch DEMO"));
    assertThat(context.lines)
        .containsExactly(
            "WARN ::checkin: a text is expected, as in ::checkin half of it is done",
            "WARN ::progress much: a part of a whole is expected, as in ::progress 3/10 or"
                + " ::progress 30%",
            "WARN ::result no: a result must be JSON",
            "WARN ::launch: this is no JSON: Unrecognized token 'DEMO': was expecting (JSON String,"
                + " Number, Array, Object or token 'null', 'true' or 'false') at line 1, column 1");
  }

  @Test
  void launchesAreAnsweredOnDescriptor3() throws Exception {
    run(
        shell(
            """
            echo '::launch {"name":"A","key":"k","parameters":{"n":[1]},"delay":"90s","unique":true}'
            read -r one <&3
            echo "::launch {\\"name\\":\\"B\\",\\"after\\":[\\"$one\\"],\\"after_status\\":\\"any\\",\\"max_fails\\":2}"
            read -r two <&3
            echo '::launch {"name":"NONE"}'
            read -r three <&3
            echo '::launch {"nam":"NONE"}'
            read -r four <&3
            echo "$one; $two; $three; $four"
            """));
    assertThat(context.lines)
        .contains("INFO sub-1; sub-2; error: no job type NONE is known; error: 'name' is missing");
    assertThat(context.launches.get(0))
        .startsWith(
            "k JobRequest[name=A, parameters={n=[1]}, delay=Optional[PT1M30S], unique=true");
    assertThat(context.launches.get(1))
        .startsWith("- JobRequest[name=B")
        .contains("maxFails=OptionalInt[2]", "after=[sub-1], afterStatus=ANY");
  }

  @Test
  void answersThatNobodyReadsHoldNothingUp() throws Exception {
    run(shell("yes '::launch {\"name\":\"A\"}' | head -n 25000; echo end"));
    assertThat(context.lines)
        .containsExactly(
            "WARN descriptor 3 is not read, and is full; further answers are lost", "INFO end");
    assertThat(context.launches).hasSize(25_000);
  }

  @Test
  void aFailureTellsTheCodeAndTheLastErrors() {
    assertThatThrownBy(() -> run(shell("for i in 1 2 3 4 5; do echo no $i >&2; done; exit 3")))
        .hasToString("the command exited with code 3:\nno 3\nno 4\nno 5");
    assertThatThrownBy(() -> run(shell("kill -9 $$")))
        .hasMessage("the command was killed by SIGKILL (exit code 137)");
  }

  @Test
  void exitCodesSayWhatIsSuccessAndWhatIsTriedAgain() throws Exception {
    UnaryOperator<CommandDefinition> rules =
        one -> with(one, Map.of(), Optional.of(Set.of(4, 137)), "TERM", Duration.ZERO);
    run(rules.apply(shell("exit 10")));
    for (String end : List.of("exit 4", "kill -9 $$")) {
      CommandJob again = new CommandJob(rules.apply(shell(end)), host);
      assertThatThrownBy(() -> again.run(context, JobParameters.none())).isNotNull();
      assertThat(again.shouldRetry()).isTrue();
    }
    CommandJob never = new CommandJob(rules.apply(shell("exit 5")), host);
    assertThatThrownBy(() -> never.run(context, JobParameters.none())).isNotNull();
    assertThat(never.shouldRetry()).isFalse();
    assertThat(new CommandJob(shell("exit 5"), host).shouldRetry()).isTrue();
  }

  @Test
  void whatCannotBeRunSaysWhy() throws IOException {
    Files.writeString(folder.resolve("text"), "no program");
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("script"), "#!/no/such/interpreter\n");
    assertThat(folder.resolve("script").toFile().setExecutable(true)).isTrue();
    assertThatThrownBy(() -> run(command("./nothing")))
        .hasMessage("command './nothing': no such file");
    assertThatThrownBy(() -> run(command("no-such-program")))
        .hasMessageStartingWith("command 'no-such-program': no such file in the folders of PATH, ");
    assertThatThrownBy(() -> run(command("./text")))
        .hasMessage("command './text': is not executable");
    assertThatThrownBy(() -> run(command("./sub"))).hasMessage("command './sub': is a folder");
    assertThatThrownBy(() -> run(command("./script")))
        .hasMessageStartingWith("the command exited with code 127:\n")
        .hasMessageContaining("./script: No such file");
    Path nowhere = folder.resolve("nowhere");
    assertThatThrownBy(() -> run(CommandDefinition.of("PROGRAM", nowhere, List.of("true"))))
        .hasMessage("cwd " + nowhere + ": there is no such folder");
  }

  @Test
  void anEnvironmentOfItsOwnComesLast() throws Exception {
    run(
        with(
            shell("echo \"$A\" $JOB_ID; pwd"),
            Map.of("A", "it's", "JOB_ID", "mine"),
            Optional.empty(),
            "TERM",
            Duration.ZERO));
    assertThat(context.lines).containsExactly("INFO it's mine", "INFO " + folder.toRealPath());
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 0", "exit 3", "kill -9 $$"})
  void noGrandchildIsLeft(String end) {
    Throwable failure = null;
    try {
      run(
          shell(
              "sh -c 'echo $$ >one; exec sleep 300' & sh -c 'echo $$ >two; exec sleep 300"
                  + " >/dev/null 2>&1' & while [ ! -s one ] || [ ! -s two ]; do sleep 0.01; done; "
                  + end));
    } catch (Exception e) {
      failure = e;
    }
    assertThat(failure == null).isEqualTo(end.equals("exit 0"));
    assertThat(isGone(pid("one"))).isTrue();
    assertThat(isGone(pid("two"))).isTrue();
  }

  @Test
  void whatItSaidLastCountsHoweverLongTheRestTakes() throws Exception {
    FakeContext slow =
        new FakeContext(
            line -> {
              if (line.equals("INFO slow")) {
                LockSupport.parkNanos(Duration.ofMillis(2_500).toNanos());
              }
            });

    new CommandJob(shell("echo slow; echo '::result {}'"), host).run(slow, JobParameters.none());

    assertThat(slow.results).containsExactly("{}");
    assertThat(slow.lines).containsExactly("INFO slow");
  }

  @Test
  void whoLeavesTheGroupHoldsNothingUp() throws Exception {
    run(
        shell(
            "setsid sh -c 'echo $$ >one; sleep 300' & while [ ! -s one ]; do sleep 0.01; done;"
                + " echo end"));
    assertThat(context.lines)
        .contains(
            "INFO end",
            "WARN something that the command has started goes on, and holds its output open");
    String escaped = pid("one");
    assertThat(isGone(escaped)).isFalse();
    ProcessHandle.of(Long.parseLong(escaped))
        .orElseThrow()
        .descendants()
        .forEach(ProcessHandle::destroyForcibly);
    ProcessHandle.of(Long.parseLong(escaped)).orElseThrow().destroyForcibly();
  }

  private CompletableFuture<Throwable> start(CommandDefinition definition) {
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            run(definition);
            end.complete(null);
          } catch (Throwable e) {
            end.complete(e);
          }
        });
    return end;
  }

  @Test
  void aStopIsASignalToTheWholeGroup() {
    CompletableFuture<Throwable> end =
        start(
            shell(
                "sh -c 'trap \"echo child; exit\" TERM; echo $$ >one; while :; do sleep 0.01; done'"
                    + " & trap 'wait; echo parent; exit 0' TERM; wait"));
    String child = pid("one");
    context.tell(OpCommand.STOP);
    assertThat(end.join()).isInstanceOf(JobStoppedException.class);
    assertThat(context.lines).containsSubsequence("INFO child", "INFO parent");
    assertThat(isGone(child)).isTrue();
  }

  @Test
  void aCancelledProgramIsCancelled() {
    CompletableFuture<Throwable> end =
        start(
            obeying(
                shell("trap 'exit 0' USR1; echo $$ >one; while :; do sleep 0.01; done"),
                "USR1",
                Duration.ofSeconds(30)));
    String pid = pid("one");
    context.tell(OpCommand.CANCEL);
    assertThat(end.join()).isInstanceOf(JobCancelledException.class);
    assertThat(isGone(pid)).isTrue();
  }

  @Test
  void whoIgnoresTheSignalIsKilledAfterTheGrace() {
    CompletableFuture<Throwable> end =
        start(
            obeying(
                shell("trap '' TERM; echo $$ >one; while :; do sleep 0.01; done"),
                "TERM",
                Duration.ofMillis(200)));
    String pid = pid("one");
    context.tell(OpCommand.STOP);
    assertThat(end.join()).isInstanceOf(JobStoppedException.class);
    assertThat(context.lines)
        .containsExactly("WARN the command has not ended after SIGTERM; it is killed");
    assertThat(isGone(pid)).isTrue();
  }

  @Test
  void anInterruptEndsItWithoutTheGrace() throws Exception {
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread runner =
        new Thread(
            () -> {
              try {
                run(
                    obeying(
                        shell("trap '' TERM; echo $$ >one; while :; do sleep 0.01; done"),
                        "TERM",
                        Duration.ofHours(1)));
                end.complete(null);
              } catch (Throwable e) {
                end.complete(e);
              }
            });
    runner.start();
    String pid = pid("one");
    runner.interrupt();
    assertThat(end.join()).isInstanceOf(InterruptedException.class);
    assertThat(isGone(pid)).isTrue();
  }

  @Test
  void aJobThatIsToldBeforeItStartsEnds() {
    context.tell(OpCommand.STOP);
    assertThatThrownBy(() -> run(command("sleep", "300"))).isInstanceOf(JobStoppedException.class);
  }

  @Test
  void outputThatIsClosedIsNoEnd() throws Exception {
    run(shell("exec >&- 2>&-; sleep 0.1; echo $$ >one"));
    assertThat(folder.resolve("one")).exists();
  }

  @Test
  void outputOfAnyBytesIsText() throws Exception {
    run(shell("printf 'a\\377\\000b\\n\\n'; printf 'x\\r\\n10%%\\r20%%\\r\\n'; printf '\\303'"));
    assertThat(context.lines)
        .containsExactly("INFO a\uFFFD\0b", "INFO ", "INFO x", "INFO 20%", "INFO \uFFFD");
  }

  @Test
  void programsMayOpenTheirErrorsByName() throws Exception {
    run(shell("echo no >/dev/stderr"));
    assertThat(context.lines).containsExactly("WARN no");
  }

  private static CommandDefinition as(String user, String script) {
    CommandDefinition one =
        CommandDefinition.of("PROGRAM", Path.of("/"), List.of("sh", "-c", script));
    return new CommandDefinition(
        one.name(),
        one.command(),
        "",
        Map.of(),
        one.cwd(),
        one.timeout(),
        one.maxFails(),
        one.maxConcurrency(),
        List.of(),
        Optional.of(user),
        true,
        one.successExitCodes(),
        one.retryExitCodes(),
        one.stopSignal(),
        one.stopGrace());
  }

  @Test
  void aProgramOfAnotherUserHasWhatItNeeds() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")));
    assumeTrue(host.program("setpriv").isPresent());
    run(
        as("nobody", "id -un; echo $USER $LOGNAME; cat; echo; echo no >/dev/stderr; id -Gn"),
        Map.of("a", 1L));
    assertThat(context.lines)
        .contains("INFO nobody", "INFO nobody nobody", "INFO {\"a\":1}", "WARN no")
        .doesNotContain("INFO root");
    assertThatThrownBy(() -> run(as("no-such-user", "true")))
        .hasMessageStartingWith("the command could not be started: ")
        .hasMessageContaining("no-such-user");
  }

  @Test
  void programsRunOneAfterAnotherAndSideBySide() {
    List<CompletableFuture<Throwable>> ends = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      ends.add(start(shell("echo " + i)));
    }
    ends.forEach(end -> assertThat(end.join()).isNull());
    assertThat(context.lines).hasSize(40);
  }

  @Test
  void noDescriptorIsLeftOpen() throws Exception {
    Path descriptors = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(descriptors));
    run(command("true"));
    long before = count(descriptors);
    for (int i = 0; i < 30; i++) {
      run(command("true"));
    }
    assertThat(count(descriptors)).isLessThan(before + 15);
  }

  private static long count(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void aGuardThatDiesIsStartedAgainAndKnowsItsGroups() throws Exception {
    CompletableFuture<Throwable> end = start(shell("echo $$ >one; exec sleep 300"));
    String pid = pid("one");
    ProcessHandle first = host.guard().handle();
    first.destroyForcibly();
    first.onExit().join();
    run(command("true"));
    assertThat(host.guard().handle().pid()).isNotEqualTo(first.pid());
    host.close();
    Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> isGone(pid));
    assertThat(end.join()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"perl", ""})
  void otherMachinesHaveOtherMeans(String means) throws Exception {
    NewSession session =
        means.isEmpty()
            ? new NewSession(List.of())
            : NewSession.inPerl(NewSession.program("perl", System.getenv("PATH")).orElseThrow());
    try (ProcessGuard guard = new ProcessGuard(session)) {
      CommandHost other =
          new CommandHost(threads, guard, session, host.environment(), host.path(), host.runs());
      CommandJob job =
          new CommandJob(
              obeying(
                  shell("echo out; sh -c 'echo $$ >one; exec sleep 300'"), "KILL", Duration.ZERO),
              other);
      CompletableFuture<Throwable> end = new CompletableFuture<>();
      threads.execute(
          () -> {
            try {
              job.run(context, JobParameters.none());
              end.complete(null);
            } catch (Throwable e) {
              end.complete(e);
            }
          });
      String pid = pid("one");
      context.tell(OpCommand.STOP);
      assertThat(end.join()).isInstanceOf(JobStoppedException.class);
      if (session.isGroup()) {
        assertThat(isGone(pid)).isTrue();
      }
      assertThat(context.lines).contains("INFO out");
    }
  }

  @Test
  void stdinIsWhatItSays() throws Exception {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("a", null);
    parameters.put("b", 0.5);
    parameters.put("c", new java.math.BigInteger("123456789012345678901234567890"));
    parameters.put("d", Map.of("e", false));
    Path file = folder.resolve("in.json");
    run(shell("cat >in.json"), parameters);
    assertThat(ParametersJson.toParameters((ObjectNode) StrictJson.parse(Files.readString(file))))
        .isEqualTo(JobParameters.of(parameters));
  }
}
