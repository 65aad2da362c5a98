package dev.trunkline.replay;

import dev.trunkline.call.OwnVoice;
import dev.trunkline.flight.FlightKind;
import dev.trunkline.flight.FlightQuestion;
import dev.trunkline.flight.FlightRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The bridge's own voice in a replay: says what it said in the recorded call. Confined to one thread. */
final class ReplayVoice implements OwnVoice {

    private final ReplayLog log;
    private final ReplayAnswers answers;
    private final Map<Long, Consumer<byte @Nullable []>> waiting = new HashMap<>();
    private long said;

    ReplayVoice(ReplayLog log, ReplayAnswers answers) {
        this.log = log;
        this.answers = answers;
    }

    @Override
    public boolean isThere() {
        return answers.to(FlightQuestion.HAS_VOICE);
    }

    @Override
    public void say(String words, Consumer<byte @Nullable []> then) {
        long number = ++said;
        log.add(FlightKind.OWN_VOICE_SAYS, number, 0, words);
        waiting.put(number, then);
    }

    /** It has said something in the recorded call; nobody waits for it when this one did not ask. */
    void tell(FlightRecord record) {
        Consumer<byte @Nullable []> then = waiting.remove(record.number());
        if (then != null) {
            then.accept(record.value() == 0 ? null : record.needSound());
        }
    }
}
