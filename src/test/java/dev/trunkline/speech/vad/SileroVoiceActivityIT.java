package dev.trunkline.speech.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.Telephone;
import dev.trunkline.speech.tts.FreeTtsVoice;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs with the model that {@code SILERO_MODEL} names, and others beside it; CI fetches them. */
class SileroVoiceActivityIT {

    private static final int FRAME_SAMPLES = 160;
    private static final int PAUSE_SAMPLES = 8_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"silero_vad_v5.onnx", "silero_vad_v6.onnx", "silero_vad_legacy.onnx"})
    void aSentenceIsSpeechAndLoudNoiseIsNot(String model) {
        VoiceActivities activities = VoiceActivities.silero(modelBeside(model), 0.5);
        Speech sentence = Telephone.hear(new FreeTtsVoice().say("I have a question about my bill, please."));
        short[] call = noise(2 * PAUSE_SAMPLES + sentence.samples().length, 300);
        for (int i = 0; i < sentence.samples().length; i++) {
            call[PAUSE_SAMPLES + i] += sentence.samples()[i];
        }

        boolean[] speech = judge(activities.forStream(), call);

        int first = PAUSE_SAMPLES / FRAME_SAMPLES;
        int last = speech.length - first;
        assertThat(count(speech, 0, first)).as("noise before").isLessThanOrEqualTo(2);
        assertThat(count(speech, last + 10, speech.length)).as("noise after").isLessThanOrEqualTo(2);
        assertThat(count(speech, first, last)).as("speech").isGreaterThan((last - first) * 6 / 10);
    }

    @Test
    void streamsDoNotDisturbEachOther() {
        VoiceActivities activities = VoiceActivities.silero(modelBeside("silero_vad_v5.onnx"), 0.5);
        short[] sentence = Telephone.hear(new FreeTtsVoice().say("I have a question about my bill, please."))
                .samples();
        boolean[] alone = judge(activities.forStream(), sentence);

        VoiceActivity one = activities.forStream();
        VoiceActivity other = activities.forStream();
        boolean[] together = new boolean[alone.length];
        short[] noise = noise(FRAME_SAMPLES, 3_000);
        for (int i = 0; i < together.length; i++) {
            together[i] = one.isSpeech(frame(sentence, i));
            other.isSpeech(noise);
        }

        assertThat(together).isEqualTo(alone).contains(true);
    }

    @Test
    void aMissingFileIsNamed() {
        Path nothing = folder.resolve("nothing.onnx");

        assertThatThrownBy(() -> VoiceActivities.silero(nothing, 0.5))
                .isInstanceOf(SpeechFailedException.class)
                .hasMessage("the Silero model " + nothing + " cannot be read");
    }

    @Test
    void anotherFileIsNoModel() throws IOException {
        Path text = Files.writeString(folder.resolve("text.onnx"), "not a model");

        assertThatThrownBy(() -> VoiceActivities.silero(text, 0.5))
                .isInstanceOf(SpeechFailedException.class)
                .hasMessageContaining("text.onnx is no ONNX model");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0.1, 1, Double.NaN})
    void thresholdsAreProbabilities(double threshold) {
        assertThatThrownBy(() -> VoiceActivities.silero(folder, threshold))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theJarThatIsMissingIsNamed() throws ReflectiveOperationException {
        Class<?> activities = new WithoutOnnxRuntime().loadClass(VoiceActivities.class.getName());
        var silero = activities.getMethod("silero", Path.class, double.class);

        assertThatThrownBy(() -> silero.invoke(null, folder, 0.5))
                .isInstanceOf(InvocationTargetException.class)
                .hasRootCauseInstanceOf(ClassNotFoundException.class)
                .satisfies(e -> assertThat(String.valueOf(e.getCause()))
                        .endsWith("add the jar of com.microsoft.onnxruntime:onnxruntime:1.28.0 to the class path"));
    }

    @Test
    void energyNeedsNothing() {
        try (VoiceActivity energy = VoiceActivities.energy().forStream()) {
            assertThat(energy).isInstanceOf(EnergyVoiceActivity.class);
        }
    }

    /** Loads our classes itself, so that they see a class path without ONNX Runtime. */
    private static final class WithoutOnnxRuntime extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("ai.onnxruntime.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.trunkline.speech.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file =
                    VoiceActivities.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static Path modelBeside(String name) {
        String model = System.getenv("SILERO_MODEL");
        assumeTrue(model != null, "skipped: SILERO_MODEL does not name a model file");
        Path beside = Path.of(String.valueOf(model)).resolveSibling(name);
        assumeTrue(Files.exists(beside), "skipped: there is no " + beside);
        return beside;
    }

    private static short[] noise(int samples, int amplitude) {
        Random random = new Random(7);
        short[] noise = new short[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = (short) (amplitude * random.nextGaussian());
        }
        return noise;
    }

    private static boolean[] judge(VoiceActivity detector, short[] sound) {
        boolean[] speech = new boolean[sound.length / FRAME_SAMPLES];
        for (int i = 0; i < speech.length; i++) {
            speech[i] = detector.isSpeech(frame(sound, i));
        }
        return speech;
    }

    private static short[] frame(short[] sound, int index) {
        return Arrays.copyOfRange(sound, index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES);
    }

    private static int count(boolean[] speech, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += speech[i] ? 1 : 0;
        }
        return count;
    }
}
