package dev.trunkline.speech.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoVoicesInOneFileTest {

    @TempDir
    Path folder;

    @Test
    void theCallerIsLeftTheAgentRightAndTheShorterIsFollowedBySilence() throws Exception {
        Path file = folder.resolve("call.wav");

        Files.write(file, WavFile.stereo(new short[] {1, -2, 3}, new short[] {Short.MIN_VALUE}, 8000));

        try (var in = AudioSystem.getAudioInputStream(file.toFile())) {
            assertThat(in.getFormat().getChannels()).isEqualTo(2);
            assertThat(in.getFormat().getSampleSizeInBits()).isEqualTo(16);
            assertThat(in.getFormat().getSampleRate()).isEqualTo(8000f);
            var samples = ByteBuffer.wrap(in.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer();
            var heard = new short[samples.remaining()];
            samples.get(heard);
            assertThat(heard).containsExactly(1, Short.MIN_VALUE, -2, 0, 3, 0);
        }
    }

    @Test
    void aCallWithoutASoundIsStillARecording() throws Exception {
        Path file = folder.resolve("call.wav");

        Files.write(file, WavFile.stereo(new short[0], new short[0], 8000));

        try (var in = AudioSystem.getAudioInputStream(file.toFile())) {
            assertThat(in.getFrameLength()).isZero();
        }
    }
}
