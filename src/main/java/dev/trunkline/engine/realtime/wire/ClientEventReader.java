package dev.trunkline.engine.realtime.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads what clients send; anything at all becomes a {@link ClientEvent}, never an exception. Thread-safe. */
public final class ClientEventReader {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_TOKENS =
            100_000; // as EVI's: sixteen megabytes of [[],[],[]... would be half a gigabyte
    private static final int MAX_ID_CHARS = 512;
    static final int MAX_AUDIO_CHARS = 20 * 1024 * 1024; // 15 MiB in base64: documented
    private static final int MAX_MILLIS = 24 * 60 * 60 * 1_000;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(64)
                            .maxTokenCount(MAX_TOKENS)
                            .maxStringLength(MAX_AUDIO_CHARS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ClientEventReader() {}

    /** Reads one text frame. */
    public static ClientEvent.Named read(String text) {
        JsonNode event;
        try {
            event = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return refused(null, new BadEvent("invalid_json", "The message is not valid JSON.", null));
        }
        if (event.isMissingNode()) {
            return refused(null, new BadEvent("invalid_json", "The message is empty.", null));
        }
        String eventId = null;
        try {
            EventFields fields = EventFields.of(event, "");
            eventId = fields.optionalText("event_id", MAX_ID_CHARS);
            ClientEvent read = read(fields);
            fields.noOthers();
            return new ClientEvent.Named(eventId, read);
        } catch (BadEvent e) {
            return refused(eventId, e);
        }
    }

    /** What a binary frame is. */
    public static ClientEvent.Named binary() {
        return refused(
                null, new BadEvent("invalid_json", "The message is binary; events are sent as text frames.", null));
    }

    private static ClientEvent.Named refused(@Nullable String eventId, BadEvent why) {
        return new ClientEvent.Named(eventId, new ClientEvent.Refused(why));
    }

    private static ClientEvent read(EventFields fields) {
        ClientEventType type = ClientEventType.of(fields.text("type", MAX_ID_CHARS));
        if (type == null) {
            throw BadEvent.invalid("type", "it is no event that a client can send");
        }
        if (type.refusal() != null) {
            throw BadEvent.invalid("type", type.wireName() + " is not served, because " + type.refusal());
        }
        return switch (type) {
            case SESSION_UPDATE -> new ClientEvent.SessionUpdate(fields.required("session"));
            case INPUT_AUDIO_BUFFER_APPEND -> new ClientEvent.Append(audio(fields));
            case INPUT_AUDIO_BUFFER_COMMIT -> new ClientEvent.Commit();
            case INPUT_AUDIO_BUFFER_CLEAR -> new ClientEvent.Clear();
            case CONVERSATION_ITEM_CREATE ->
                created(fields.optionalText("previous_item_id", MAX_ID_CHARS), fields.object("item"));
            case CONVERSATION_ITEM_RETRIEVE -> new ClientEvent.ItemRetrieve(fields.text("item_id", MAX_ID_CHARS));
            case CONVERSATION_ITEM_TRUNCATE ->
                new ClientEvent.ItemTruncate(
                        fields.text("item_id", MAX_ID_CHARS),
                        fields.integer("content_index", 0, 1_000),
                        fields.integer("audio_end_ms", 0, MAX_MILLIS));
            case CONVERSATION_ITEM_DELETE -> new ClientEvent.ItemDelete(fields.text("item_id", MAX_ID_CHARS));
            case RESPONSE_CREATE -> new ClientEvent.ResponseCreate(fields.value("response"));
            case RESPONSE_CANCEL -> new ClientEvent.ResponseCancel(fields.optionalText("response_id", MAX_ID_CHARS));
            default -> throw new IllegalStateException(type + " is served, and not read");
        };
    }

    private static ClientEvent created(@Nullable String previousItemId, EventFields fields) {
        ConversationItem item = ItemReader.read(fields);
        return new ClientEvent.ItemCreate(previousItemId, item, ItemReader.sound(fields, item));
    }

    private static byte[] audio(EventFields fields) {
        return sound(fields.text("audio", MAX_AUDIO_CHARS), "audio");
    }

    static byte[] sound(String base64, String path) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw BadEvent.invalid(path, "it must be base64");
        }
    }
}
