package dev.trunkline.engine.speaking;

import dev.trunkline.engine.work.BoundedExecutor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is heard while an answer takes long: short sentences in pieces, and noise. What was made once is there at once, however busy the
 * voices are, for that is when it is needed. Thread-safe.
 */
public final class FillerSounds {

    private static final int MAX_KEPT = 200; // a few sentences, for every voice that a config may name

    private final CachedSynthesizer speech;
    private final int sampleRateHz;
    private final BoundedExecutor workers;
    private final Map<Filler, CachedSynthesizer.Spoken> kept = new ConcurrentHashMap<>();
    private final Map<Double, ComfortNoise> noises = new ConcurrentHashMap<>();

    private record Filler(@Nullable String voice, String text) {}

    FillerSounds(CachedSynthesizer speech, int sampleRateHz, BoundedExecutor workers) {
        this.speech = speech;
        this.sampleRateHz = sampleRateHz;
        this.workers = workers;
    }

    /**
     * A sentence, in pieces after each of which it may end.
     *
     * @param voiceName as configs and sessions give it, or null for the engine's own voice
     */
    public CompletableFuture<CachedSynthesizer.Spoken> say(String text, @Nullable String voiceName) {
        Filler filler = new Filler(voiceName, text);
        CachedSynthesizer.Spoken known = kept.get(filler);
        return known != null
                ? CompletableFuture.completedFuture(known)
                : speech.say(text, voiceName).thenCompose(spoken -> workers.submit(() -> cut(filler, spoken)));
    }

    private CachedSynthesizer.Spoken cut(Filler filler, CachedSynthesizer.Spoken spoken) {
        CachedSynthesizer.Spoken pieces =
                new CachedSynthesizer.Spoken(Stops.between(spoken, sampleRateHz), spoken.scores());
        if (kept.size() < MAX_KEPT) {
            kept.put(filler, pieces);
        }
        return pieces;
    }

    /** Noise of that level, in dB of full scale. */
    public CompletableFuture<ComfortNoise> noise(double levelDb) {
        ComfortNoise known = noises.get(levelDb);
        return known != null
                ? CompletableFuture.completedFuture(known)
                : workers.submit(() -> noises.computeIfAbsent(levelDb, level -> new ComfortNoise(sampleRateHz, level)));
    }

    /** Makes all of it ahead of time, in the background. */
    public void prepare(List<String> texts, @Nullable String voiceName, @Nullable Double levelDb) {
        if (levelDb != null) {
            noise(levelDb);
        }
        texts.forEach(text -> say(text, voiceName));
    }
}
