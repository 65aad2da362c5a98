package dev.trunkline.lab.fleet.call;

import dev.trunkline.lab.farend.DualTone;
import dev.trunkline.lab.farend.NumberedSound;
import dev.trunkline.lab.history.HistoryEvent;
import dev.trunkline.lab.history.HistoryEvent.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells what is audible at a phone when: which chat's which turn of a numbered far end, something else, nothing. Confined to
 * the call's loop.
 */
final class AgentEar {

    private static final int RATE_HZ = 8_000;
    private static final long NANOS_PER_SAMPLE = 125_000;
    private static final long BLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** A break of less is none, and what is neither silence nor ours for less is the edge of a turn. */
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

    private final DualTone ear = new DualTone(RATE_HZ);
    private final short[] block = new short[ear.blockSamples()];
    private final List<Span> spans = new ArrayList<>();
    private short[] samples = new short[RATE_HZ];
    private int filled;
    private int last = DualTone.SILENCE;
    private Span turn = new Span(DualTone.SILENCE, 0, 0, 0);
    private Span other = new Span(DualTone.OTHER, 0, 0, 0);

    /** From when to when something was audible, and how much of it was sound. */
    private record Span(int code, long fromNanos, long toNanos, long soundNanos) {
        boolean follows(int sound, long nanos) {
            return code == sound && nanos - toNanos <= SHORT_NANOS;
        }

        Span and(long endNanos) {
            return new Span(code, fromNanos, endNanos, soundNanos + BLOCK_NANOS);
        }

        Span cutAt(long nanos) {
            return new Span(code, fromNanos, nanos, Math.max(0, soundNanos - (toNanos - nanos)));
        }
    }

    /** Sound that begins to be played then. */
    void onMedia(long playedNanos, StreamScanner media) {
        if (samples.length < media.payloadBytes()) {
            samples = new short[media.payloadBytes()];
        }
        int count = media.decode(samples);
        for (int i = 0; i < count; i++) {
            block[filled++] = samples[i];
            if (filled == block.length) {
                filled = 0;
                judge(playedNanos + (i + 1) * NANOS_PER_SAMPLE);
            }
        }
    }

    private void judge(long endNanos) {
        int sound = ear.detect(block, block.length);
        last = sound;
        long fromNanos = endNanos - BLOCK_NANOS;
        if (sound == DualTone.OTHER) {
            if (!other.follows(sound, fromNanos)) {
                keep(other, SHORT_NANOS);
                other = new Span(sound, fromNanos, fromNanos, 0);
            }
            other = other.and(endNanos);
        } else if (sound != DualTone.SILENCE) {
            if (!turn.follows(sound, fromNanos)) {
                keep(turn, 0);
                turn = new Span(sound, fromNanos, fromNanos, 0);
            }
            turn = turn.and(endNanos);
        }
    }

    /** What the last whole block was: the number of a turn's sound, or none. */
    int sounding() {
        return last;
    }

    private void keep(Span span, long leastNanos) {
        if (span.toNanos - span.fromNanos > leastNanos) {
            spans.add(span);
        }
    }

    /** What was to be played from now on is not. */
    void onClear(long nowNanos) {
        keep(turn, 0);
        keep(other, SHORT_NANOS);
        turn = new Span(DualTone.SILENCE, 0, 0, 0);
        other = new Span(DualTone.OTHER, 0, 0, 0);
        spans.removeIf(span -> span.fromNanos >= nowNanos);
        spans.replaceAll(span -> span.toNanos > nowNanos ? span.cutAt(nowNanos) : span);
        filled = 0;
    }

    /** All that was heard until the call's end. */
    List<HistoryEvent> heard(String call, long endNanos) {
        onClear(endNanos);
        List<HistoryEvent> heard = new ArrayList<>();
        for (Span span : spans) {
            boolean isAgent = span.code >= 0;
            heard.add(new Heard(
                    call,
                    isAgent ? NumberedSound.generation(span.code) : Heard.NOBODY,
                    span.code,
                    isAgent && NumberedSound.isGreeting(span.code),
                    span.fromNanos,
                    span.toNanos,
                    span.soundNanos));
        }
        return heard;
    }
}
