package dev.trunkline.speech.moonshine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.onnx.NetworkRuntime;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moonshine's two networks: the encoder listens to a clip, the decoder writes about it piece by piece. Each works on the thread that
 * asks. Thread-safe.
 *
 * <p>Source: what the files declare, and how the package's own transcriber feeds them.
 */
final class MoonshineModel implements AutoCloseable {

    static final int SAMPLE_RATE_HZ = 16_000;

    private static final String PAST = "past_key_values.";
    private static final long START = 1;
    private static final int END = 2;
    private static final double TOKENS_A_SECOND = 6.5; // nobody says more; what does is a loop
    private static final int TOKENS_MORE = 4; // for clips of one word
    private static final double NEGLIGIBLE = 12; // e^-12 beside the likeliest piece

    private final OrtEnvironment environment;
    private final OrtSession encoder;
    private final OrtSession decoder;
    /** The decoder's memory of what it wrote and heard, by name, as it is before the first piece. */
    private final Map<String, long[]> pastShapes = new HashMap<>();

    /** @throws SpeechFailedException when the files are no such networks */
    MoonshineModel(Weights weights) {
        try (var options = new OrtSession.SessionOptions()) {
            // Chats share the processors; a clip takes one of them.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            environment = NetworkRuntime.environment();
            encoder = environment.createSession(weights.encoder(), options);
            decoder = environment.createSession(weights.decoder(), options);
            for (NodeInfo input : decoder.getInputInfo().values()) {
                if (input.getName().startsWith(PAST) && input.getInfo() instanceof TensorInfo tensor) {
                    pastShapes.put(input.getName(), emptied(tensor.getShape()));
                }
            }
        } catch (OrtException e) {
            throw new SpeechFailedException(weights.name() + " is no Moonshine model: " + e.getMessage(), e);
        }
        if (pastShapes.isEmpty() || !encoder.getInputNames().contains("input_values")) {
            throw new SpeechFailedException(weights.name() + " is no Moonshine model: its inputs are "
                    + encoder.getInputNames() + " and " + decoder.getInputNames());
        }
    }

    @Override
    public void close() {
        try {
            encoder.close();
            decoder.close();
        } catch (OrtException e) {
            throw new IllegalStateException("Moonshine is closed already", e);
        }
    }

    /**
     * Listens to a clip; takes some 40 ms a second.
     *
     * @param samples at {@value #SAMPLE_RATE_HZ} Hz, from -1 to 1; a fifth of a second at least
     */
    Decoding decode(float[] samples) {
        int most = (int) Math.ceil(TOKENS_A_SECOND * samples.length / SAMPLE_RATE_HZ) + TOKENS_MORE;
        try (OnnxTensor sound = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(samples), new long[] {1, samples.length});
                OrtSession.Result heard = encoder.run(Map.of("input_values", sound));
                var writing = new Writing((OnnxTensor) heard.get(0))) {
            return writing.write(most);
        } catch (OrtException e) {
            throw new SpeechFailedException("Moonshine failed: " + e.getMessage(), e);
        }
    }

    /** The decoder at work on one clip; holds what it remembers from piece to piece. Confined to one thread. */
    private final class Writing implements AutoCloseable {
        private final OnnxTensor heard;
        private final Map<String, OnnxTensor> past = new HashMap<>();
        private final List<OnnxTensor> beginning = new ArrayList<>();
        private OrtSession.@Nullable Result first;
        private OrtSession.@Nullable Result last;
        private double logProbabilities;

        Writing(OnnxTensor heard) throws OrtException {
            this.heard = heard;
            for (Map.Entry<String, long[]> each : pastShapes.entrySet()) {
                OnnxTensor nothing = OnnxTensor.createTensor(environment, FloatBuffer.allocate(0), each.getValue());
                beginning.add(nothing);
                past.put(each.getKey(), nothing);
            }
        }

        Decoding write(int most) throws OrtException {
            List<Integer> tokens = new ArrayList<>();
            long token = START;
            while (tokens.size() < most) {
                token = next(token);
                if (token == END) {
                    break;
                }
                tokens.add((int) token);
            }
            boolean ended = token == END;
            return new Decoding(tokens, logProbabilities / Math.max(1, tokens.size() + (ended ? 1 : 0)), ended);
        }

        private int next(long token) throws OrtException {
            Map<String, OnnxTensor> inputs = new HashMap<>(past);
            try (OnnxTensor ids = OnnxTensor.createTensor(
                            environment, LongBuffer.wrap(new long[] {token}), new long[] {1, 1});
                    OnnxTensor cached = OnnxTensor.createTensor(environment, new boolean[] {first != null})) {
                inputs.put("input_ids", ids);
                inputs.put("encoder_hidden_states", heard);
                inputs.put("use_cache_branch", cached);
                OrtSession.Result result = decoder.run(inputs);
                remember(result);
                return likeliest(output(result, "logits").getFloatBuffer());
            }
        }

        /** What is remembered of the sound is given the first time only. */
        private void remember(OrtSession.Result result) {
            boolean isFirst = first == null;
            for (String name : pastShapes.keySet()) {
                if (isFirst || name.contains(".decoder.")) {
                    past.put(name, output(result, name.replace(PAST, "present.")));
                }
            }
            if (isFirst) {
                first = result;
            } else {
                close(last);
                last = result;
            }
        }

        private int likeliest(FloatBuffer logits) {
            int best = 0;
            float most = logits.get(0);
            for (int i = 1; i < logits.limit(); i++) {
                if (logits.get(i) > most) {
                    most = logits.get(i);
                    best = i;
                }
            }
            double sum = 0;
            for (int i = 0; i < logits.limit(); i++) {
                if (logits.get(i) > most - NEGLIGIBLE) {
                    sum += Math.exp(logits.get(i) - most);
                }
            }
            logProbabilities -= Math.log(sum);
            return best;
        }

        @Override
        public void close() {
            close(last);
            close(first);
            beginning.forEach(OnnxTensor::close);
        }

        private static void close(OrtSession.@Nullable Result result) {
            if (result != null) {
                result.close();
            }
        }
    }

    private static long[] emptied(long[] shape) {
        long[] empty = shape.clone();
        empty[0] = 0;
        for (int i = 1; i < empty.length; i++) {
            empty[i] = Math.max(1, empty[i]); // what is open is given as -1
        }
        return empty;
    }

    private static OnnxTensor output(OrtSession.Result result, String name) {
        return result.get(name)
                .map(OnnxTensor.class::cast)
                .orElseThrow(() -> new SpeechFailedException("Moonshine's decoder gives no " + name));
    }
}
