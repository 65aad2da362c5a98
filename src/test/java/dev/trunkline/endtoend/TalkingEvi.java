package dev.trunkline.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An EVI for many calls: each agent says a sentence of 1,200 ms every 4 s, and each chat knows its group. */
final class TalkingEvi implements AutoCloseable {

    static final int SENTENCE_MILLIS = 1_200;
    private static final int EVERY_MILLIS = 4_000;
    private static final int RATE_HZ = 24_000;
    private static final float[] SENTENCE = Sound.tone(1_013, RATE_HZ, SENTENCE_MILLIS, 12_000);

    private final Map<String, List<String>> groups = new ConcurrentHashMap<>();
    private final ScriptedEvi evi;

    TalkingEvi() throws IOException {
        evi = new ScriptedEvi(this::onMessage, chat -> chat.ready(group(chat)));
        evi.goesDeaf();
    }

    URI uri() {
        return evi.uri();
    }

    /** The groups of a call's chats, in order. */
    List<String> groupsOf(String callSid) {
        return groups.getOrDefault(callSid, List.of());
    }

    /** How many calls have talked. */
    int calls() {
        return groups.size();
    }

    private static String group(ScriptedEvi.Chat chat) {
        String resumed = chat.request().queryValue("resumed_chat_group_id");
        return resumed == null ? "group-" + chat.number() : resumed;
    }

    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        if (message.path("type").asText().equals("session_settings") && message.has("custom_session_id")) {
            groups.computeIfAbsent(message.path("custom_session_id").asText(), sid -> new CopyOnWriteArrayList<>())
                    .add(group(chat));
            say(chat, 0);
        }
    }

    private static void say(ScriptedEvi.Chat chat, int number) {
        chat.speak("m" + number, "A sentence of its own", SENTENCE, RATE_HZ);
        chat.endTurn();
        chat.after(EVERY_MILLIS, () -> say(chat, number + 1));
    }

    @Override
    public void close() {
        evi.close();
    }
}
