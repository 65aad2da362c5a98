package dev.trunkline.engine.mind.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MiniLmEncoderTest {

    private static MiniLmEncoder encoder;

    @BeforeAll
    static void load() throws IOException {
        encoder = MiniLmEncoder.load();
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    private static double likeness(String one, String other) {
        List<float[]> vectors = encoder.encode(List.of(one, other));
        return SentenceEncoder.likeness(vectors.get(0), vectors.get(1));
    }

    /** Ids of bert-base-uncased, whose vocabulary this is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello world | 101 7592 2088 102",
                "Hello, World! | 101 7592 1010 2088 999 102",
                "embeddings | 101 7861 8270 4667 2015 102",
                "Café | 101 7668 102",
                "I don't know. | 101 1045 2123 1005 1056 2113 1012 102",
                "'' | 101 102",
            })
    void tokensAreTheKnownOnes(String text, String ids) throws IOException {
        try (InputStream json =
                Objects.requireNonNull(WordPiece.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json"))) {
            long[] expected =
                    List.of(ids.split(" ")).stream().mapToLong(Long::parseLong).toArray();

            assertThat(WordPiece.read(json).encode(text)).containsExactly(expected);
        }
    }

    @Test
    void longTextsLoseTheirEnd() throws IOException {
        try (InputStream json =
                Objects.requireNonNull(WordPiece.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json"))) {
            assertThat(WordPiece.read(json).encode("hello ".repeat(50_000)))
                    .hasSize(WordPiece.MAX_TOKENS)
                    .endsWith(102);
        }
    }

    @Test
    void vectorsHaveLengthOne() {
        assertThat(likeness("Where is my parcel?", "Where is my parcel?")).isCloseTo(1, within(1e-5));
        assertThat(encoder.encode(List.of("Where is my parcel?")).get(0)).hasSize(384);
    }

    /** The first numbers that the model's own page shows for these sentences; eight bits blur them. */
    @Test
    void vectorsAreThoseOfTheModel() {
        List<float[]> vectors = encoder.encode(List.of("This is an example sentence", "Each sentence is converted"));

        assertThat(Arrays.copyOf(vectors.get(0), 3))
                .containsExactly(new float[] {0.0677f, 0.0635f, 0.0487f}, within(0.02f));
        assertThat(Arrays.copyOf(vectors.get(1), 3))
                .containsExactly(new float[] {0.0864f, 0.1028f, 0.0054f}, within(0.02f));
    }

    @Test
    void theSameInOtherWordsIsCloserThanSomethingElse() {
        String asked = "Could you tell me when my order is going to arrive?";

        assertThat(likeness(asked, "where is my order"))
                .isGreaterThan(0.5)
                .isGreaterThan(likeness(asked, "what are your opening hours") + 0.2);
    }
}
