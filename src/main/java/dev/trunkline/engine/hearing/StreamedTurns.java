package dev.trunkline.engine.hearing;

import dev.trunkline.engine.hearing.Hearing.Words;
import dev.trunkline.engine.hearing.Listening.CallerTurn;
import dev.trunkline.speech.SpeechRecognizer.Heard;
import dev.trunkline.speech.StreamingRecognizer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Lets the ears hear every frame at once, one stream for each turn. Confined to the chat's loop. */
final class StreamedTurns implements TurnEars {

    private final StreamingRecognizer ears;
    private final HearingParts parts;
    private StreamingRecognizer.@Nullable Stream stream;

    StreamedTurns(StreamingRecognizer ears, HearingParts parts) {
        this.ears = ears;
        this.parts = parts;
    }

    @Override
    public void hear(short[] samples) {
        current().hear(samples);
    }

    @Override
    public CompletableFuture<Words> guess(CallerTurn soFar) {
        return scored(soFar, current().soFar());
    }

    @Override
    public CompletableFuture<Words> understand(CallerTurn turn) {
        CompletableFuture<Heard> heard = current().finish();
        stream = null;
        return heard.thenCompose(words -> scored(turn, words));
    }

    @Override
    public void forget() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }

    private StreamingRecognizer.Stream current() {
        StreamingRecognizer.Stream open = stream == null ? ears.stream(CallerSound.RATE_HZ) : stream;
        stream = open;
        return open;
    }

    /** The words are there; how they sound takes a worker. */
    private CompletableFuture<Words> scored(CallerTurn turn, Heard heard) {
        return HearingParts.isNothing(heard)
                ? CompletableFuture.completedFuture(new Words(turn, heard, Map.of()))
                : parts.workers().submit(() -> parts.words(turn, heard));
    }
}
