package dev.trunkline.lab.farend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.audio.MuLaw;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbered sounds are told apart after all that a telephone line does to them, and nothing else is taken for one. */
class DualToneTest {

    private static final double LOUD = 16_000;

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000})
    void everyCodeIsHeardAsItselfAtAnyPhase(int rateHz) {
        DualTone ear = new DualTone(rateHz);
        for (int code = 0; code < DualTone.CODES; code++) {
            int sound = code;
            for (int shift = 0; shift < 20; shift++) {
                int from = shift * 7;
                short[] block = block(ear, i -> LOUD * DualTone.sample(sound, (double) (from + i) / rateHz));

                assertThat(ear.detect(block, block.length)).isEqualTo(code);
            }
        }
    }

    @Test
    void muLawAndNoiseDoNotHideIt() {
        DualTone ear = new DualTone(8_000);
        Random random = new Random(3);
        for (int code = 0; code < DualTone.CODES; code++) {
            int sound = code;
            short[] block =
                    block(ear, i -> LOUD / 4 * DualTone.sample(sound, i / 8_000.0) + 300 * random.nextGaussian());
            for (int i = 0; i < block.length; i++) {
                block[i] = MuLaw.decode(MuLaw.encode(block[i]));
            }

            assertThat(ear.detect(block, block.length)).isEqualTo(code);
        }
    }

    @Test
    void silenceIsSilenceAndTheRestIsSomethingElse() {
        DualTone ear = new DualTone(8_000);
        Random random = new Random(5);
        IntToDoubleFunction tag = i -> 8_000 * Math.sin(2 * Math.PI * Tag.TALK.frequencyHz() * i / 8_000);
        IntToDoubleFunction comfort = i -> 400 * Math.sin(2 * Math.PI * 425 * i / 8_000);

        assertThat(ear.detect(block(ear, i -> 0), 160)).isEqualTo(DualTone.SILENCE);
        assertThat(ear.detect(block(ear, i -> random.nextInt(-8, 9)), 160)).isEqualTo(DualTone.SILENCE);
        assertThat(ear.detect(block(ear, tag), 160)).isEqualTo(DualTone.OTHER);
        assertThat(ear.detect(block(ear, comfort), 160)).isEqualTo(DualTone.OTHER);
        for (int i = 0; i < 500; i++) {
            assertThat(ear.detect(block(ear, sample -> 5_000 * random.nextGaussian()), 160))
                    .isEqualTo(DualTone.OTHER);
        }
    }

    @Test
    void aWordIsHeardOnceHoweverItIsCutIntoMessages() {
        for (int messageBytes : new int[] {100, 640, 1_280, 3_201}) {
            NumberedWords words = new NumberedWords(16_000);
            byte[] sound = new byte[2 * 16_000];
            put(sound, 1_003, 7);
            put(sound, 8_011, 7);
            put(sound, 12_000, 63);
            StringBuilder heard = new StringBuilder();
            for (int at = 0; at < sound.length; at += messageBytes & ~1) {
                int length = Math.min(messageBytes & ~1, sound.length - at);
                byte[] message = new byte[length];
                System.arraycopy(sound, at, message, 0, length);
                int word = words.hear(message, length);
                heard.append(word < 0 ? "" : word + " ");
            }

            assertThat(heard.toString()).isEqualTo("7 7 63 ");
        }
    }

    @Test
    void whoIsHeardIsKnownByTheNumber() {
        assertThat(NumberedSound.generation(NumberedVoices.turn(3, 5))).isEqualTo(3);
        assertThat(NumberedSound.isGreeting(NumberedVoices.turn(6, 7))).isFalse();
        assertThat(NumberedSound.isGreeting(NumberedVoices.code(0, 0, false))).isTrue();
        assertThat(NumberedSound.generation(NumberedVoices.code(2, 0, false))).isEqualTo(2);
    }

    private static void put(byte[] linear16, int atSample, int code) {
        for (int i = 0; i < 1_600; i++) {
            int sample = (int) Math.round(LOUD * DualTone.sample(code, i / 16_000.0));
            linear16[2 * (atSample + i)] = (byte) sample;
            linear16[2 * (atSample + i) + 1] = (byte) (sample >> 8);
        }
    }

    private static short[] block(DualTone ear, IntToDoubleFunction sample) {
        short[] block = new short[ear.blockSamples()];
        for (int i = 0; i < block.length; i++) {
            block[i] = (short) Math.round(sample.applyAsDouble(i));
        }
        return block;
    }
}
