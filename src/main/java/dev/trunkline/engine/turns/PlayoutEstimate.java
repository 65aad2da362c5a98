package dev.trunkline.engine.turns;

import dev.trunkline.engine.conversation.ConversationView;
import dev.trunkline.engine.conversation.MissedSpeech;
import dev.trunkline.engine.mind.ChatMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Guesses what the caller is hearing: sound is sent faster than it plays, and no client reports what it has played. Assumes
 * that everything plays at once and in one piece. Confined to the chat's loop.
 */
final class PlayoutEstimate {

    private static final int MAX_SAID = 1_000; // hours: who has so much to hear yet is no caller

    private static final int ENOUGH_OF_QUESTION_PERCENT = 60;

    private final Deque<Said> said = new ArrayDeque<>();
    private long untilNanos;
    private boolean anything;
    private long filledUntilNanos; // means something once anything was filled in
    private boolean anyFilled;

    private record Said(ChatMessage line, String eventId, long fromNanos, long toNanos) {}

    /** When a sentence that is sent now will be heard. */
    long nextNanos(long nowNanos) {
        long freeNanos = isAudible(nowNanos) ? untilNanos : nowNanos;
        return anyFilled && filledUntilNanos - freeNanos > 0 ? filledUntilNanos : freeNanos;
    }

    /** Sound was sent that is no sentence of the conversation; returns when it will have been heard. */
    long fill(long nowNanos, long durationNanos) {
        filledUntilNanos = nextNanos(nowNanos) + durationNanos;
        anyFilled = true;
        return filledUntilNanos;
    }

    /** A sentence was sent, and its event kept. */
    void add(ChatMessage line, String eventId, long nowNanos, long durationNanos) {
        long fromNanos = nextNanos(nowNanos);
        untilNanos = fromNanos + durationNanos;
        anything = true;
        said.removeIf(earlier -> earlier.toNanos - nowNanos <= 0);
        said.add(new Said(line, eventId, fromNanos, untilNanos));
        if (said.size() > MAX_SAID) {
            said.remove();
        }
    }

    boolean isAudible(long nowNanos) {
        return anything && untilNanos - nowNanos > 0;
    }

    /** Whether the sentence that is heard, or was heard last, is a question of which enough was heard to answer it. */
    boolean hasAsked(long nowNanos) {
        boolean asked = false;
        for (Said sentence : said) {
            long heardNanos = nowNanos - sentence.fromNanos;
            if (heardNanos > 0) {
                long enoughNanos = (sentence.toNanos - sentence.fromNanos) * ENOUGH_OF_QUESTION_PERCENT / 100;
                asked = sentence.line.text().endsWith("?") && heardNanos >= enoughNanos;
            }
        }
        return asked;
    }

    /** How long there has been nothing to hear; negative while there is. */
    long quietNanos(long nowNanos) {
        return anything ? nowNanos - untilNanos : Long.MAX_VALUE;
    }

    /** The client was told to stop: the transcript keeps only what was heard. */
    MissedSpeech stop(long nowNanos, ConversationView conversation) {
        List<String> wholly = new ArrayList<>();
        List<String> partly = new ArrayList<>();
        for (Said sentence : said) {
            if (sentence.fromNanos - nowNanos >= 0) {
                conversation.unsay(sentence.line);
                wholly.add(sentence.eventId);
            } else if (sentence.toNanos - nowNanos > 0) {
                conversation.cutOff(sentence.line);
                partly.add(sentence.eventId);
            }
        }
        said.clear();
        untilNanos = nowNanos;
        filledUntilNanos = nowNanos;
        return new MissedSpeech(wholly, partly);
    }
}
