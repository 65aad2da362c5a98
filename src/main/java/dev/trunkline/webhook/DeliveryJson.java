package dev.trunkline.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A {@link PendingDelivery} as it stands on the disk. Unknown fields are skipped, and what makes no sense is none. Thread-safe. */
final class DeliveryJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** More is none of ours. */
    static final int MAX_BODY_CHARS = 32 * 1024;

    private DeliveryJson() {}

    /**
     * What was read.
     *
     * @param delivery null when it is over
     */
    record Entry(String id, @Nullable PendingDelivery delivery) {}

    static byte[] write(PendingDelivery delivery) {
        return JSON.createObjectNode()
                .put("id", delivery.id())
                .put("receiver", delivery.receiver())
                .put("event", delivery.event())
                .put("call", delivery.callSid())
                .put("from", delivery.from())
                .put("to", delivery.to())
                .put("body", delivery.body())
                .put("created", delivery.createdMillis())
                .put("since", delivery.sinceMillis())
                .put("attempts", delivery.attempts())
                .put("due", delivery.dueMillis())
                .put("problem", delivery.problem())
                .put("dead", delivery.isDead())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] over(String id) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("over", true)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Null when it is neither. */
    static @Nullable Entry read(byte[] payload) {
        JsonNode json;
        try {
            json = JSON.readTree(payload);
        } catch (IOException e) {
            return null;
        }
        String id = json == null ? "" : json.path("id").asText("");
        if (json == null || id.isEmpty()) {
            return null;
        }
        if (json.path("over").asBoolean()) {
            return new Entry(id, null);
        }
        String receiver = json.path("receiver").asText("");
        return receiver.isEmpty() ? null : new Entry(id, delivery(id, receiver, json));
    }

    private static PendingDelivery delivery(String id, String receiver, JsonNode json) {
        return new PendingDelivery(
                id,
                receiver,
                json.path("event").asText(""),
                json.path("call").asText(""),
                json.path("from").asText(""),
                json.path("to").asText(""),
                json.path("body").asText("{}"),
                json.path("created").asLong(),
                json.path("since").asLong(),
                Math.max(0, json.path("attempts").asInt()),
                json.path("due").asLong(),
                json.path("problem").asText(""),
                json.path("dead").asBoolean());
    }
}
