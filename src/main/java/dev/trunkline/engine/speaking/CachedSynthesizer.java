package dev.trunkline.engine.speaking;

import dev.trunkline.engine.expression.Expression;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.echo.BandLevels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The queue and the cache in front of the voices: turns sentences into the WAV files that are sent, on a pool, and remembers
 * what was said last, for a script repeats itself. Thread-safe.
 */
public final class CachedSynthesizer {

    /** A quarter of an hour at 48 kHz, or what a small machine has to spare. */
    private static final long MEMORY_BYTES =
            Math.min(128L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 16);

    private static final int MAX_PREPARED = 500;

    private static final int MEASURED_RATE_HZ = 8_000; // enough for melody and level, and six times as quick as 48 kHz

    private final Voice voice;
    private final Expression expression;
    private final SoundSettings settings;
    private final OutputFormat usual;
    private final BoundedExecutor workers;
    private final Map<Sentence, Remembered> memory = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<String, Spoken> prepared = new ConcurrentHashMap<>(); // never forgotten
    private long memoryBytes;
    private final FillerSounds fillers;

    public CachedSynthesizer(Voice voice, Expression expression, SoundSettings settings, BoundedExecutor workers) {
        this.voice = voice;
        this.expression = expression;
        this.settings = settings;
        this.usual = new OutputFormat(OutputFormat.Coding.WAV, settings.sampleRateHz());
        this.workers = workers;
        this.fillers = new FillerSounds(this, settings.sampleRateHz(), workers);
    }

    /**
     * A sentence, ready to be sent. Immutable.
     *
     * @param chunks of its sound, in order: whole WAV files where no other format was asked for
     * @param scores how it sounds
     */
    public record Spoken(List<Chunk> chunks, Map<String, Double> scores) {
        long bytes() {
            return chunks.stream().mapToLong(chunk -> chunk.base64.length()).sum();
        }
    }

    /**
     * Some of a sentence, as it is sent.
     *
     * @param levels by which it is known when it comes back
     */
    public record Chunk(String base64, long durationNanos, BandLevels levels) {

        /** Of a sound that is too soft to come back. */
        public Chunk(String base64, long durationNanos) {
            this(base64, durationNanos, BandLevels.SOFT);
        }

        /** Cut out of a longer sound. */
        static Chunk of(short[] samples, int offset, int length, int sampleRateHz) {
            return of(samples, offset, length, new OutputFormat(OutputFormat.Coding.WAV, sampleRateHz));
        }

        /** The same, in any format; the samples have its rate. */
        static Chunk of(short[] samples, int offset, int length, OutputFormat format) {
            int rateHz = format.sampleRateHz();
            return new Chunk(
                    Base64.getEncoder().encodeToString(format.write(samples, offset, length)),
                    length * 1_000_000_000L / rateHz,
                    BandLevels.of(new Speech(Arrays.copyOfRange(samples, offset, offset + length), rateHz)));
        }
    }

    /** A sentence that was spoken or is being spoken. Guarded by the cache. */
    private static final class Remembered {
        private final CompletableFuture<Spoken> speaking = new CompletableFuture<>();
        private int waiting; // for it to be spoken
        private long bytes; // 0 until it is spoken
    }

    /** What is to be said, how it is written, and who is to say it; null: the engine's own voice. */
    private record Sentence(@Nullable String voice, String text, OutputFormat format) {}

    /**
     * Speaks; chats that want the same sentence at the same time share the work, and when all of them have cancelled it before
     * it began it is not done at all.
     *
     * @param voiceName as configs and sessions give it, or null for the engine's own voice
     */
    public CompletableFuture<Spoken> say(String text, @Nullable String voiceName) {
        return say(text, voiceName, usual);
    }

    /** The same, written as {@code format} says. */
    public synchronized CompletableFuture<Spoken> say(String text, @Nullable String voiceName, OutputFormat format) {
        Sentence sentence = new Sentence(voiceName, text, format);
        Remembered known = memory.get(sentence);
        Remembered sound = known == null ? remember(sentence) : known;
        CompletableFuture<Spoken> ofOne = sound.speaking.copy();
        sound.waiting++;
        ofOne.whenComplete((spoken, failure) -> leave(sound));
        if (known == null) {
            begin(sentence, sound);
        }
        return ofOne;
    }

    /** What was spoken ahead, whatever voices are busy with or broken; null when it was not. */
    public @Nullable Spoken prepared(String text) {
        return prepared.get(text);
    }

    /** What is heard while an answer takes long. */
    public FillerSounds fillers() {
        return fillers;
    }

    private void begin(Sentence sentence, Remembered sound) {
        workers.submit(() -> isUnwanted(sentence, sound) ? null : speak(sentence))
                .whenComplete((spoken, failure) -> settle(sentence, sound, spoken, failure));
    }

    private synchronized void leave(Remembered sound) {
        sound.waiting--;
    }

    /** Nobody waits any more: then it is forgotten as well, so that who wants it from now on gets it. */
    private synchronized boolean isUnwanted(Sentence sentence, Remembered sound) {
        return sound.waiting == 0 && memory.remove(sentence, sound);
    }

    /**
     * Speaks all of it ahead, one after the other: each waits in the queue anew, so that what a caller is to hear next waits for
     * one of them at most. What fails is left out.
     *
     * @return completes with how many there were
     */
    public CompletableFuture<Integer> prepare(List<String> texts, @Nullable String voiceName) {
        CompletableFuture<@Nullable Void> all = CompletableFuture.completedFuture(null);
        for (String text : texts) {
            all = all.thenCompose(before -> prepare(text, voiceName));
        }
        return all.thenApply(done -> texts.size());
    }

    private CompletableFuture<@Nullable Void> prepare(String text, @Nullable String voiceName) {
        return say(text, voiceName).handle((spoken, failure) -> {
            if (spoken != null && prepared.size() < MAX_PREPARED) {
                prepared.put(text, spoken);
            }
            return null;
        });
    }

    private Spoken speak(Sentence sentence) {
        Voice speaker = sentence.voice == null ? voice : voice.named(sentence.voice);
        Speech said = speaker.say(sentence.text);
        int rateHz = sentence.format.sampleRateHz();
        Speech speech = said.withoutRestAt(rateHz);
        int chunkSamples = (int) ((long) rateHz * settings.chunkMillis() / 1_000);
        List<Chunk> chunks = new ArrayList<>();
        short[] samples = Tempo.changed(speech.samples(), rateHz, sentence.format.speed());
        for (int offset = 0; offset < samples.length; offset += chunkSamples) {
            int length = Math.min(chunkSamples, samples.length - offset);
            chunks.add(Chunk.of(samples, offset, length, sentence.format));
        }
        return new Spoken(List.copyOf(chunks), expression.scores(sentence.text, said.withoutRestAt(MEASURED_RATE_HZ)));
    }

    private synchronized Remembered remember(Sentence sentence) {
        Remembered sound = new Remembered();
        Remembered before = memory.put(sentence, sound);
        memoryBytes -= before == null ? 0 : before.bytes;
        return sound;
    }

    private void settle(Sentence sentence, Remembered sound, @Nullable Spoken spoken, @Nullable Throwable failure) {
        account(sentence, sound, spoken);
        if (spoken != null) {
            sound.speaking.complete(spoken);
        } else {
            sound.speaking.completeExceptionally(
                    failure == null ? new CancellationException("nobody waits for it") : failure);
        }
    }

    private synchronized void account(Sentence sentence, Remembered sound, @Nullable Spoken spoken) {
        if (memory.get(sentence) != sound) {
            return; // forgotten or spoken anew meanwhile
        }
        if (spoken == null) {
            memory.remove(sentence); // the next one who wants it tries again
            return;
        }
        sound.bytes = spoken.bytes();
        memoryBytes += sound.bytes;
        for (var oldest = memory.values().iterator(); memoryBytes > MEMORY_BYTES && oldest.hasNext(); ) {
            memoryBytes -= oldest.next().bytes;
            oldest.remove();
        }
    }
}
