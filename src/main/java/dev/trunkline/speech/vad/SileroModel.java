package dev.trunkline.speech.vad;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.onnx.NetworkRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Silero voice activity model in an ONNX file, at 8,000 Hz. Shared by all streams. Thread-safe.
 *
 * <p>Version 1.29.0 of ONNX Runtime for Linux has telemetry, which crashes the JVM when its command line is long, unless
 * {@code ORT_DISABLE_TELEMETRY=1} is in the environment; 1.28.0 has none.
 *
 * <p>Source: what the files of versions 4 to 6 declare; from version 5 on, the model wants the last samples of the window
 * before in front of each one.
 */
final class SileroModel implements AutoCloseable {

    private static final String INSIDE = "silero_vad_v5.onnx";

    static final int WINDOW_SAMPLES = 256; // 32 ms

    private static final int CONTEXT_SAMPLES = 32;
    private static final int SAMPLE_RATE_HZ = 8_000;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final OnnxTensor sampleRate;
    private final int contextSamples;
    private final List<State> states;

    /** What the model remembers between two windows: two layers of {@code width} numbers. */
    private record State(String input, String output, int width) {
        static final List<State> OF_VERSION_5 = List.of(new State("state", "stateN", 128));
        static final List<State> OF_VERSION_4 = List.of(new State("h", "hn", 64), new State("c", "cn", 64));
    }

    /** @throws SpeechFailedException when there is no such file, or it is no Silero model */
    SileroModel(Path file) {
        this(file.toString(), bytes(file));
    }

    /** @param name what messages call it */
    private SileroModel(String name, byte[] file) {
        try (var options = new OrtSession.SessionOptions()) {
            // A window takes less than waking another thread.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            environment = NetworkRuntime.environment();
            session = environment.createSession(file, options);
            sampleRate =
                    OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] {SAMPLE_RATE_HZ}), new long[] {});
        } catch (OrtException e) {
            throw new SpeechFailedException(name + " is no ONNX model: " + e.getMessage(), e);
        }
        Set<String> inputs = session.getInputNames();
        boolean isVersion5 = inputs.equals(Set.of("input", "sr", "state"));
        if (!isVersion5 && !inputs.equals(Set.of("input", "sr", "h", "c"))) {
            throw new SpeechFailedException(name + " is no Silero model of version 4 to 6: its inputs are " + inputs);
        }
        states = isVersion5 ? State.OF_VERSION_5 : State.OF_VERSION_4;
        contextSamples = isVersion5 ? CONTEXT_SAMPLES : 0;
    }

    /** Whether our build has brought one. */
    static boolean isInside() {
        return SileroModel.class.getResource(INSIDE) != null;
    }

    /** The one that our build brings. */
    static SileroModel inside() {
        try (InputStream file = SileroModel.class.getResourceAsStream(INSIDE)) {
            if (file == null) {
                throw new SpeechFailedException("Silero's model is not in this jar");
            }
            return new SileroModel(INSIDE, file.readAllBytes());
        } catch (IOException e) {
            throw new SpeechFailedException("Silero's model in this jar cannot be read", e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new SpeechFailedException("the Silero model " + file + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        sampleRate.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the Silero model is closed already", e);
        }
    }

    /** One stream's windows, one after the other. Confined to one thread. */
    final class Windows {

        private final float[] input = new float[contextSamples + WINDOW_SAMPLES];
        private final List<float[]> memory = new ArrayList<>();

        Windows() {
            states.forEach(state -> memory.add(new float[2 * state.width]));
        }

        /**
         * Judges the next window; takes some 60 microseconds.
         *
         * @param samples {@value #WINDOW_SAMPLES}, from -1 to 1
         * @return how likely it is that someone speaks, 0 to 1
         */
        float probability(float[] samples) {
            System.arraycopy(samples, 0, input, contextSamples, WINDOW_SAMPLES);
            Map<String, OnnxTensor> inputs = new HashMap<>();
            try {
                inputs.put("input", tensor(input, 1, input.length));
                for (int i = 0; i < states.size(); i++) {
                    inputs.put(states.get(i).input, tensor(memory.get(i), 2, 1, states.get(i).width));
                }
                return run(inputs);
            } catch (OrtException e) {
                throw new SpeechFailedException("the Silero model failed: " + e.getMessage(), e);
            } finally {
                inputs.values().forEach(OnnxTensor::close);
                System.arraycopy(samples, WINDOW_SAMPLES - contextSamples, input, 0, contextSamples);
            }
        }

        private float run(Map<String, OnnxTensor> ofStream) throws OrtException {
            Map<String, OnnxTensor> inputs = new HashMap<>(ofStream);
            inputs.put("sr", sampleRate);
            try (OrtSession.Result result = session.run(inputs)) {
                for (int i = 0; i < states.size(); i++) {
                    output(result, states.get(i).output).get(memory.get(i));
                }
                return output(result, "output").get(0);
            }
        }

        private FloatBuffer output(OrtSession.Result result, String name) {
            return result.get(name)
                    .map(OnnxTensor.class::cast)
                    .map(OnnxTensor::getFloatBuffer)
                    .orElseThrow(() -> new SpeechFailedException("the Silero model has no " + name));
        }

        private OnnxTensor tensor(float[] values, long... shape) throws OrtException {
            return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
        }
    }
}
