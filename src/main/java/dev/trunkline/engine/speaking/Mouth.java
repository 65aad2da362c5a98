package dev.trunkline.engine.speaking;

import dev.trunkline.audio.Resampler;
import dev.trunkline.engine.expression.Expression;
import dev.trunkline.engine.wire.Pcm;
import dev.trunkline.engine.wire.Wav;
import dev.trunkline.net.Workers;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Turns sentences into the WAV files that are sent, on a pool, and remembers what it said last: a script repeats itself.
 * Thread-safe.
 */
public final class Mouth {

    private static final long MEMORY_BYTES = 48L * 1024 * 1024; // about six minutes at 48 kHz

    private static final int MEASURED_RATE_HZ = 8_000; // enough for melody and level, and six times as quick as 48 kHz

    private final Voice voice;
    private final Expression expression;
    private final SoundSettings settings;
    private final Workers workers;
    private final Map<Sentence, Remembered> memory = new LinkedHashMap<>(64, 0.75f, true);
    private long memoryBytes;

    public Mouth(Voice voice, Expression expression, SoundSettings settings, Workers workers) {
        this.voice = voice;
        this.expression = expression;
        this.settings = settings;
        this.workers = workers;
    }

    /**
     * A sentence, ready to be sent. Immutable.
     *
     * @param chunks whole WAV files, in order
     * @param scores how it sounds
     */
    public record Spoken(List<Chunk> chunks, Map<String, Double> scores) {
        long bytes() {
            return chunks.stream().mapToLong(chunk -> chunk.wavBase64.length()).sum();
        }
    }

    /** Some of a sentence, as it is sent. */
    public record Chunk(String wavBase64, long durationNanos) {}

    /** A sentence that was spoken or is being spoken. Guarded by the mouth. */
    private static final class Remembered {
        private final CompletableFuture<Spoken> speaking;
        private long bytes; // 0 until it is spoken

        Remembered(CompletableFuture<Spoken> speaking) {
            this.speaking = speaking;
        }
    }

    /** What is to be said, and who is to say it; null: the engine's own voice. */
    private record Sentence(@Nullable String voice, String text) {}

    /**
     * Speaks; chats that want the same sentence at the same time share the work.
     *
     * @param voiceName as configs and sessions give it, or null for the engine's own voice
     */
    public synchronized CompletableFuture<Spoken> say(String text, @Nullable String voiceName) {
        Sentence sentence = new Sentence(voiceName, text);
        Remembered known = memory.get(sentence);
        return known == null ? remember(sentence, workers.submit(() -> speak(sentence))) : known.speaking;
    }

    /** Speaks all of it ahead, one after the other on one worker, so that chats which begin meanwhile are served too. */
    public CompletableFuture<Integer> prepare(List<String> texts, @Nullable String voiceName) {
        return workers.submit(() -> {
            texts.stream()
                    .map(text -> new Sentence(voiceName, text))
                    .forEach(sentence ->
                            remember(sentence, CompletableFuture.supplyAsync(() -> speak(sentence), Runnable::run)));
            return texts.size();
        });
    }

    private Spoken speak(Sentence sentence) {
        Voice speaker = sentence.voice == null ? voice : voice.named(sentence.voice);
        Speech said = speaker.say(sentence.text);
        Speech speech = resampled(said, settings.sampleRateHz());
        int chunkSamples = (int) ((long) settings.sampleRateHz() * settings.chunkMillis() / 1_000);
        List<Chunk> chunks = new ArrayList<>();
        short[] samples = speech.samples();
        for (int offset = 0; offset < samples.length; offset += chunkSamples) {
            int length = Math.min(chunkSamples, samples.length - offset);
            long durationNanos = length * 1_000_000_000L / settings.sampleRateHz();
            byte[] wav = Wav.of(samples, offset, length, settings.sampleRateHz());
            chunks.add(new Chunk(Base64.getEncoder().encodeToString(wav), durationNanos));
        }
        return new Spoken(List.copyOf(chunks), expression.scores(sentence.text, resampled(said, MEASURED_RATE_HZ)));
    }

    private static Speech resampled(Speech speech, int rateHz) {
        if (speech.sampleRateHz() == rateHz) {
            return speech;
        }
        Resampler resampler = Resampler.between(speech.sampleRateHz(), rateHz);
        float[] input = new float[speech.samples().length];
        for (int i = 0; i < input.length; i++) {
            input[i] = speech.samples()[i];
        }
        float[] output = new float[resampler.maxOutputSamples(input.length)];
        int length = resampler.process(input, input.length, output);
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = Pcm.sample(output[i]);
        }
        return new Speech(samples, rateHz);
    }

    private synchronized CompletableFuture<Spoken> remember(Sentence sentence, CompletableFuture<Spoken> speaking) {
        Remembered sound = new Remembered(speaking);
        Remembered before = memory.put(sentence, sound);
        memoryBytes -= before == null ? 0 : before.bytes;
        speaking.whenComplete((spoken, failure) -> settle(sentence, sound, spoken));
        return speaking;
    }

    private synchronized void settle(Sentence sentence, Remembered sound, @Nullable Spoken spoken) {
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
