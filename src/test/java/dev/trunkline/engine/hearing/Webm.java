package dev.trunkline.engine.hearing;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes WebM recordings with Opus, as MediaRecorder does and as it might. */
final class Webm {

    static final int RATE_HZ = 48_000;
    private static final int PACKET_SAMPLES = 960;
    private static final int CLUSTER_PACKETS = 10;
    private static final byte[] UNKNOWN_SIZE = {0x01, -1, -1, -1, -1, -1, -1, -1};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean inGroups;
    private boolean ofKnownSizes;
    private String codec = "A_OPUS";
    private boolean isEncrypted;
    private boolean hasPicture;

    Webm inGroups() {
        inGroups = true;
        return this;
    }

    Webm ofKnownSizes() {
        ofKnownSizes = true;
        return this;
    }

    Webm codec(String newCodec) {
        codec = newCodec;
        return this;
    }

    Webm encrypted() {
        isEncrypted = true;
        return this;
    }

    /** Video on track 1, sound on track 2. */
    Webm withPicture() {
        hasPicture = true;
        return this;
    }

    byte[] of(List<byte[]> packets) {
        put(element(0x1A45DFA3, element(0x4286, new byte[] {1}), element(0x4282, ascii("webm"))));
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        segment.writeBytes(element(0xEC, new byte[50]));
        segment.writeBytes(element(0x1549A966, element(0x2AD7B1, new byte[] {0x0F, 0x42, 0x40})));
        segment.writeBytes(master(0x1654AE6B, tracks()));
        for (int first = 0; first < packets.size(); first += CLUSTER_PACKETS) {
            ByteArrayOutputStream cluster = new ByteArrayOutputStream();
            cluster.writeBytes(element(0xE7, new byte[] {0, 0, (byte) first}));
            for (int i = first; i < Math.min(packets.size(), first + CLUSTER_PACKETS); i++) {
                if (hasPicture) {
                    cluster.writeBytes(element(0xA3, concat(new byte[] {(byte) 0x81, 0, 0, 0}, new byte[70_000])));
                    cluster.writeBytes(element(0xA3, concat(new byte[] {(byte) 0x81, 0, 0, 0}, new byte[100])));
                }
                cluster.writeBytes(block(packets.get(i), i - first));
            }
            segment.writeBytes(master(0x1F43B675, cluster.toByteArray()));
        }
        put(master(0x18538067, segment.toByteArray()));
        return bytes.toByteArray();
    }

    private byte[] tracks() {
        byte[] opus = element(
                0xAE,
                element(0xD7, new byte[] {(byte) (hasPicture ? 2 : 1)}),
                element(0x83, new byte[] {2}),
                element(0x86, ascii(codec)),
                isEncrypted ? element(0x6D80, new byte[] {1, 2, 3}) : new byte[0],
                element(0x63A2, new byte[19]),
                element(0xE1, element(0x9F, new byte[] {1})));
        byte[] picture = element(
                0xAE, element(0xD7, new byte[] {1}), element(0x83, new byte[] {1}), element(0x86, ascii("V_VP8")));
        return hasPicture ? concat(picture, opus) : opus;
    }

    private byte[] block(byte[] packet, int number) {
        byte track = (byte) (hasPicture ? 0x82 : 0x81);
        byte[] body = concat(new byte[] {track, 0, (byte) (20 * number), (byte) (inGroups ? 0 : 0x80)}, packet);
        return inGroups ? element(0xA0, element(0xA1, body), element(0x9B, new byte[] {20})) : element(0xA3, body);
    }

    /** A tone in packets of 20 ms. */
    static List<byte[]> tone(int hz, int millis, int channels) {
        try {
            OpusEncoder encoder = new OpusEncoder(RATE_HZ, channels, OpusApplication.OPUS_APPLICATION_AUDIO);
            encoder.setBitrate(64_000);
            List<byte[]> packets = new ArrayList<>();
            byte[] packet = new byte[4_000];
            short[] samples = new short[PACKET_SAMPLES * channels];
            for (int at = 0; at < millis; at += 20) {
                for (int i = 0; i < samples.length; i++) {
                    double seconds = at / 1_000.0 + Math.floorDiv(i, channels) / (double) RATE_HZ;
                    samples[i] = (short) (hz == 0 ? 0 : 9_000 * Math.sin(2 * Math.PI * hz * seconds));
                }
                int length = encoder.encode(samples, 0, PACKET_SAMPLES, packet, 0, packet.length);
                packets.add(Arrays.copyOf(packet, length));
            }
            return packets;
        } catch (OpusException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] concat(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /** A container, with its size when sizes are known. */
    private byte[] master(int id, byte[] body) {
        return ofKnownSizes ? element(id, body) : concat(id(id), UNKNOWN_SIZE, body);
    }

    static byte[] element(int id, byte[]... parts) {
        byte[] body = concat(parts);
        byte[] size = body.length < 127
                ? new byte[] {(byte) (0x80 | body.length)}
                : new byte[] {
                    0x10, (byte) (body.length >>> 16), (byte) (body.length >>> 8), (byte) body.length,
                };
        return concat(id(id), size, body);
    }

    private static byte[] id(int id) {
        byte[] whole = {(byte) (id >>> 24), (byte) (id >>> 16), (byte) (id >>> 8), (byte) id};
        int zeros = Integer.numberOfLeadingZeros(id) / 8;
        return Arrays.copyOfRange(whole, zeros, 4);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void put(byte[] part) {
        bytes.writeBytes(part);
    }
}
