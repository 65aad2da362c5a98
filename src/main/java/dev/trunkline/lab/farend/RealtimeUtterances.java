package dev.trunkline.lab.farend;

/** What a session says of its caller's speech: that it begins and ends, its item, its words. Confined to the session's loop. */
final class RealtimeUtterances {

    private final SettledSession session;
    private final RealtimeTongue tongue;
    private final String prefix;
    private int items;

    /** @param prefix what items' ids end with, before their number */
    RealtimeUtterances(SettledSession session, RealtimeTongue tongue, String prefix) {
        this.session = session;
        this.tongue = tongue;
        this.prefix = prefix;
    }

    /** @param heardBytes of the caller's sound until now */
    void start(long heardBytes) {
        tongue.say(
                "input_audio_buffer.speech_started",
                "\"audio_start_ms\":" + session.hears().millis(heardBytes) + "," + item());
    }

    void end(long heardBytes) {
        tongue.say(
                "input_audio_buffer.speech_stopped",
                "\"audio_end_ms\":" + session.hears().millis(heardBytes) + "," + item());
        commit();
    }

    /** What was heard is one item of the conversation. */
    void commit() {
        String whole =
                "{\"id\":\"" + id() + "\",\"object\":\"realtime.item\",\"type\":\"message\",\"status\":\"completed\","
                        + "\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"transcript\":null}]}";
        tongue.say("input_audio_buffer.committed", "\"previous_item_id\":null," + item());
        tongue.say("conversation.item.added", "\"previous_item_id\":null,\"item\":" + whole);
        tongue.say("conversation.item.done", "\"previous_item_id\":null,\"item\":" + whole);
        if (session.transcribes()) {
            tongue.say(
                    "conversation.item.input_audio_transcription.completed",
                    item()
                            + ",\"content_index\":0,\"transcript\":\"well\",\"usage\":{\"type\":\"duration\",\"seconds\":1}");
        }
        items++;
    }

    /** A part of what is being said. */
    void interim() {
        if (session.transcribes()) {
            tongue.say(
                    "conversation.item.input_audio_transcription.delta",
                    item() + ",\"content_index\":0,\"delta\":\"well\"");
        }
    }

    /** Whether an item of the conversation is one of them. */
    boolean has(String itemId) {
        for (int item = items - 1; item >= 0; item--) {
            if (id(item).equals(itemId)) {
                return true;
            }
        }
        return false;
    }

    private String id() {
        return id(items);
    }

    private String id(int item) {
        return "item_" + prefix + "u" + item;
    }

    private String item() {
        return "\"item_id\":\"" + id() + "\"";
    }
}
