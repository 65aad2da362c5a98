package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.realtime.wire.ResponseView.Usage;
import org.jspecify.annotations.Nullable;

/**
 * How much a response takes. The engine's minds and voices know no tokens: four characters count as one, and so do 50 ms of the agent's sound, as
 * OpenAI counts them. Confined to the session's loop.
 */
final class Tokens {

    private static final int CHARS = 4;
    private static final long SOUND_NANOS = 50_000_000L;

    private final @Nullable Integer max;
    private int textIn;
    private long charsOut;
    private long soundNanosOut;

    /** @param max that may be said; null for no limit */
    Tokens(@Nullable Integer max) {
        this.max = max;
    }

    /** The mind was told this. */
    void told(DialogRequest about) {
        long chars = about.systemPrompt().length();
        for (ChatMessage said : about.messages()) {
            chars += said.text().length();
        }
        for (String context : about.contexts()) {
            chars += context.length();
        }
        textIn = ofText(chars);
    }

    /** Whether so much more may be said, and then counts it. */
    boolean haveRoomFor(String text, long soundNanos) {
        long chars = charsOut + text.length();
        long nanos = soundNanosOut + soundNanos;
        if (max != null && ofText(chars) + ofSound(nanos) > max) {
            return false;
        }
        charsOut = chars;
        soundNanosOut = nanos;
        return true;
    }

    Usage usage() {
        return Usage.of(textIn, ofText(charsOut), ofSound(soundNanosOut));
    }

    private static int ofSound(long nanos) {
        return (int) ((nanos + SOUND_NANOS - 1) / SOUND_NANOS);
    }

    private static int ofText(long chars) {
        return (int) ((chars + CHARS - 1) / CHARS);
    }
}
