package dev.trunkline.recording;

import static dev.trunkline.recording.TapeScene.between;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import io.github.jaredmdobson.concentus.OpusDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpusRecordingsTest {

    private static final int RATE_HZ = 8_000;

    @TempDir
    Path folder;

    @Test
    void holdBothVoicesApartAtTheirTimes() throws Exception {
        TapeScene tape = new TapeScene(folder, Scene.talking(), "", RecordingFormat.OPUS, null);
        tape.scene.agentSpeaks("m1", "A long sentence.", 440, 3_000);
        tape.passes(1_000);
        tape.caller(1_500, 3_000);
        tape.ends();

        short[] stereo = decoded(tape);
        short[] caller = side(stereo, 0);
        short[] agent = side(stereo, 1);
        assertThat(caller.length).isBetween(4_000 * 8, 4_100 * 8);
        assertThat(Tones.amplitude(between(agent, 200, 2_800), RATE_HZ, 440)).isGreaterThan(6_000);
        assertThat(Tones.amplitude(between(caller, 1_200, 3_800), RATE_HZ, 1_500))
                .isGreaterThan(6_000);
        assertThat(Tones.soundingMillis(between(caller, 0, 900), RATE_HZ)).isZero();
        assertThat(Tones.amplitude(between(caller, 1_200, 2_800), RATE_HZ, 440)).isLessThan(200);
        assertThat(Tones.amplitude(between(agent, 1_200, 2_800), RATE_HZ, 1_500))
                .isLessThan(200);
    }

    @Test
    void areMuchSmallerThanWavFiles() throws Exception {
        TapeScene tape = new TapeScene(folder, Scene.talking(), "", RecordingFormat.OPUS, null);
        tape.caller(1_000, 5_000);
        tape.ends();

        try (StoredRecording stored = tape.stored(List.of())) {
            assertThat(stored.format().contentType()).isEqualTo("audio/ogg");
            assertThat(stored.lengthBytes()).isLessThan(5 * 7_000);
        }
    }

    private static short[] decoded(TapeScene tape) throws Exception {
        OpusDecoder decoder = new OpusDecoder(RATE_HZ, 2);
        try (StoredRecording stored = tape.stored(List.of())) {
            byte[] file = stored.readFully(0, (int) stored.lengthBytes());
            short[] all = new short[0];
            short[] packet = new short[2 * 960];
            List<byte[]> packets = packets(file);
            assertThat(new String(packets.get(0), 0, 8, StandardCharsets.US_ASCII))
                    .isEqualTo("OpusHead");
            assertThat(new String(packets.get(1), 0, 8, StandardCharsets.US_ASCII))
                    .isEqualTo("OpusTags");
            for (byte[] each : packets.subList(2, packets.size())) {
                int samples = decoder.decode(each, 0, each.length, packet, 0, 960, false);
                int was = all.length;
                all = Arrays.copyOf(all, was + 2 * samples);
                System.arraycopy(packet, 0, all, was, 2 * samples);
            }
            return all;
        }
    }

    private static short[] side(short[] stereo, int which) {
        short[] side = new short[stereo.length / 2];
        for (int i = 0; i < side.length; i++) {
            side[i] = stereo[2 * i + which];
        }
        return side;
    }

    /** Takes the pages apart, by RFC 3533. */
    private static List<byte[]> packets(byte[] file) throws IOException {
        List<byte[]> packets = new ArrayList<>();
        ByteBuffer pages = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        byte[] open = new byte[0];
        while (pages.hasRemaining()) {
            if (pages.getInt() != 0x5367674f) {
                throw new IOException("no page");
            }
            pages.position(pages.position() + 22);
            byte[] segments = new byte[pages.get() & 0xFF];
            pages.get(segments);
            for (byte each : segments) {
                int length = each & 0xFF;
                byte[] more = Arrays.copyOf(open, open.length + length);
                pages.get(more, open.length, length);
                open = more;
                if (length < 255) {
                    packets.add(open);
                    open = new byte[0];
                }
            }
        }
        return packets;
    }
}
