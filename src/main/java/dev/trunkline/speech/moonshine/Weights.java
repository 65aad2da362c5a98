package dev.trunkline.speech.moonshine;

import dev.trunkline.speech.SpeechFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where Moonshine's files are: in a folder of the operator's, or on the class path, where our build puts them. Immutable.
 *
 * @param folder null for the class path
 * @param name of the model, as messages call it
 */
public record Weights(@Nullable Path folder, String name) {

    static final String ENCODER = "encoder_model.onnx";
    static final String DECODER = "decoder_model_merged.onnx";
    static final String VOCABULARY = "vocabulary.txt";

    private static final String PLACE = "/dev/trunkline/speech/moonshine/";

    /** A model that our build brings: {@code tiny} or {@code base}. */
    public static Weights inside(String name) {
        return new Weights(null, name);
    }

    /** The files of an operator; the vocabulary may be ours. */
    public static Weights in(Path folder) {
        return new Weights(folder, folder.toString());
    }

    /** Whether all is there. */
    public boolean arePresent() {
        return missing() == null;
    }

    /** What is not there, in words; null when all is. */
    public @Nullable String missing() {
        for (String file : List.of(ENCODER, DECODER)) {
            if (!isPresent(file)) {
                return folder == null
                        ? "Moonshine's weights \"" + name + "\" are not in this jar"
                        : folder + " holds no " + file;
            }
        }
        if (isPresent(VOCABULARY) || Weights.class.getResource(PLACE + VOCABULARY) != null) {
            return null;
        }
        return folder == null
                ? "Moonshine's " + VOCABULARY + " is not in this jar"
                : folder + " holds no " + VOCABULARY;
    }

    byte[] encoder() {
        return read(ENCODER);
    }

    byte[] decoder() {
        return read(DECODER);
    }

    byte[] vocabulary() {
        return isPresent(VOCABULARY) ? read(VOCABULARY) : resource(PLACE + VOCABULARY);
    }

    private boolean isPresent(String file) {
        return folder == null ? Weights.class.getResource(path(file)) != null : Files.isReadable(folder.resolve(file));
    }

    private byte[] read(String file) {
        try {
            return folder == null ? resource(path(file)) : Files.readAllBytes(folder.resolve(file));
        } catch (IOException e) {
            throw new SpeechFailedException(folder + "/" + file + " cannot be read", e);
        }
    }

    private String path(String file) {
        return PLACE + (file.equals(VOCABULARY) ? file : name + "/" + file);
    }

    private static byte[] resource(String path) {
        try (InputStream stream = Weights.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new SpeechFailedException("not in this jar: " + path);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new SpeechFailedException(path + " cannot be read", e);
        }
    }
}
