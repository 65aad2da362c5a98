package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.meaning.KernelRidge;
import dev.trunkline.engine.mind.meaning.KnownVectors;
import dev.trunkline.engine.mind.meaning.SentenceEncoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All examples of a script, beside sentences that mean none of its intents, told apart. Immutable; thread-safe as its encoder. */
final class Examples {

    private final SentenceEncoder encoder;
    private final List<@Nullable Intent> intents; // the last one stands for none
    private final KernelRidge classes;

    private Examples(SentenceEncoder encoder, List<@Nullable Intent> intents, KernelRidge classes) {
        this.encoder = encoder;
        this.intents = intents;
        this.classes = classes;
    }

    static Examples learnt(List<Intent> all, SentenceEncoder fresh) {
        SentenceEncoder encoder = known(fresh);
        List<@Nullable Intent> intents = new ArrayList<>();
        List<List<float[]>> vectors = new ArrayList<>();
        for (Intent intent : all) {
            List<String> sentences = sentences(intent);
            if (!sentences.isEmpty()) {
                intents.add(intent);
                vectors.add(encoder.encode(sentences));
            }
        }
        intents.add(null);
        vectors.add(encoder.encode(background()));
        return new Examples(fresh, intents, KernelRidge.learnt(vectors));
    }

    /** The script in the jar comes with the vectors of its sentences. */
    private static SentenceEncoder known(SentenceEncoder encoder) {
        try (InputStream file = Examples.class.getResourceAsStream("contact-centre.vectors")) {
            return file == null ? encoder : new KnownVectors(encoder, file);
        } catch (IOException e) {
            throw new UncheckedIOException("contact-centre.vectors cannot be read", e);
        }
    }

    /** The examples of {@code intent}, as they are encoded. */
    static List<String> sentences(Intent intent) {
        return intent.cues().sentences().stream()
                .map(PlainWords::of)
                .map(PlainWords::withoutFillers)
                .distinct()
                .toList();
    }

    static List<String> background() {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Examples.class.getResourceAsStream("background.txt"), "background.txt"),
                StandardCharsets.UTF_8))) {
            return file.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How near {@code plain} is to each intent, and to none. */
    List<Meaning.Candidate> near(String plain) {
        double[] scores = classes.scores(encoder.encode(List.of(plain)).get(0));
        List<Meaning.Candidate> near = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            near.add(new Meaning.Candidate(intents.get(i), Math.max(0, scores[i])));
        }
        return near;
    }
}
