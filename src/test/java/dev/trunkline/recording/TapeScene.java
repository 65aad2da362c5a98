package dev.trunkline.recording;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.call.CallEvent;
import dev.trunkline.testing.Scene;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call in virtual time that is recorded, with the writer's work done by hand. */
final class TapeScene {

    static final long STARTED_MILLIS = 1_764_498_000_000L;
    static final String STREAM = "MZ1";

    final Scene scene;
    final RecordingFolder folder;
    final LiveRecording recording;
    final RecordedStream stream;
    final PartWriter part;
    final List<LiveRecording.Next> next = new ArrayList<>();
    private int events;
    private long workedMillis;
    boolean leavesOut;

    TapeScene(Path path, Scene scene, String consent, RecordingFormat format, @Nullable RecordingKey key) {
        this.scene = scene;
        this.folder = new RecordingFolder(path);
        this.stream = new RecordedStream(Scene.CALL_SID, STREAM, "main", scene.taps.beganNanos(), STARTED_MILLIS);
        this.recording = new LiveRecording(
                stream,
                scene.taps,
                consent.isEmpty() ? null : new Consent(consent, true),
                new RecordingSettings(path, format, key, List.of(), "*7", "", 0, Map.of("main", consent)));
        this.part = new PartWriter(stream, folder, format, key, (reason, frames) -> {});
        recording.begin();
    }

    static TapeScene plain(Path path) {
        return new TapeScene(path, Scene.talking(), "", RecordingFormat.WAV, null);
    }

    /** Time passes; the writer looks twice a second. */
    void passes(long millis) {
        for (long left = millis; left > 0; left -= 20) {
            scene.time.advanceMillis(Math.min(20, left));
            look();
        }
    }

    private void look() {
        List<CallEvent> all = scene.heard.events();
        for (; events < all.size(); events++) {
            next.add(recording.onEvent(all.get(events), scene.time.nowNanos()));
        }
        if (scene.time.elapsedMillis() - workedMillis >= 500) {
            workedMillis = scene.time.elapsedMillis();
            part.work(scene.time.nowNanos(), leavesOut);
        }
    }

    /** The caller sounds, while time passes. */
    void caller(double hz, int millis) {
        for (int i = 0; i < millis; i += 20) {
            scene.callerSounds(hz, 20);
            look();
        }
    }

    /** The call is over, and all of it written. */
    void ends() {
        scene.call.onCallCompleted();
        scene.time.advanceMillis(1);
        if (!part.work(scene.time.nowNanos(), leavesOut)) {
            throw new AssertionError("not all of it was written");
        }
    }

    /** One channel of what there is: 0 the caller, 1 whom he heard. */
    short[] channel(int which) throws IOException {
        try (StoredRecording stored = stored(List.of())) {
            byte[] file = stored.readFully(0, (int) stored.lengthBytes());
            return channel(file, which);
        }
    }

    StoredRecording stored(List<RecordingKey> keys) throws IOException {
        StoredRecording stored = StoredRecording.open(folder, Scene.CALL_SID, keys);
        if (stored == null) {
            throw new AssertionError("nothing was recorded");
        }
        return stored;
    }

    static short[] channel(byte[] wav, int which) {
        short[] samples = new short[(wav.length - MuLawWav.HEADER_BYTES) / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = MuLaw.decode(wav[MuLawWav.HEADER_BYTES + 2 * i + which]);
        }
        return samples;
    }

    /** A piece of a channel between two times. */
    static short[] between(short[] samples, int fromMillis, int toMillis) {
        return Arrays.copyOfRange(samples, fromMillis * 8, Math.min(samples.length, toMillis * 8));
    }
}
