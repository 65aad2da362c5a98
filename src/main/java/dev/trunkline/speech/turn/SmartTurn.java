package dev.trunkline.speech.turn;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.onnx.NetworkRuntime;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Pipecat's Smart Turn, version 3, in an ONNX file of the operator's. Hears the last eight seconds of a turn. Shared by all chats.
 * Thread-safe; takes some tens of milliseconds of a worker.
 *
 * <p>Source: the project's own {@code inference.py}: 16 kHz, filled up with zeros in front, brought to mean 0 and variance 1, then as
 * Whisper's features; the one output is a probability already, though it is called {@code logits}.
 */
public final class SmartTurn implements TurnModel, AutoCloseable {

    private static final String INPUT = "input_features";
    private static final int SAMPLES = 8 * LogMel.SAMPLE_RATE_HZ;
    private static final long[] SHAPE = {1, LogMel.BANDS, SAMPLES / LogMel.HOP};
    private static final double LEAST_VARIANCE = 1e-7;
    private static final float SCALE = 1 / 32_768f;

    private final LogMel features = new LogMel();
    private final OrtEnvironment environment;
    private final OrtSession session;

    private SmartTurn(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    /**
     * Loads a file.
     *
     * @throws SpeechFailedException when it cannot be read or is no such model, or ONNX Runtime does not run on this machine; the
     *     message says which
     */
    public static SmartTurn load(Path file) {
        if (!Files.isReadable(file)) {
            throw new SpeechFailedException("the Smart Turn model " + file + " cannot be read");
        }
        try {
            return opened(file);
        } catch (LinkageError e) {
            throw new SpeechFailedException("ONNX Runtime does not run on this machine: " + e, e);
        }
    }

    private static SmartTurn opened(Path file) {
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            OrtEnvironment environment = NetworkRuntime.environment();
            OrtSession session = environment.createSession(file.toString(), options);
            Set<String> inputs = session.getInputNames();
            if (!inputs.equals(Set.of(INPUT))) {
                session.close();
                throw new SpeechFailedException(
                        file + " is no Smart Turn model of version 3: its inputs are " + inputs);
            }
            SmartTurn model = new SmartTurn(environment, session);
            model.completeness(
                    new Speech(new short[LogMel.SAMPLE_RATE_HZ], LogMel.SAMPLE_RATE_HZ)); // shows a wrong shape now
            return model;
        } catch (OrtException e) {
            throw new SpeechFailedException(file + " is no ONNX model: " + e.getMessage(), e);
        }
    }

    @Override
    public double completeness(Speech soFar) {
        float[] samples = new float[SAMPLES];
        short[] heard = soFar.at(LogMel.SAMPLE_RATE_HZ).samples();
        int length = Math.min(heard.length, SAMPLES);
        for (int i = 0; i < length; i++) {
            samples[SAMPLES - length + i] = SCALE * heard[heard.length - length + i];
        }
        standardize(samples);
        FloatBuffer input = FloatBuffer.wrap(features.of(samples, SAMPLES - length));
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input, SHAPE);
                OrtSession.Result result = session.run(Map.of(INPUT, tensor))) {
            if (result.get(0) instanceof OnnxTensor output && output.getInfo().getNumElements() == 1) {
                return output.getFloatBuffer().get(0);
            }
            throw new SpeechFailedException("the Smart Turn model has another output than one probability");
        } catch (OrtException e) {
            throw new SpeechFailedException("the Smart Turn model failed: " + e.getMessage(), e);
        }
    }

    /** Also what it was filled up with: the model was trained so. */
    private static void standardize(float[] samples) {
        double sum = 0;
        double squares = 0;
        for (float sample : samples) {
            sum += sample;
            squares += (double) sample * sample;
        }
        double mean = sum / samples.length;
        double variance = squares / samples.length - mean * mean;
        double scale = 1 / Math.sqrt(Math.max(0, variance) + LEAST_VARIANCE);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) ((samples[i] - mean) * scale);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the Smart Turn model is closed already", e);
        }
    }
}
