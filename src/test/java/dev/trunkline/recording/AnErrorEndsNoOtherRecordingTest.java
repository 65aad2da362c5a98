package dev.trunkline.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.testing.WrittenLog;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnErrorEndsNoOtherRecordingTest {

    private final Set<PartWriter> written = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path folder;

    private PartWriter part(String streamSid) {
        RecordedStream stream = new RecordedStream("CA1", streamSid, "main", 0, 0);
        return new PartWriter(stream, new RecordingFolder(folder), RecordingFormat.WAV, null, (reason, frames) -> {});
    }

    @Test
    void theirThreadGoesOn() {
        PartWriter bad = part("MZ1");
        PartWriter onTheOtherThread = part("MZ2");
        PartWriter behindIt = part("MZ3");
        try (WrittenLog log = WrittenLog.begin();
                RecordingThreads threads = new RecordingThreads(new DefaultThreadFactory("recording", true), each -> {
                    if (each == bad) {
                        throw new StackOverflowError("once");
                    }
                    return written.add(each);
                })) {
            threads.begin(bad);
            threads.begin(onTheOtherThread);
            threads.begin(behindIt);

            await().atMost(Duration.ofSeconds(30)).until(() -> written.contains(behindIt));
            assertThat(log.text()).contains("a recording failed");
        }
    }

    @Test
    void whoWaitsForSomethingSlowHearsOfIt() {
        try (RecordingThreads threads =
                new RecordingThreads(new DefaultThreadFactory("recording", true), each -> true)) {
            assertThat(threads.submit(() -> {
                        throw new StackOverflowError("once");
                    }))
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withCauseInstanceOf(StackOverflowError.class);
        }
    }
}
