package dev.trunkline.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.testing.Wavs;
import dev.trunkline.testing.WrittenLog;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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
    void itsOwnEndsWithItsFileClosedWhichSaysThatItIsNotAll() throws IOException {
        RecordedStream stream = new RecordedStream("CA1", "MZ1", "main", 0, TapeScene.STARTED_MILLIS);
        RecordingFolder recordings = new RecordingFolder(folder);
        PartWriter part = new PartWriter(stream, recordings, RecordingFormat.WAV, null, (reason, frames) -> {
            if (reason.equals("load")) {
                throw new StackOverflowError("once");
            }
        });
        try (WrittenLog log = WrittenLog.begin()) {
            sounds(stream, 0, 2_000);
            assertThat(part.work(nanos(2_000), false)).isFalse();
            sounds(stream, 2_000, 3_000);
            assertThat(part.work(nanos(3_000), true)).as("whether it is over").isTrue();

            assertThat(log.text()).contains("a recording failed");
        }
        RecordingFolder.Part left = recordings.parts("CA1").get(0);
        byte[] wav = Files.readAllBytes(left.sound());
        assertThat(left.index().state()).isEqualTo(RecordingIndex.INCOMPLETE);
        assertThat(wav).hasSizeGreaterThan(MuLawWav.HEADER_BYTES);
        assertThat(Arrays.copyOf(wav, MuLawWav.HEADER_BYTES))
                .isEqualTo(MuLawWav.header(wav.length - MuLawWav.HEADER_BYTES));
    }

    private static void sounds(RecordedStream stream, long fromMillis, long toMillis) {
        byte[] tone = Wavs.muLawTone(1_000, 20);
        for (long millis = fromMillis + 20; millis <= toMillis; millis += 20) {
            stream.onCaller(tone, tone.length, nanos(millis));
        }
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
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
