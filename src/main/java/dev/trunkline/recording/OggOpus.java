package dev.trunkline.recording;

import dev.trunkline.audio.MuLaw;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The sound as Opus in an Ogg file: two channels, 20 ms a packet. A third of a WAV file, for a good deal of CPU on the writer's threads. A file
 * that was cut off plays up to there. Source: RFC 7845, RFC 6716.
 */
final class OggOpus implements StereoEncoder {

    private static final int CHANNELS = 2;
    private static final int PACKET_SAMPLES = TimeLine.RATE_HZ / 50;
    private static final int GRANULE_PER_SAMPLE = 48_000 / TimeLine.RATE_HZ;
    private static final int PACKETS_PER_PAGE = 25; // half a second
    private static final int MAX_PACKET_BYTES = 1_500;
    private static final int BITRATE = 48_000; // two voices that must not leak into each other
    private static final int COMPLEXITY = 0; // of 10: what more costs is not heard at 8 kHz

    private final SoundFile file;
    private final OggPages pages;
    private final OpusEncoder encoder = encoder();
    private final short[] samples = new short[CHANNELS * PACKET_SAMPLES];
    private final byte[] packet = new byte[MAX_PACKET_BYTES];
    private int filled; // samples of both channels
    private int packets; // in the page
    private long granule;

    OggOpus(SoundFile file, int serial) throws IOException {
        this.file = file;
        this.pages = new OggPages(file::write, serial);
        begin(pages, encoder.getLookahead() * GRANULE_PER_SAMPLE);
    }

    private static OpusEncoder encoder() {
        try {
            OpusEncoder encoder =
                    new OpusEncoder(TimeLine.RATE_HZ, CHANNELS, OpusApplication.OPUS_APPLICATION_RESTRICTED_LOWDELAY);
            encoder.setBitrate(BITRATE);
            encoder.setComplexity(COMPLEXITY);
            encoder.setForceChannels(CHANNELS);
            return encoder;
        } catch (OpusException e) {
            throw new IllegalStateException("8 kHz stereo is not Opus any more", e);
        }
    }

    private static void begin(OggPages pages, int preSkip) throws IOException {
        byte[] head = ByteBuffer.allocate(19)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("OpusHead"))
                .put((byte) 1)
                .put((byte) CHANNELS)
                .putShort((short) preSkip)
                .putInt(TimeLine.RATE_HZ)
                .putShort((short) 0)
                .put((byte) 0)
                .array();
        pages.packet(head, head.length, 0);
        pages.flush(false);
        byte[] vendor = ascii("trunkline");
        byte[] tags = ByteBuffer.allocate(16 + vendor.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("OpusTags"))
                .putInt(vendor.length)
                .put(vendor)
                .putInt(0)
                .array();
        pages.packet(tags, tags.length, 0);
        pages.flush(false);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A stream of its own with nothing but silence, for the time between two parts of a call. */
    static byte[] silence(long millis, int serial) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OpusEncoder encoder = encoder();
        byte[] silent = new byte[MAX_PACKET_BYTES];
        try {
            int length = encoder.encode(
                    new short[CHANNELS * PACKET_SAMPLES], 0, PACKET_SAMPLES, silent, 0, MAX_PACKET_BYTES);
            OggPages pages = new OggPages((page, lengthBytes) -> bytes.write(page, 0, lengthBytes), serial);
            begin(pages, 0);
            long granule = 0;
            for (long i = 0; i < millis / 20; i++) {
                granule += (long) PACKET_SAMPLES * GRANULE_PER_SAMPLE;
                pages.packet(silent, length, granule);
                if (i % PACKETS_PER_PAGE == PACKETS_PER_PAGE - 1) {
                    pages.flush(false);
                }
            }
            pages.flush(true);
        } catch (OpusException | IOException e) {
            throw new IllegalStateException("silence cannot be written to memory", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void write(byte[] interleaved, int frames) throws IOException {
        for (int i = 0; i < CHANNELS * frames; i++) {
            samples[filled++] = MuLaw.decode(interleaved[i]);
            if (filled == samples.length) {
                encode();
            }
        }
    }

    private void encode() throws IOException {
        filled = 0;
        try {
            int length = encoder.encode(samples, 0, PACKET_SAMPLES, packet, 0, MAX_PACKET_BYTES);
            granule += (long) PACKET_SAMPLES * GRANULE_PER_SAMPLE;
            pages.packet(packet, length, granule);
        } catch (OpusException e) {
            throw new IOException("the sound cannot be encoded", e);
        }
        if (++packets == PACKETS_PER_PAGE) {
            pages.flush(false);
            packets = 0;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (filled > 0) {
                Arrays.fill(samples, filled, samples.length, (short) 0);
                encode();
            }
            pages.flush(true);
        } finally {
            file.close();
        }
    }
}
