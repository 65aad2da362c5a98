package dev.trunkline.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.call.CallEvent;
import dev.trunkline.call.Hears;
import dev.trunkline.call.SoundTaps;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import dev.trunkline.testing.Wavs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway") // what is missing fails the test
class CallRecordingsTest {

    private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);

    @TempDir
    Path data;

    private final ManualScheduler time = new ManualScheduler();
    private final AtomicLong wallMillis = new AtomicLong(TapeScene.STARTED_MILLIS);
    private final Map<String, Long> lost = new ConcurrentHashMap<>();
    private final List<CallEvent> told = new CopyOnWriteArrayList<>();
    private volatile boolean isPressed;
    private CallRecordings recordings;

    @AfterEach
    void close() {
        recordings.close();
    }

    private void open(Path folder) {
        recordings = new CallRecordings(
                new RecordingSettings(folder, RecordingFormat.WAV, null, List.of(), "", "", 30, Map.of("taped", "")),
                new CallRecordings.Surroundings(
                        time::nowNanos,
                        () -> Instant.ofEpochMilli(wallMillis.get()),
                        Executors.defaultThreadFactory(),
                        () -> isPressed,
                        (reason, frames) -> lost.merge(reason, frames, Long::sum)));
        recordings.tell((callSid, atNanos, event) -> told.add(event));
    }

    /** A stream of a second's sound. */
    private void call(String route, String streamSid) {
        SoundTaps taps = new SoundTaps(time);
        recordings.onStream(new IncomingCall(Scene.CALL_SID, streamSid, "+1", "+2", Map.of()), route, taps);
        byte[] tone = Wavs.muLawTone(1_000, 20);
        for (int i = 0; i < 50; i++) {
            time.advanceMillis(20);
            Hears.caller(taps, tone);
        }
        taps.end();
    }

    @Test
    void onlyTheRoutesThatSaySoAreRecordedAndTheEndIsTold() throws Exception {
        open(data.resolve("recordings"));
        call("quiet", "MZ1");
        call("taped", "MZ2");

        await().until(() -> !told.isEmpty());
        assertThat(told).containsExactly(new CallEvent.Recorded("MZ2", "wav", 1_000, true));
        try (StoredRecording stored = recordings.open(Scene.CALL_SID).get(30, TimeUnit.SECONDS)) {
            assertThat(stored.durationMillis()).isEqualTo(1_000);
        }
        assertThat(recordings.isRecorded(Scene.CALL_SID)).isFalse();
    }

    @Test
    void aFolderInWhichNothingCanBeWrittenCostsTheRecordingOnly() throws Exception {
        Files.writeString(data.resolve("recordings"), "a file");
        open(data.resolve("recordings"));
        call("taped", "MZ1");

        await().until(() -> !told.isEmpty());
        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        CallEvent.Recorded.class,
                        recorded -> assertThat(recorded.isComplete()).isFalse());
        assertThat(lost).containsKey("disk");
    }

    @Test
    void whoComesWhileTheProcessIsPressedIsNotRecorded() {
        open(data.resolve("recordings"));
        isPressed = true;
        call("taped", "MZ1");

        assertThat(recordings.isRecorded(Scene.CALL_SID)).isFalse();
    }

    @Test
    void anErasedCallIsGone() throws Exception {
        open(data.resolve("recordings"));
        call("taped", "MZ1");
        await().until(() -> !told.isEmpty());

        assertThat(recordings
                        .erase(List.of(Scene.CALL_SID, "CAunknown", "../.."))
                        .get(30, TimeUnit.SECONDS))
                .isEqualTo(2);
        assertThat(recordings.open(Scene.CALL_SID).get(30, TimeUnit.SECONDS)).isNull();
        assertThat(data.resolve("recordings")).isEmptyDirectory();
    }

    @Test
    void oldOnesAreDeletedAndOthersStay() throws Exception {
        open(data.resolve("recordings"));
        call("taped", "MZ1");
        await().until(() -> !told.isEmpty());

        wallMillis.addAndGet(29 * DAY_MILLIS);
        recordings.deleteOld();
        assertThat(recordings.open(Scene.CALL_SID).get(30, TimeUnit.SECONDS)).isNotNull();
        wallMillis.addAndGet(2 * DAY_MILLIS);
        recordings.deleteOld();

        assertThat(data.resolve("recordings")).isEmptyDirectory();
    }

    @Test
    void oldOnesAreDeletedThoughOthersCannotBeLookedAt() throws Exception {
        open(data.resolve("recordings"));
        call("taped", "MZ1");
        await().until(() -> !told.isEmpty());
        for (int i = 0; i < 20; i++) { // some of them come first, in whatever order folders are listed
            Path loop = Path.of("CAloop" + i);
            Files.createSymbolicLink(data.resolve("recordings").resolve(loop), loop);
        }

        wallMillis.addAndGet(31 * DAY_MILLIS);
        recordings.deleteOld();

        assertThat(recordings.open(Scene.CALL_SID).get(30, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void anOperatorsPauseIsInTheIndex() throws Exception {
        open(data.resolve("recordings"));
        SoundTaps taps = new SoundTaps(time);
        recordings.onStream(new IncomingCall(Scene.CALL_SID, "MZ1", "+1", "+2", Map.of()), "taped", taps);
        byte[] tone = Wavs.muLawTone(1_000, 20);
        for (int i = 0; i < 150; i++) {
            if (i == 50 || i == 100) {
                assertThat(recordings.pause(Scene.CALL_SID, Hold.OPERATOR, i == 50))
                        .isTrue();
            }
            time.advanceMillis(20);
            Hears.caller(taps, tone);
        }
        taps.end();
        await().until(() -> !told.isEmpty());

        assertThat(recordings.pause("CAunknown", Hold.OPERATOR, true)).isFalse();
        RecordingIndex index = new RecordingFolder(data.resolve("recordings"))
                .parts(Scene.CALL_SID)
                .get(0)
                .index();
        assertThat(index.pauses()).containsExactly(new RecordingIndex.Pause(1_000, 2_000L, "operator"));
    }

    @Test
    void whatACrashLeavesPlaysUpToThereAndIsToldOf() throws Exception {
        TapeScene tape = TapeScene.plain(data.resolve("recordings"));
        tape.caller(1_000, 6_000);
        open(data.resolve("recordings"));
        await().until(() -> !told.isEmpty());

        assertThat(told).singleElement().isInstanceOfSatisfying(CallEvent.Recorded.class, left -> {
            assertThat(left.isComplete()).isFalse();
            assertThat(left.durationMillis()).isBetween(4_000L, 5_000L);
        });

        try (StoredRecording left = recordings.open(Scene.CALL_SID).get(30, TimeUnit.SECONDS)) {
            assertThat(left.isComplete()).isFalse();
            assertThat(left.durationMillis()).isBetween(4_000L, 5_000L);
            byte[] file = left.readFully(0, (int) left.lengthBytes());
            assertThat(Tones.soundingMillis(TapeScene.channel(file, 0), 8_000))
                    .isGreaterThan(left.durationMillis() - 50);
        }
    }
}
