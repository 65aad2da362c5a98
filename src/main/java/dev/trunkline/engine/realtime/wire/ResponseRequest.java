package dev.trunkline.engine.realtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a response is to be made of. Immutable.
 *
 * @param config what holds for it: its session's, and what it says itself in place of that
 * @param isOutOfBand whether it stays out of the conversation
 * @param input what the mind is told in place of the conversation; null for the conversation
 * @param metadata the client's own; null for none
 * @param chars that it holds, without its session's
 */
public record ResponseRequest(
        SessionConfig config,
        boolean isOutOfBand,
        @Nullable List<Input> input,
        @Nullable Map<String, String> metadata,
        long chars) {

    /** Of all input together, also of what it refers to. */
    public static final int MAX_INPUT_CHARS = ItemReader.MAX_TEXT_CHARS;

    private static final int MAX_INPUT = 1_000;
    private static final int MAX_METADATA = 16; // all three documented
    private static final int MAX_KEY_CHARS = 64;
    private static final int MAX_VALUE_CHARS = 512;

    /**
     * An item of a response's own, or one of the conversation.
     *
     * @param reference the id of one of the conversation; null when {@code item} is there
     * @param path of it in the event
     */
    public record Input(
            @Nullable String reference, @Nullable ConversationItem item, String path) {}

    /** Nothing special: what the end of a caller's turn asks for. */
    public static ResponseRequest of(SessionConfig session) {
        return new ResponseRequest(session, false, null, null, 0);
    }

    /**
     * Reads the object of {@code response.create}.
     *
     * @param response null when there is none
     * @throws BadEvent when a field is wrong or not known
     */
    public static ResponseRequest read(SessionConfig session, @Nullable JsonNode response) {
        if (response == null) {
            return of(session);
        }
        EventFields fields = EventFields.of(response, "response");
        Boolean outOfBand = fields.optionalOneOf("conversation", Map.of("auto", false, "none", true));
        SessionConfig config = SessionReader.ofResponse(session, fields);
        List<Input> input = input(fields);
        Map<String, String> metadata = metadata(fields);
        fields.noOthers();
        long chars = config.charsBeside(session) + chars(input);
        return new ResponseRequest(config, outOfBand != null && outOfBand, input, metadata, chars);
    }

    private static long chars(@Nullable List<Input> input) {
        return input == null
                ? 0
                : input.stream()
                        .map(Input::item)
                        .filter(Objects::nonNull)
                        .mapToLong(ConversationItem::chars)
                        .sum();
    }

    private static @Nullable List<Input> input(EventFields response) {
        List<JsonNode> items = response.optionalList("input", MAX_INPUT);
        if (items == null) {
            return null;
        }
        List<Input> input = new ArrayList<>();
        int chars = 0;
        for (int i = 0; i < items.size(); i++) {
            EventFields fields = EventFields.of(items.get(i), response.path("input", i));
            JsonNode type = fields.required("type");
            if (type.isTextual() && type.textValue().equals("item_reference")) {
                input.add(new Input(fields.text("id", MAX_VALUE_CHARS), null, fields.path("id")));
                fields.noOthers();
            } else {
                ConversationItem item = ItemReader.read(fields);
                if (ItemReader.sound(fields, item) != null) {
                    throw BadEvent.missing(fields.path("content") + "[0].transcript");
                }
                chars += item.chars();
                input.add(new Input(null, item, fields.path("id")));
            }
        }
        if (chars > MAX_INPUT_CHARS) {
            throw BadEvent.invalid(response.path("input"), "together they may have " + MAX_INPUT_CHARS + " characters");
        }
        return input;
    }

    private static @Nullable Map<String, String> metadata(EventFields response) {
        EventFields fields = response.optionalObject("metadata");
        if (fields == null) {
            return null;
        }
        JsonNode object = response.required("metadata");
        if (object.size() > MAX_METADATA) {
            throw BadEvent.invalid(response.path("metadata"), "it may have " + MAX_METADATA + " keys");
        }
        Map<String, String> metadata = new HashMap<>();
        object.fieldNames().forEachRemaining(name -> {
            if (name.length() > MAX_KEY_CHARS) {
                throw BadEvent.invalid(response.path("metadata"), "a key may have " + MAX_KEY_CHARS + " characters");
            }
            metadata.put(name, fields.text(name, MAX_VALUE_CHARS));
        });
        return metadata;
    }
}
