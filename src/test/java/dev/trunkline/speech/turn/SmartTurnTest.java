package dev.trunkline.speech.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With small files written here, because the model itself is nowhere in a package: they show what it is given, not what it knows. */
class SmartTurnTest {

    private static final int FRAMES = 800;

    @TempDir
    private Path folder;

    @Test
    void theModelIsGivenTheFeaturesOfTheLastEightSeconds() throws IOException {
        Speech tone = tone(1_000, 3_000, 8_000);
        try (SmartTurn model = SmartTurn.load(file(OnnxFile.meanOf("input_features", 80, FRAMES)))) {
            double completeness = model.completeness(tone);

            float[] samples = new float[128_000];
            short[] heard = tone.at(16_000).samples();
            for (int i = 0; i < heard.length; i++) {
                samples[128_000 - heard.length + i] = heard[i];
            }
            assertThat(completeness).isCloseTo(sigmoid(mean(naive(samples))), within(1e-3));
        }
    }

    @Test
    void ofALongTurnOnlyTheEndIsHeard() throws IOException {
        try (SmartTurn model = SmartTurn.load(file(OnnxFile.meanOf("input_features", 80, FRAMES)))) {
            Speech eight = tone(700, 8_000, 16_000);
            Speech twelve = tone(700, 12_000, 16_000); // 4 s are whole periods

            assertThat(model.completeness(twelve)).isCloseTo(model.completeness(eight), within(1e-4));
        }
    }

    @Test
    void aToneLiesInItsBandAndInItsTime() {
        float[] samples = new float[16_000];
        for (int i = 8_000; i < samples.length; i++) {
            samples[i] = (float) Math.sin(2 * Math.PI * 1_000 * i / 16_000);
        }

        float[] energies = new LogMel().of(samples, 8_000);

        int loudest = 0;
        for (int band = 0; band < 80; band++) {
            loudest = energies[band * 100 + 75] > energies[loudest * 100 + 75] ? band : loudest;
        }
        assertThat(loudest).isEqualTo(26); // 15 of 45.2 mels, in 81 steps
        assertThat(energies[loudest * 100 + 75] - energies[loudest * 100 + 40]).isEqualTo(2f); // 80 dB, the whole range
    }

    @Test
    void anotherModelIsRefusedByItsInputs() throws IOException {
        Path file = file(OnnxFile.meanOf("audio", 80, FRAMES));

        assertThatThrownBy(() -> SmartTurn.load(file))
                .isInstanceOf(SpeechFailedException.class)
                .hasMessage(file + " is no Smart Turn model of version 3: its inputs are [audio]");
    }

    @Test
    void anotherShapeIsRefused() throws IOException {
        Path file = file(OnnxFile.meanOf("input_features", 80, 3_000));

        assertThatThrownBy(() -> SmartTurn.load(file)).isInstanceOf(SpeechFailedException.class);
    }

    @Test
    void whatIsNoModelIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("turn.onnx"), "no model");

        assertThatThrownBy(() -> SmartTurn.load(text)).hasMessageContaining("turn.onnx is no ONNX model");
        assertThatThrownBy(() -> SmartTurn.load(folder.resolve("none.onnx")))
                .hasMessageContaining("none.onnx cannot be read");
    }

    private Path file(byte[] model) throws IOException {
        return Files.write(folder.resolve("model.onnx"), model);
    }

    private static Speech tone(int hz, int millis, int rateHz) {
        short[] samples = new short[millis * rateHz / 1_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * hz * i / rateHz));
        }
        return new Speech(samples, rateHz);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The same by the book: in doubles, sine by sine. */
    private static double[] naive(float[] sound) {
        double mean = 0;
        for (float sample : sound) {
            mean += sample / 32_768 / sound.length;
        }
        double variance = 0;
        for (float sample : sound) {
            variance += Math.pow(sample / 32_768 - mean, 2) / sound.length;
        }
        double[] energies = new double[80 * FRAMES];
        double loudest = -100;
        double[] before = new double[0];
        for (int frame = 0; frame < FRAMES; frame++) {
            double[] window = new double[400];
            for (int n = 0; n < 400; n++) {
                int at = Math.abs(frame * 160 - 200 + n);
                at = at >= sound.length ? 2 * (sound.length - 1) - at : at;
                window[n] = (sound[at] / 32_768 - mean)
                        / Math.sqrt(variance + 1e-7)
                        * (0.5 - 0.5 * Math.cos(2 * Math.PI * n / 400));
            }
            double[] bands = Arrays.equals(window, before) ? null : bands(window);
            before = window;
            for (int band = 0; band < 80; band++) {
                energies[band * FRAMES + frame] = bands == null ? energies[band * FRAMES + frame - 1] : bands[band];
                loudest = Math.max(loudest, energies[band * FRAMES + frame]);
            }
        }
        for (int i = 0; i < energies.length; i++) {
            energies[i] = (Math.max(energies[i], loudest - 8) + 4) / 4;
        }
        return energies;
    }

    private static double[] bands(double[] window) {
        double[] power = new double[201];
        for (int k = 0; k <= 200; k++) {
            double real = 0;
            double imaginary = 0;
            for (int n = 0; n < 400; n++) {
                real += window[n] * Math.cos(2 * Math.PI * (n * k % 400) / 400);
                imaginary -= window[n] * Math.sin(2 * Math.PI * (n * k % 400) / 400);
            }
            power[k] = real * real + imaginary * imaginary;
        }
        double[] bands = new double[80];
        double most = 15 + 27 * Math.log(8) / Math.log(6.4);
        for (int band = 0; band < 80; band++) {
            double[] edges = new double[3];
            for (int edge = 0; edge < 3; edge++) {
                double mels = most * (band + edge) / 81;
                edges[edge] = mels < 15 ? mels * 200 / 3 : 1_000 * Math.pow(6.4, (mels - 15) / 27);
            }
            for (int k = 0; k <= 200; k++) {
                double up = (k * 40 - edges[0]) / (edges[1] - edges[0]);
                double down = (edges[2] - k * 40) / (edges[2] - edges[1]);
                bands[band] += Math.max(0, Math.min(up, down)) * 2 / (edges[2] - edges[0]) * power[k];
            }
            bands[band] = Math.log10(Math.max(1e-10, bands[band]));
        }
        return bands;
    }
}
