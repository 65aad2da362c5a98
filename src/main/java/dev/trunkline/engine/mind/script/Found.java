package dev.trunkline.engine.mind.script;

import dev.trunkline.bounded.BoundedMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** What was looked up for whom, for the length of a call: the one thing that no transcript holds. Bounded. Thread-safe. */
final class Found {

    private static final int MAX_CHATS = 2_000;

    private final Map<String, Map<String, String>> byChat = Collections.synchronizedMap(new BoundedMap<>(MAX_CHATS));
    private final LookUp lookUp;

    Found(LookUp lookUp) {
        this.lookUp = lookUp;
    }

    LookUp lookUp() {
        return lookUp;
    }

    void keep(String chatId, Map<String, String> fields) {
        byChat.merge(chatId, Map.copyOf(fields), (before, now) -> {
            Map<String, String> all = new HashMap<>(before);
            all.putAll(now);
            return all;
        });
    }

    Map<String, String> of(String chatId) {
        return byChat.getOrDefault(chatId, Map.of());
    }
}
