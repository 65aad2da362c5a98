package dev.trunkline.engine.hearing;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;

/**
 * Sound in a WebM recording with Opus. The decoder gives 8 kHz mono itself, whatever was recorded, and so costs little.
 * Confined to the chat's loop.
 */
final class OpusSound implements WebmDemuxer.Listener {

    private static final int MAX_PACKET_SAMPLES = AudioInputDecoder.RATE_HZ * 120 / 1_000; // 120 ms: RFC 6716, 3.2
    private static final int MAX_BAD_PACKETS = 50; // in a row: a second of nothing

    private final FrameAssembler frames;
    private final WebmDemuxer demuxer = new WebmDemuxer(this);
    private final OpusDecoder decoder;
    private final short[] samples = new short[MAX_PACKET_SAMPLES];
    private int messageSamples;
    private int badPackets;

    OpusSound(FrameAssembler frames) {
        this.frames = frames;
        try {
            this.decoder = new OpusDecoder(AudioInputDecoder.RATE_HZ, 1);
        } catch (OpusException e) {
            throw new IllegalStateException("8 kHz mono is not Opus any more", e);
        }
    }

    AudioInputDecoder.Verdict accept(byte[] bytes) {
        messageSamples = 0;
        if (!demuxer.accept(bytes) || badPackets >= MAX_BAD_PACKETS) {
            return AudioInputDecoder.Verdict.UNKNOWN_FORMAT;
        }
        return messageSamples > AudioInputDecoder.MAX_MESSAGE_SAMPLES
                ? AudioInputDecoder.Verdict.TOO_LONG
                : AudioInputDecoder.Verdict.ACCEPTED;
    }

    @Override
    public void onRecording() {
        decoder.resetState();
    }

    @Override
    public void onPacket(byte[] bytes, int offset, int length) {
        if (messageSamples > AudioInputDecoder.MAX_MESSAGE_SAMPLES || badPackets >= MAX_BAD_PACKETS) {
            return; // looked at no more, or a small message would be much work
        }
        int decoded = decode(bytes, offset, length);
        messageSamples += Math.max(decoded, AudioInputDecoder.FRAME_SAMPLES);
        for (int i = 0; i < decoded; i++) {
            frames.add(samples[i]);
        }
    }

    private int decode(byte[] bytes, int offset, int length) {
        try {
            int decoded = decoder.decode(bytes, offset, length, samples, 0, samples.length, false);
            badPackets = 0;
            return decoded;
        } catch (OpusException | RuntimeException e) {
            // Strangers' bytes: the decoder reads past the end of some.
            badPackets++;
            decoder.resetState();
            return 0;
        }
    }
}
