package dev.trunkline.lab.farend;

import dev.trunkline.net.connection.ServerTls;
import org.jspecify.annotations.Nullable;

/**
 * How a far end behaves. Immutable.
 *
 * @param bindAddress where to listen
 * @param port 0 for any free one
 * @param sampleRateHz of its speech: 24,000 or 48,000
 * @param talkSeconds how long each answer is, 1 to 120: more ahead of the caller than that is a flood for any bridge
 * @param answerAfterMillis how long it thinks before it answers
 * @param aheadMillis how much sound it sends at once before it goes on in real time; at least {@code talkSeconds} is
 *     everything at once
 * @param alwaysTalking whether it begins to talk unasked, and again whenever it has come to the end
 * @param tls null for none
 * @param script what it does that no far end should
 * @param numbered whether every chat and every turn has a {@link DualTone} of its own, numbered words of callers are noted, and
 *     an interrupted agent goes on by itself: for fault tests, which have to know who heard whom
 */
public record FarEndSettings(
        String bindAddress,
        int port,
        int sampleRateHz,
        int talkSeconds,
        int answerAfterMillis,
        int aheadMillis,
        boolean alwaysTalking,
        @Nullable ServerTls tls,
        FarEndScript script,
        boolean numbered) {

    private static final int LONGEST_TALK_SECONDS = 120;

    public FarEndSettings {
        if (sampleRateHz != 24_000 && sampleRateHz != 48_000) {
            throw new IllegalArgumentException("sampleRateHz must be 24000 or 48000, as EVI speaks");
        }
        if (talkSeconds < 1 || talkSeconds > LONGEST_TALK_SECONDS) {
            throw new IllegalArgumentException("talkSeconds must be 1 to " + LONGEST_TALK_SECONDS);
        }
        if (answerAfterMillis < 0 || aheadMillis < 0) {
            throw new IllegalArgumentException("answerAfterMillis and aheadMillis must not be negative");
        }
    }

    /** On any free port of this machine: answers of five seconds at 48 kHz, at once and whole. */
    public static FarEndSettings local() {
        return new FarEndSettings(
                "127.0.0.1", 0, 48_000, 5, 0, Integer.MAX_VALUE, false, null, FarEndScript.NONE, false);
    }

    public FarEndSettings listeningOn(String address, int atPort) {
        return new FarEndSettings(
                address,
                atPort,
                sampleRateHz,
                talkSeconds,
                answerAfterMillis,
                aheadMillis,
                alwaysTalking,
                tls,
                script,
                numbered);
    }

    public FarEndSettings speaking(int rateHz, int seconds, boolean always) {
        return new FarEndSettings(
                bindAddress, port, rateHz, seconds, answerAfterMillis, aheadMillis, always, tls, script, numbered);
    }

    public FarEndSettings answering(int afterMillis, int millisAhead) {
        return new FarEndSettings(
                bindAddress,
                port,
                sampleRateHz,
                talkSeconds,
                afterMillis,
                millisAhead,
                alwaysTalking,
                tls,
                script,
                numbered);
    }

    public FarEndSettings over(@Nullable ServerTls newTls) {
        return new FarEndSettings(
                bindAddress,
                port,
                sampleRateHz,
                talkSeconds,
                answerAfterMillis,
                aheadMillis,
                alwaysTalking,
                newTls,
                script,
                numbered);
    }

    public FarEndSettings scripted(FarEndScript faults) {
        return new FarEndSettings(
                bindAddress,
                port,
                sampleRateHz,
                talkSeconds,
                answerAfterMillis,
                aheadMillis,
                alwaysTalking,
                tls,
                faults,
                numbered);
    }

    /** With chats that last so long at most, then E0715 and a close, as EVI does it; 0: as long as anybody likes. */
    public FarEndSettings endingChatsAfter(int seconds) {
        return scripted(script.lasting(seconds));
    }

    /** With sounds that tell who is heard: answers of these seconds at 24 kHz, in real time, without an end. */
    public FarEndSettings numbered(int seconds, int millisAhead) {
        return new FarEndSettings(
                bindAddress, port, 24_000, seconds, answerAfterMillis, millisAhead, true, tls, script, true);
    }
}
