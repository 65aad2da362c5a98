package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.script.Slot.Value;
import java.util.List;
import java.util.Map;

/** What the script does about something that was said. Immutable. */
sealed interface Move {

    /** It was not understood. */
    record Puzzled() implements Move {}

    /** An answer, as it stands in the script. */
    record Answer(Intent intent) implements Move {}

    /**
     * Sentences, whose places are filled with what is known.
     *
     * @param values of slots
     */
    record Say(List<String> sentences, Map<String, Value> values) implements Move {}

    /** An answer beside what is being asked for, which is then asked again. */
    record Aside(Intent intent, List<String> sentences, Map<String, Value> values) implements Move {}

    /** All is known that the intent needs. */
    record Complete(Intent intent, Map<String, Value> values) implements Move {}

    /** Nothing helped: a person may. */
    record HandOn() implements Move {}

    /**
     * A move, and where the conversation stands then.
     *
     * @param next before the caller's next turn
     */
    record Turn(DialogueState next, Move move) {}
}
