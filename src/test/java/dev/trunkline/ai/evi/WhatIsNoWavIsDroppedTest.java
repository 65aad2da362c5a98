package dev.trunkline.ai.evi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.RecordingCall;
import dev.trunkline.testing.Wavs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WhatIsNoWavIsDroppedTest {

    private final RecordingCall call = new RecordingCall();
    private final WavSound sound = new WavSound(call);

    @Test
    void andWhatComesBehindItIsHeard() {
        tell(new byte[0]);
        tell("ID3 I am an mp3".getBytes(StandardCharsets.US_ASCII));
        tell(Arrays.copyOf(Wavs.tone(24_000, 440, 100), 30));
        tell(Wavs.silence(24_000, 1));

        assertThat(call.heard)
                .containsExactly(
                        "rejected not_wav", "rejected not_wav", "rejected wav_truncated", "audio m 0000000000000000");
    }

    @Test
    void whateverBytesItIsMadeOf() {
        var random = new SplittableRandom(7);
        byte[] good = Wavs.tone(24_000, 440, 60);
        for (int i = 0; i < 5_000; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length));
            for (int flips = random.nextInt(1, 6); flips > 0 && bad.length > 0; flips--) {
                bad[random.nextInt(Math.min(bad.length, 60))] = (byte) random.nextInt(256);
            }
            tell(bad);
        }

        assertThat(call.heard).hasSize(5_000);
    }

    @Test
    void otherKindsBecomeLinear16() {
        ByteBuffer stereo = ByteBuffer.allocate(44 + 8).order(ByteOrder.LITTLE_ENDIAN);
        stereo.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(44);
        stereo.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
        stereo.putShort((short) 2)
                .putInt(16_000)
                .putInt(64_000)
                .putShort((short) 4)
                .putShort((short) 16);
        stereo.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(8);
        stereo.putShort((short) 100).putShort((short) 300).putShort((short) -2).putShort((short) -4);
        tell(stereo.array());

        assertThat(call.heard).containsExactly("audio m c800fdff");
    }

    private void tell(byte[] wav) {
        sound.onChunk("m", wav, wav.length);
    }
}
