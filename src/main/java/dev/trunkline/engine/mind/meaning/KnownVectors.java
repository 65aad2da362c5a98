package dev.trunkline.engine.mind.meaning;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of sentences that were encoded before, in a file of some hundred kilobytes: eight bits a number. All others are
 * encoded. Thread-safe as its encoder.
 */
public final class KnownVectors implements SentenceEncoder {

    private static final int STEPS = 127;
    private static final int MAX_SENTENCES = 100_000;
    private static final int MAX_DIMENSIONS = 4_096;

    private final SentenceEncoder encoder;
    private final Map<Long, float[]> known = new HashMap<>();

    /** @throws IOException when it is none */
    public KnownVectors(SentenceEncoder encoder, InputStream file) throws IOException {
        this.encoder = encoder;
        DataInputStream in = new DataInputStream(new BufferedInputStream(file));
        int sentences = in.readInt();
        int dimensions = in.readInt();
        if (sentences < 0 || sentences > MAX_SENTENCES || dimensions < 1 || dimensions > MAX_DIMENSIONS) {
            throw new IOException("this is no file of vectors");
        }
        for (int i = 0; i < sentences; i++) {
            long key = in.readLong();
            float step = in.readFloat();
            float[] vector = new float[dimensions];
            for (int j = 0; j < dimensions; j++) {
                vector[j] = in.readByte() * step;
            }
            known.put(key, vector);
        }
    }

    /** Writes such a file. */
    public static void write(OutputStream file, List<String> sentences, SentenceEncoder encoder) throws IOException {
        List<float[]> vectors = encoder.encode(sentences);
        DataOutputStream out = new DataOutputStream(file);
        out.writeInt(sentences.size());
        out.writeInt(vectors.isEmpty() ? 1 : vectors.get(0).length);
        for (int i = 0; i < sentences.size(); i++) {
            float most = 0;
            for (float value : vectors.get(i)) {
                most = Math.max(most, Math.abs(value));
            }
            out.writeLong(key(sentences.get(i)));
            out.writeFloat(most / STEPS);
            for (float value : vectors.get(i)) {
                out.writeByte(Math.round(value / most * STEPS));
            }
        }
        out.flush();
    }

    private static long key(String sentence) {
        CRC32 hash = new CRC32();
        hash.update(sentence.getBytes(StandardCharsets.UTF_8));
        return hash.getValue() << 32 | sentence.length();
    }

    /** Whether {@code sentence} needs no encoder. */
    public boolean knows(String sentence) {
        return known.containsKey(key(sentence));
    }

    @Override
    public List<float[]> encode(List<String> sentences) {
        List<float[]> vectors = new ArrayList<>();
        for (String sentence : sentences) {
            float @Nullable [] vector = known.get(key(sentence));
            vectors.add(vector == null ? encoder.encode(List.of(sentence)).get(0) : vector);
        }
        return vectors;
    }
}
