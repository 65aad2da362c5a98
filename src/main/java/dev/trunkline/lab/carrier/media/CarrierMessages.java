package dev.trunkline.lab.carrier.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;

/**
 * Writes what Twilio sends on one media stream (docs "Media Streams - WebSocket messages"): numbers are strings where
 * Twilio writes strings, and one counter numbers everything from {@code start} on. Confined to the call's loop.
 */
final class CarrierMessages {

    /** The timestamp of the first frame; live captures show 57 and 111, never 0. */
    static final int FIRST_TIMESTAMP_MILLIS = 57;

    private static final int FRAME_MILLIS = 20;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StreamPlan plan;
    private int sequenceNumber;
    private int chunk;

    CarrierMessages(StreamPlan plan) {
        this.plan = plan;
    }

    String connected() {
        return "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}";
    }

    String start() {
        ObjectNode start = JSON.objectNode()
                .put("accountSid", plan.accountSid())
                .put("streamSid", plan.streamSid())
                .put("callSid", plan.callSid());
        start.putArray("tracks").add("inbound");
        start.putObject("mediaFormat")
                .put("encoding", "audio/x-mulaw")
                .put("sampleRate", 8_000)
                .put("channels", 1);
        ObjectNode parameters = start.putObject("customParameters");
        plan.parameters().forEach(parameters::put);
        return event("start", start);
    }

    /** 20 ms of the caller's voice. */
    String media(byte[] audio) {
        sequenceNumber++;
        chunk++;
        return "{\"event\":\"media\",\"sequenceNumber\":\"" + sequenceNumber
                + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\"" + chunk
                + "\",\"timestamp\":\"" + (FIRST_TIMESTAMP_MILLIS + (chunk - 1) * FRAME_MILLIS)
                + "\",\"payload\":\"" + Base64.getEncoder().encodeToString(audio)
                + "\"},\"streamSid\":\"" + plan.streamSid() + "\"}";
    }

    /** A frame that could not be sent: its numbers are used up. */
    void skipMedia() {
        sequenceNumber++;
        chunk++;
    }

    String dtmf(char digit) {
        return event("dtmf", JSON.objectNode().put("track", "inbound_track").put("digit", String.valueOf(digit)));
    }

    String mark(String name) {
        return event("mark", JSON.objectNode().put("name", name));
    }

    String stop() {
        return event(
                "stop", JSON.objectNode().put("accountSid", plan.accountSid()).put("callSid", plan.callSid()));
    }

    private String event(String name, JsonNode content) {
        sequenceNumber++;
        ObjectNode message = JSON.objectNode();
        message.put("event", name);
        message.put("sequenceNumber", String.valueOf(sequenceNumber));
        message.set(name, content);
        message.put("streamSid", plan.streamSid());
        return message.toString();
    }
}
