package dev.trunkline.speech.loading;

import dev.trunkline.speech.vad.EnergyVoiceActivity;
import dev.trunkline.speech.vad.VoiceActivities;
import dev.trunkline.speech.vad.VoiceActivity;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells speech from silence in a stream that began before its detector was loaded: by the level until then, for nobody waits on a
 * loop. Confined to one thread.
 */
public final class LoadingActivity implements VoiceActivity {

    private final CompletableFuture<VoiceActivities> loading;
    private VoiceActivity detector = new EnergyVoiceActivity();
    private boolean isMakeshift = true;

    private LoadingActivity(CompletableFuture<VoiceActivities> loading) {
        this.loading = loading;
    }

    /**
     * Loads a detector on a thread of its own, and returns at once.
     *
     * @param activities blocks while it loads
     * @param after it begins to load when this completes, and is not loaded when it fails
     */
    public static CompletableFuture<VoiceActivities> load(
            Supplier<VoiceActivities> activities, CompletableFuture<Void> after) {
        return after.thenApplyAsync(unused -> activities.get(), SpeechParts::run);
    }

    /** The detectors of any number of streams; those that begin when it is loaded are its own. */
    public static Supplier<VoiceActivity> ofStreams(CompletableFuture<VoiceActivities> loading) {
        return () -> {
            VoiceActivities loaded = loaded(loading);
            return loaded == null ? new LoadingActivity(loading) : loaded.forStream();
        };
    }

    private static @Nullable VoiceActivities loaded(CompletableFuture<VoiceActivities> loading) {
        return loading.isDone() && !loading.isCompletedExceptionally() ? loading.join() : null;
    }

    @Override
    public boolean isSpeech(short[] samples) {
        if (isMakeshift) {
            VoiceActivities loaded = loaded(loading);
            if (loaded != null) {
                detector = loaded.forStream();
                isMakeshift = false;
            }
        }
        return detector.isSpeech(samples);
    }

    @Override
    public void close() {
        detector.close();
    }
}
