package dev.trunkline.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Reads what strangers send, as one test class {@code ...FuzzTest} for each reader. The usual build gives it its corpus
 * ({@code src/test/resources}, a folder of the class's name and {@code Inputs}: seeds, and all that was ever found) and a
 * thousand spoilt variants; profile {@code long} gives it to Jazzer for minutes ({@link FuzzedForMinutesIT}).
 */
public interface FuzzTarget {

    /**
     * Must throw nothing, whatever the input.
     *
     * @param input yours: nobody else reads or writes it
     */
    void check(byte[] input) throws Exception;

    /** Everything known, and what is near to it. */
    @TestFactory
    default Stream<DynamicTest> everyKnownInputAndItsNeighbours() throws IOException {
        List<Path> corpus = Corpus.of(getClass());
        Stream<DynamicTest> known = corpus.stream()
                .map(file ->
                        DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(Files.readAllBytes(file))));
        return Stream.concat(known, Stream.of(DynamicTest.dynamicTest("neighbours", () -> checkNeighbours(corpus))));
    }

    private void checkNeighbours(List<Path> corpus) throws Exception {
        check(new byte[0]);
        Random random = new Random(20261130);
        for (int i = 0; i < Corpus.NEIGHBOURS; i++) {
            byte[] input = Files.readAllBytes(corpus.get(random.nextInt(corpus.size())));
            byte[] spoilt = Corpus.spoilt(input, random);
            try {
                check(spoilt.clone());
            } catch (Exception | Error e) {
                throw new AssertionError("neighbour " + i + ": " + Arrays.toString(spoilt), e);
            }
        }
    }
}
