package dev.trunkline.lab.fleet.call;

import dev.trunkline.lab.carrier.media.CarrierMessages;
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

    private static final byte[] MEDIA = ascii("{\"event\":\"media\",\"sequenceNumber\":\"");
    private static final byte[] CHUNK = ascii("\",\"media\":{\"track\":\"inbound\",\"chunk\":\"");
    private static final byte[] TIMESTAMP = ascii("\",\"timestamp\":\"");
    private static final byte[] PAYLOAD = ascii("\",\"payload\":\"");
    private static final byte[] INNER_END = ascii("\"},\"streamSid\":\"");
    private static final byte[] MARK = ascii("{\"event\":\"mark\",\"sequenceNumber\":\"");
    private static final byte[] NAME = ascii("\",\"mark\":{\"name\":\"");
    private static final byte[] END = ascii("\"}");

    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int LENGTH_OF_16_BITS = 126;

    private final CarrierMessages messages;
    private final byte[] streamSid;
    private byte[] text = new byte[MEDIA_BYTES];
    private int length;

    StreamWriter(StreamPlan plan) {
        this.messages = new CarrierMessages(plan);
        this.streamSid = ascii(plan.streamSid());
    }

    void connected(ByteBuf out) {
        message(out, messages.connected());
    }

    void start(ByteBuf out) {
        message(out, messages.start());
    }

    /** 20 ms of the caller's voice. */
    void media(ByteBuf out, byte[] payload) {
        length = 0;
        put(MEDIA);
        putNumber(messages.nextNumber());
        put(CHUNK);
        putNumber(messages.nextChunk());
        put(TIMESTAMP);
        putNumber(messages.timestampMillis());
        put(PAYLOAD);
        put(payload);
        put(INNER_END);
        put(streamSid);
        put(END);
        frame(out);
    }

    /** A frame that could not be sent: its numbers are used up. */
    void skipMedia() {
        messages.skipMedia();
    }

    /** Gives a mark back. */
    void mark(ByteBuf out, byte[] escapedName) {
        length = 0;
        put(MARK);
        putNumber(messages.nextNumber());
        put(NAME);
        put(escapedName);
        put(INNER_END);
        put(streamSid);
        put(END);
        frame(out);
    }

    void digit(ByteBuf out, char digit) {
        message(out, messages.dtmf(digit));
    }

    void stop(ByteBuf out) {
        message(out, messages.stop());
    }

    private void message(ByteBuf out, String json) {
        length = 0;
        put(json.getBytes(StandardCharsets.UTF_8));
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
