package dev.trunkline.engine.speaking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.audio.ALaw;
import dev.trunkline.audio.MuLaw;
import dev.trunkline.engine.speaking.OutputFormat.Coding;
import org.junit.jupiter.api.Test;

class OutputFormatTest {

    private static final short[] SAMPLES = {1, 0, 10_280, -10_280, Short.MIN_VALUE, 77};

    @Test
    void linearSamplesHaveTheLowByteFirst() {
        assertThat(new OutputFormat(Coding.LINEAR16, 24_000).write(SAMPLES, 2, 2))
                .containsExactly(0x28, 0x28, 0xD8, 0xD7);
    }

    @Test
    void compandedSamplesAreTheirCodes() {
        assertThat(new OutputFormat(Coding.MU_LAW, 8_000).write(SAMPLES, 1, 3))
                .containsExactly(MuLaw.encode((short) 0), MuLaw.encode((short) 10_280), MuLaw.encode((short) -10_280));
        assertThat(new OutputFormat(Coding.A_LAW, 8_000).write(SAMPLES, 1, 3))
                .containsExactly(ALaw.encode((short) 0), ALaw.encode((short) 10_280), ALaw.encode((short) -10_280));
    }

    @Test
    void aWavFileHasItsHeaderAndTheSameSamples() {
        byte[] wav = new OutputFormat(Coding.WAV, 24_000).write(SAMPLES, 2, 2);

        assertThat(wav).hasSize(44 + 4).startsWith('R', 'I', 'F', 'F').endsWith(0x28, 0x28, 0xD8, 0xD7);
    }
}
