package dev.trunkline.engine.mind.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.engine.mind.meaning.KnownVectors;
import dev.trunkline.engine.mind.meaning.MiniLmEncoder;
import dev.trunkline.engine.mind.meaning.SentenceEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The script's sentences come with their vectors, so that no start encodes a thousand of them. After a change of the script:
 * {@code ./mvnw -Dtest=KnownVectorsOfTheScriptTest -Dvectors.write=true test}.
 */
class KnownVectorsOfTheScriptTest {

    private static final Path FILE =
            Path.of("src/main/resources/dev/trunkline/engine/mind/script/contact-centre.vectors");

    private static List<String> sentences() {
        return Stream.concat(
                        Script.bundled(true).intents().stream().flatMap(intent -> Examples.sentences(intent).stream()),
                        Examples.background().stream())
                .distinct()
                .toList();
    }

    @Test
    void everyExampleHasItsVector() throws IOException {
        if (Boolean.getBoolean("vectors.write")) {
            try (MiniLmEncoder encoder = MiniLmEncoder.load();
                    OutputStream file = Files.newOutputStream(FILE)) {
                KnownVectors.write(file, sentences(), encoder);
            }
        }
        try (InputStream file = Files.newInputStream(FILE)) {
            KnownVectors known = new KnownVectors(
                    sentences -> {
                        throw new AssertionError("not known: " + sentences);
                    },
                    file);

            assertThat(sentences()).allMatch(known::knows);
        }
    }

    @Test
    void itIsTheEncodersOwn() throws IOException {
        List<String> some = sentences().stream().limit(3).toList();
        try (MiniLmEncoder encoder = MiniLmEncoder.load();
                InputStream file =
                        Objects.requireNonNull(Examples.class.getResourceAsStream("contact-centre.vectors"))) {
            List<float[]> fresh = encoder.encode(some);
            List<float[]> known = new KnownVectors(encoder, file).encode(some);

            for (int i = 0; i < some.size(); i++) {
                assertThat(SentenceEncoder.likeness(fresh.get(i), known.get(i))).isCloseTo(1, within(0.001));
            }
        }
    }
}
