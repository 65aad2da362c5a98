package dev.trunkline.engine.hearing;

import dev.trunkline.engine.hearing.Endpointer.Utterance;
import dev.trunkline.engine.hearing.SpeechPipeline.Words;
import dev.trunkline.speech.SpeechRecognizer.Result;
import dev.trunkline.speech.StreamingRecognizer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Lets the recognizer hear every frame at once, one stream for each turn. Confined to the chat's loop. */
final class StreamingRecognition implements TurnRecognition {

    private final StreamingRecognizer recognizer;
    private final SpeechPipelineParts parts;
    private StreamingRecognizer.@Nullable Stream stream;

    StreamingRecognition(StreamingRecognizer recognizer, SpeechPipelineParts parts) {
        this.recognizer = recognizer;
        this.parts = parts;
    }

    @Override
    public void feed(short[] samples) {
        current().feed(samples);
    }

    @Override
    public boolean hearsParts() {
        return true;
    }

    @Override
    public CompletableFuture<Words> partial(Utterance soFar) {
        return CompletableFuture.completedFuture(new Words(soFar, current().interim(), Map.of()));
    }

    @Override
    public CompletableFuture<Words> interim(Utterance soFar) {
        return scored(soFar, current().interim());
    }

    @Override
    public CompletableFuture<Words> understand(Utterance utterance) {
        CompletableFuture<Result> result = current().finish();
        stream = null;
        return result.thenCompose(words -> scored(utterance, words));
    }

    @Override
    public void discard() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }

    private StreamingRecognizer.Stream current() {
        StreamingRecognizer.Stream open = stream == null ? recognizer.stream(AudioInputDecoder.RATE_HZ) : stream;
        stream = open;
        return open;
    }

    /** The words are there; how they sound takes a worker. */
    private CompletableFuture<Words> scored(Utterance utterance, Result result) {
        return SpeechPipelineParts.isNothing(result)
                ? CompletableFuture.completedFuture(new Words(utterance, result, Map.of()))
                : parts.workers().submit(() -> parts.words(utterance, result));
    }
}
