package dev.trunkline.phone.twilio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The carrier's end of a call without sockets: what comes in is always the same message, what goes out is counted. */
public final class TwilioEnd {

    private static final String STREAM = "MZ18ad3ab5a668481ce02b83e7395059f0";

    private final TwilioCodec codec = new TwilioCodec();
    private final TwilioCodec.Outbound outbound =
            new TwilioCodec.Outbound(STREAM, (text, lengthBytes) -> sentBytes = lengthBytes);
    private final ByteBuf message;
    private int sentBytes;

    /** @param muLaw what is in the message */
    public TwilioEnd(byte[] muLaw) {
        String json =
                "{\"event\":\"media\",\"sequenceNumber\":\"4321\",\"media\":{\"track\":\"inbound\",\"chunk\":\"4320\","
                        + "\"timestamp\":\"86400\",\"payload\":\""
                        + Base64.getEncoder().encodeToString(muLaw)
                        + "\"},\"streamSid\":\"" + STREAM + "\"}";
        byte[] text = json.getBytes(StandardCharsets.US_ASCII);
        this.message = Unpooled.directBuffer(text.length).writeBytes(text);
    }

    /** What hears the caller. */
    public interface Ear {
        void hear(byte[] muLaw, int lengthBytes);
    }

    /** Reads one message. */
    public void speak(Ear ear) {
        if (!(codec.decode(message) instanceof TwilioMessage.Media media)) {
            throw new IllegalStateException("the message is not media");
        }
        ear.hear(media.muLaw, media.lengthBytes);
    }

    /** Writes one message; says how long it was. */
    public int play(byte[] muLaw, int lengthBytes) {
        outbound.media(muLaw, lengthBytes);
        return sentBytes;
    }

    public int mark(long mark) {
        outbound.mark(mark);
        return sentBytes;
    }
}
