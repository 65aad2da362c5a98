package dev.trunkline.replay;

import dev.trunkline.flight.FlightKind;
import dev.trunkline.flight.FlightMoment;
import dev.trunkline.flight.FlightQuestion;
import dev.trunkline.flight.FlightRecord;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * What the replayed call is told when it asks its surroundings: what the recorded one was told in the same moment; when that did
 * not ask, what it was told last. Confined to one thread.
 */
final class ReplayAnswers {

    private final Map<Integer, Queue<Boolean>> ofMoment = new HashMap<>();
    private final Map<Integer, Boolean> last = new HashMap<>();

    void begin(FlightMoment moment) {
        ofMoment.clear();
        for (FlightRecord record : moment.rest()) {
            if (record.kind() == FlightKind.ANSWER) {
                ofMoment.computeIfAbsent((int) record.number(), question -> new ArrayDeque<>())
                        .add(record.value() != 0);
            }
        }
    }

    boolean to(FlightQuestion question) {
        return to(question.number());
    }

    boolean to(int question) {
        Queue<Boolean> recorded = ofMoment.get(question);
        Boolean answer = recorded == null ? null : recorded.poll();
        if (answer != null) {
            last.put(question, answer);
            return answer;
        }
        return last.getOrDefault(question, isUsual(question));
    }

    /** There is room, a chat, a turn; nothing is down, and nothing short; there is no voice. */
    private static boolean isUsual(int question) {
        return question != FlightQuestion.IS_DOWN.number()
                && question != FlightQuestion.IS_SOUND_SHORT.number()
                && question != FlightQuestion.HAS_VOICE.number();
    }
}
