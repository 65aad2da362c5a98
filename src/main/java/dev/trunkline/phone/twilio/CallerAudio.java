package dev.trunkline.phone.twilio;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.phone.PhoneEvents;
import java.util.Arrays;

/**
 * The caller's sound in its order and length: what Twilio lost on the way to us (warning 31930: it discards when a socket
 * jams) is replaced by silence, up to a second, so that the time the AI hears stays the caller's. Confined to the call's
 * loop.
 */
final class CallerAudio {

    private static final int FRAME_BYTES = 160; // 20 ms: the size of every message captured from Twilio
    private static final int MAX_FILLED = 50; // one second; a larger jump is a new beginning
    private static final byte[] SILENCE = new byte[FRAME_BYTES];

    static {
        Arrays.fill(SILENCE, MuLaw.SILENCE);
    }

    private final PhoneEvents events;
    private long lastChunk;

    CallerAudio(PhoneEvents events) {
        this.events = events;
    }

    void onMedia(TwilioMessage.Media media) {
        if (media.chunk == TwilioMessage.Media.UNKNOWN) {
            events.onCallerAudio(media.muLaw, media.lengthBytes);
            return;
        }
        long ahead = media.chunk - lastChunk - 1;
        if (ahead < 0 && ahead >= -MAX_FILLED) {
            events.onFrameRejected("duplicate");
            return;
        }
        // A stream's numbers begin at 1; the first message we see may be a later one, and nothing was lost for us then.
        long missing = lastChunk == 0 ? 0 : Math.min(ahead, MAX_FILLED);
        lastChunk = media.chunk;
        for (long i = 0; i < missing; i++) {
            events.onFrameRejected("gap");
            events.onCallerAudio(SILENCE, FRAME_BYTES);
        }
        events.onCallerAudio(media.muLaw, media.lengthBytes);
    }
}
