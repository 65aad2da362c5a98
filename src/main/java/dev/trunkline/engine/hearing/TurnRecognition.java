package dev.trunkline.engine.hearing;

import dev.trunkline.engine.hearing.Endpointer.Utterance;
import dev.trunkline.engine.hearing.SpeechPipeline.Words;
import dev.trunkline.speech.StreamingRecognizer;
import java.util.concurrent.CompletableFuture;

/** How one chat comes to the words of a turn, one turn after the other. Nothing blocks. Confined to the chat's loop. */
interface TurnRecognition {

    /** The turn's next frame, from before its first word on. */
    void feed(short[] samples);

    /** Whether {@link #partial} makes sense: others would be slow or dear. */
    boolean hearsParts();

    /** What the caller is saying, without scores; fails at once when there is no time to find out. */
    CompletableFuture<Words> partial(Utterance soFar);

    /** What the caller seems to have said in a turn that may go on. */
    CompletableFuture<Words> interim(Utterance soFar);

    /** What the caller said in a turn that is over; the next frame belongs to the next turn. */
    CompletableFuture<Words> understand(Utterance utterance);

    /** Nobody wants to know what is in the frames so far. */
    void discard();

    static TurnRecognition of(SpeechPipelineParts parts) {
        return parts.recognizer() instanceof StreamingRecognizer streaming
                ? new StreamingRecognition(streaming, parts)
                : new BatchRecognition(parts);
    }
}
