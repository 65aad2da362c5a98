package dev.trunkline.record.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.record.CallRecord;
import dev.trunkline.record.SomeCalls;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} between the end of calls and the database loses none of their records, and says what became of those that were live. */
@SuppressWarnings("NullAway") // what is missing fails the test
@Timeout(240)
class RecordsSurviveAKilledProcessIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int ENDED_BEFORE_THE_KILL = 500;

    @TempDir
    Path folder;

    /** Ends call after call, and says which are on disk, until it is killed. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            boolean hasDatabase = Boolean.parseBoolean(arguments[1]);
            TestStore test = hasDatabase
                    ? TestStore.in(folder)
                    : new TestStore(TestStore.place(folder, TestStore.ROOM), TestStore::away);
            test.store.began(SomeCalls.call(1_000_000).live());
            for (int i = 0; ; i++) {
                test.store.began(SomeCalls.call(i).live());
                test.store.ended(SomeCalls.call(i).ended());
                test.flush();
                System.out.println(SomeCalls.call(i).callSid());
            }
        }
    }

    @Test
    void whileTheDatabaseIsAway() throws Exception {
        assertNoneIsMissing(kill(false));
    }

    @Test
    void whileTheDatabaseTakesThem() throws Exception {
        assertNoneIsMissing(kill(true));
    }

    private List<String> kill(boolean hasDatabase) throws Exception {
        String classPath = Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(":"))
                : System.getProperty("java.class.path");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        classPath,
                        Victim.class.getName(),
                        folder.toString(),
                        Boolean.toString(hasDatabase))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> onDisk = new ArrayList<>();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("CA")) {
                    onDisk.add(line);
                }
                if (onDisk.size() == ENDED_BEFORE_THE_KILL) {
                    new ProcessBuilder("kill", "-9", Long.toString(process.pid())).start();
                }
            }
        }
        process.waitFor();
        return onDisk;
    }

    private void assertNoneIsMissing(List<String> onDisk) throws Exception {
        assertThat(onDisk).hasSizeGreaterThanOrEqualTo(ENDED_BEFORE_THE_KILL);
        try (TestStore after = TestStore.in(folder)) {
            await().atMost(SOON).until(() -> after.written() > 0 && after.store.waiting() == 0);
            for (String sid : onDisk) {
                CallRecord record = Objects.requireNonNull(after.find(sid), sid);
                assertThat(record.end()).isEqualTo("caller_hung_up");
            }
            CallRecord live = after.find(SomeCalls.call(1_000_000).callSid());
            assertThat(live).isNotNull();
            assertThat(live.end()).isEqualTo(CallRecord.PROCESS_DIED);
            assertThat(live.transcript()).hasSize(2);
        }
    }
}
