package dev.trunkline.call;

import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.audio.MuLaw;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.audio.SoundFormat.Encoding;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A chat that is opened beside the present one, waits, and may take its place. Confined to the call's loop. */
final class NextLeg {

    private final LegEvents events;
    private final long openedNanos;
    private AiConnector.Attempt attempt = () -> {};
    private @Nullable AiLeg leg;
    private long readyNanos;
    private String chatId = "";
    private String chatGroupId = "";
    private long endNanos = Rollover.NOT_SAID;
    private byte[] silence = new byte[0];

    /** @param openedNanos when the AI's clock for it began, or a little before */
    NextLeg(LegEvents events, long openedNanos) {
        this.events = events;
        this.openedNanos = openedNanos;
    }

    void openedBy(AiConnector.Attempt calling) {
        attempt = calling;
    }

    void ready(AiLeg opened, String ofChat, String ofGroup, long nowNanos) {
        leg = opened;
        chatId = ofChat;
        chatGroupId = ofGroup;
        readyNanos = nowNanos;
    }

    /** The AI says when it will end it. */
    void endsAt(long atNanos) {
        endNanos = endNanos == Rollover.NOT_SAID || atNanos - endNanos < 0 ? atNanos : endNanos;
    }

    /** As the AI has said, or {@link Rollover#NOT_SAID}. */
    long endNanos() {
        return endNanos;
    }

    LegEvents events() {
        return events;
    }

    long openedNanos() {
        return openedNanos;
    }

    AiConnector.Attempt attempt() {
        return attempt;
    }

    /** Null while it is being opened. */
    @Nullable
    AiLeg leg() {
        return leg;
    }

    String chatId() {
        return chatId;
    }

    String chatGroupId() {
        return chatGroupId;
    }

    long waitedNanos(long nowNanos) {
        return nowNanos - readyNanos;
    }

    /**
     * The AI hears silence as long as it waits: by it a chat that waits differs from a dead one.
     *
     * @param muLawBytes how much, as the telephone has it
     */
    void keepAwake(int muLawBytes) {
        if (leg != null && leg.hasRoom()) {
            SoundFormat format = leg.hears();
            int bytes = muLawBytes * format.sampleRateHz() / SoundFormat.PHONE.sampleRateHz() * format.bytesPerSample();
            if (silence.length < bytes) {
                silence = new byte[bytes];
                Arrays.fill(silence, format.encoding() == Encoding.MU_LAW ? MuLaw.SILENCE : 0);
            }
            leg.sendAudio(silence, bytes);
            leg.flush();
            events.keptAwake(bytes);
        }
    }

    /** It is not wanted any more. */
    void giveUp() {
        events.dismiss();
        if (leg != null) {
            leg.close();
        } else {
            attempt.cancel();
        }
    }
}
