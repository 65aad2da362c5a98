package dev.trunkline.lab.fleet.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.lab.carrier.media.StreamPlan;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Writes what Twilio says on one media stream (docs "Media Streams - WebSocket messages"), as WebSocket frames that are
 * ready for the socket: masked with zeros (RFC 6455, 5.3 wants a mask, and zeros change nothing), so that nobody copies them
 * again. Media allocate nothing. Confined to the call's loop.
 */
final class StreamWriter {

    /** More than any message but the start, which has the webhook's parameters in it. */
    static final int MEDIA_BYTES = 512;

    private static final byte[] CONNECTED =
            ascii("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
    private static final byte[] MEDIA = ascii("{\"event\":\"media\",\"sequenceNumber\":\"");
    private static final byte[] CHUNK = ascii("\",\"media\":{\"track\":\"inbound\",\"chunk\":\"");
    private static final byte[] TIMESTAMP = ascii("\",\"timestamp\":\"");
    private static final byte[] PAYLOAD = ascii("\",\"payload\":\"");
    private static final byte[] INNER_END = ascii("\"},\"streamSid\":\"");
    private static final byte[] MARK = ascii("{\"event\":\"mark\",\"sequenceNumber\":\"");
    private static final byte[] NAME = ascii("\",\"mark\":{\"name\":\"");
    private static final byte[] END = ascii("\"}");

    private static final int FIRST_TIMESTAMP_MILLIS = 57; // live captures show 57 and 111, never 0
    private static final int FRAME_MILLIS = 20;
    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int LENGTH_OF_16_BITS = 126;

    private final StreamPlan plan;
    private final byte[] streamSid;
    private byte[] text = new byte[MEDIA_BYTES];
    private int length;
    private int sequenceNumber;
    private int chunk;

    StreamWriter(StreamPlan plan) {
        this.plan = plan;
        this.streamSid = ascii(plan.streamSid());
    }

    void connected(ByteBuf out) {
        length = 0;
        put(CONNECTED);
        frame(out);
    }

    void start(ByteBuf out) {
        ObjectNode start = JsonNodeFactory.instance
                .objectNode()
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
        event(out, "start", start);
    }

    /** 20 ms of the caller's voice. */
    void media(ByteBuf out, byte[] payload) {
        length = 0;
        put(MEDIA);
        putNumber(++sequenceNumber);
        put(CHUNK);
        putNumber(++chunk);
        put(TIMESTAMP);
        putNumber(FIRST_TIMESTAMP_MILLIS + (chunk - 1) * FRAME_MILLIS);
        put(PAYLOAD);
        put(payload);
        put(INNER_END);
        put(streamSid);
        put(END);
        frame(out);
    }

    /** A frame that could not be sent: its numbers are used up. */
    void skipMedia() {
        sequenceNumber++;
        chunk++;
    }

    /** Gives a mark back. */
    void mark(ByteBuf out, byte[] escapedName) {
        length = 0;
        put(MARK);
        putNumber(++sequenceNumber);
        put(NAME);
        put(escapedName);
        put(INNER_END);
        put(streamSid);
        put(END);
        frame(out);
    }

    void digit(ByteBuf out, char digit) {
        ObjectNode dtmf = JsonNodeFactory.instance.objectNode();
        event(out, "dtmf", dtmf.put("track", "inbound_track").put("digit", String.valueOf(digit)));
    }

    void stop(ByteBuf out) {
        ObjectNode stop = JsonNodeFactory.instance.objectNode();
        event(out, "stop", stop.put("accountSid", plan.accountSid()).put("callSid", plan.callSid()));
    }

    private void event(ByteBuf out, String name, ObjectNode content) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("event", name);
        message.put("sequenceNumber", String.valueOf(++sequenceNumber));
        message.set(name, content);
        message.put("streamSid", plan.streamSid());
        length = 0;
        put(message.toString().getBytes(StandardCharsets.UTF_8));
        frame(out);
    }

    private void frame(ByteBuf out) {
        out.writeByte(TEXT);
        if (length < LENGTH_OF_16_BITS) {
            out.writeByte(MASKED | length);
        } else {
            out.writeByte(MASKED | LENGTH_OF_16_BITS).writeShort(length);
        }
        out.writeInt(0).writeBytes(text, 0, length);
    }

    private void put(byte[] bytes) {
        if (length + bytes.length > text.length) {
            byte[] longer = new byte[2 * (length + bytes.length)];
            System.arraycopy(text, 0, longer, 0, length);
            text = longer;
        }
        System.arraycopy(bytes, 0, text, length, bytes.length);
        length += bytes.length;
    }

    private void putNumber(int number) {
        int digits = 1;
        for (int rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        int rest = number;
        for (int at = length + digits - 1; at >= length; at--) {
            text[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
