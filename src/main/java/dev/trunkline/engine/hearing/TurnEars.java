package dev.trunkline.engine.hearing;

import dev.trunkline.engine.hearing.Hearing.Words;
import dev.trunkline.engine.hearing.Listening.CallerTurn;
import dev.trunkline.speech.StreamingRecognizer;
import java.util.concurrent.CompletableFuture;

/** How one chat's ears come to the words of a turn, one turn after the other. Nothing blocks. Confined to the chat's loop. */
interface TurnEars {

    /** The turn's next frame, from before its first word on. */
    void hear(short[] samples);

    /** What the caller seems to have said in a turn that may go on. */
    CompletableFuture<Words> guess(CallerTurn soFar);

    /** What the caller said in a turn that is over; the next frame belongs to the next turn. */
    CompletableFuture<Words> understand(CallerTurn turn);

    /** Nobody wants to know what is in the frames so far. */
    void forget();

    static TurnEars of(HearingParts parts) {
        return parts.ears() instanceof StreamingRecognizer streaming
                ? new StreamedTurns(streaming, parts)
                : new WholeTurns(parts);
    }
}
