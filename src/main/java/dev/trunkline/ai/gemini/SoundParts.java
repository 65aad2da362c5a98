package dev.trunkline.ai.gemini;

import dev.trunkline.ai.gemini.GeminiMessage.Blob;
import dev.trunkline.ai.gemini.GeminiMessage.ModelTurn;
import dev.trunkline.ai.gemini.GeminiMessage.Part;
import java.util.Base64;

/** The sound in a message that says other things as well: the rare case. */
final class SoundParts {

    private SoundParts() {}

    /** Who is given it. */
    interface Sink {
        /** Linear16 of that rate. */
        void onSound(int sampleRateHz, byte[] linear16, int lengthBytes);

        /** A part that cannot be used. */
        void onRejected(GeminiRejection reason);
    }

    /** Gives the sound of every part, in order; what is no sound is not for the caller. */
    static void give(ModelTurn turn, Sink sink) {
        for (Part part : turn.parts()) {
            Blob blob = part.inlineData();
            if (blob != null) {
                give(blob, sink);
            }
        }
    }

    private static void give(Blob blob, Sink sink) {
        String mimeType = blob.mimeType();
        String data = blob.data();
        if (mimeType == null || data == null) {
            sink.onRejected(GeminiRejection.MISSING_FIELD);
            return;
        }
        int rateHz = SoundType.rateHz(mimeType);
        if (rateHz == SoundType.NONE) {
            sink.onRejected(GeminiRejection.UNKNOWN_FORMAT);
            return;
        }
        try {
            byte[] linear16 = Base64.getDecoder().decode(data);
            if (linear16.length % Short.BYTES == 0) {
                sink.onSound(rateHz, linear16, linear16.length);
            } else {
                sink.onRejected(GeminiRejection.UNKNOWN_FORMAT); // half a sample would turn all that follows to noise
            }
        } catch (IllegalArgumentException e) {
            sink.onRejected(GeminiRejection.BAD_BASE64);
        }
    }
}
