package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.script.Slot.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a conversation stands, between two turns of the caller's. Immutable.
 *
 * @param last the intent that was answered last, or null
 * @param choice the two intents that were asked about; empty for none
 * @param heard what was said when they were
 * @param filling the form that is being filled in, or null
 */
record DialogueState(
        @Nullable String last,
        List<String> choice,
        String heard,
        @Nullable Filling filling) {

    static final DialogueState BEGINNING = new DialogueState(null, List.of(), "", null);

    /** What is being asked for. */
    enum Asking {
        SLOT,
        /** Whether one slot is right. */
        SLOT_RIGHT,
        /** Whether all are. */
        ALL_RIGHT,
        /** Which is not. */
        WHAT_IS_RIGHT
    }

    /**
     * A form that is being filled in.
     *
     * @param intent whose form it is
     * @param values of the slots that are known
     * @param asking what the caller was asked
     * @param slot the name of the one that it is about; empty for all
     * @param confirmed the names of those that were read back
     * @param misses how many answers in a row were none
     * @param refused how often what was read back was not right, and the caller did not say what is
     */
    record Filling(
            String intent,
            Map<String, Value> values,
            Asking asking,
            String slot,
            List<String> confirmed,
            int misses,
            int refused) {

        Filling with(String name, Value value) {
            Map<String, Value> all = new LinkedHashMap<>(values);
            all.put(name, value);
            return new Filling(intent, all, asking, slot, confirmed, 0, refused);
        }

        Filling without(String name) {
            Map<String, Value> all = new LinkedHashMap<>(values);
            all.remove(name);
            return new Filling(intent, all, asking, slot, confirmed, 0, refused);
        }

        Filling asking(Asking now, String about) {
            return new Filling(intent, values, now, about, confirmed, 0, refused);
        }

        Filling confirmed(String name) {
            List<String> all = new ArrayList<>(confirmed);
            all.add(name);
            return new Filling(intent, values, asking, slot, List.copyOf(all), 0, refused);
        }

        Filling missed() {
            return new Filling(intent, values, asking, slot, confirmed, misses + 1, refused);
        }

        Filling refusedOnce() {
            return new Filling(intent, values, asking, slot, confirmed, 0, refused + 1);
        }
    }

    DialogueState answered(Intent intent) {
        return new DialogueState(intent.name(), List.of(), "", null);
    }

    DialogueState filling(@Nullable Filling now) {
        return new DialogueState(last, List.of(), "", now);
    }

    DialogueState choosing(List<String> between, String text) {
        return new DialogueState(last, between, text, null);
    }
}
