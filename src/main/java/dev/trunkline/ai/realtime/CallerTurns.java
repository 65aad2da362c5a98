package dev.trunkline.ai.realtime;

import dev.trunkline.ai.GrownText;
import dev.trunkline.ai.realtime.RealtimeEvent.CallerText;
import java.util.LinkedHashMap;
import java.util.Map;

/** The caller's words, turn by turn, until each is whole. Confined to the call's loop. */
final class CallerTurns {

    private static final int MOST_OPEN = 16;

    private final Map<String, String> soFar = new LinkedHashMap<>();

    /** What is known now of the turn's words; a turn that is whole is forgotten. */
    String add(CallerText text) {
        return switch (text.extent()) {
            case WHOLE -> {
                soFar.remove(text.itemId());
                yield text.text();
            }
            case SO_FAR -> keep(text.itemId(), text.text());
            case MORE -> keep(text.itemId(), GrownText.of(soFar.getOrDefault(text.itemId(), ""), text.text()));
        };
    }

    private String keep(String itemId, String words) {
        if (!soFar.containsKey(itemId) && soFar.size() >= MOST_OPEN) {
            soFar.remove(soFar.keySet().iterator().next());
        }
        soFar.put(itemId, words);
        return words;
    }

    /** There will be no words of this turn. */
    void forget(String itemId) {
        soFar.remove(itemId);
    }
}
