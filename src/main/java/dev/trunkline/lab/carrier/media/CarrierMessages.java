package dev.trunkline.lab.carrier.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;

/**
 * Writes what Twilio sends on one media stream (docs "Media Streams - WebSocket messages"): numbers are strings where
 * Twilio writes strings, and one counter numbers everything from {@code start} on. Who writes media and marks without
 * allocating takes the numbers from here. Confined to the call's loop.
 */
public final class CarrierMessages {

    /** The timestamp of the first frame; live captures show 57 and 111, never 0. */
    static final int FIRST_TIMESTAMP_MILLIS = 57;

    private static final int FRAME_MILLIS = 20;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StreamPlan plan;
    private int sequenceNumber;
    private int chunk;

    public CarrierMessages(StreamPlan plan) {
        this.plan = plan;
    }

    /** The first, without a number. */
    public String connected() {
        return "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}";
    }

    /** Which call this is, and the parameters of the TwiML. */
    public String start() {
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
        nextChunk();
        return "{\"event\":\"media\",\"sequenceNumber\":\"" + nextNumber()
                + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\"" + chunk
                + "\",\"timestamp\":\"" + timestampMillis()
                + "\",\"payload\":\"" + Base64.getEncoder().encodeToString(audio)
                + "\"},\"streamSid\":\"" + plan.streamSid() + "\"}";
    }

    /** A frame that could not be sent: its numbers are used up. */
    public void skipMedia() {
        nextNumber();
        nextChunk();
    }

    public int nextNumber() {
        return ++sequenceNumber;
    }

    /** The next frame's own number. */
    public int nextChunk() {
        return ++chunk;
    }

    /** When the last numbered frame began, by the stream's clock. */
    public int timestampMillis() {
        return FIRST_TIMESTAMP_MILLIS + (chunk - 1) * FRAME_MILLIS;
    }

    /** A key was pressed. */
    public String dtmf(char digit) {
        return event("dtmf", JSON.objectNode().put("track", "inbound_track").put("digit", String.valueOf(digit)));
    }

    String mark(String name) {
        return event("mark", JSON.objectNode().put("name", name));
    }

    /** The stream ends from our side. */
    public String stop() {
        return event(
                "stop", JSON.objectNode().put("accountSid", plan.accountSid()).put("callSid", plan.callSid()));
    }

    private String event(String name, JsonNode content) {
        ObjectNode message = JSON.objectNode();
        message.put("event", name);
        message.put("sequenceNumber", String.valueOf(nextNumber()));
        message.set(name, content);
        message.put("streamSid", plan.streamSid());
        return message.toString();
    }
}
