package dev.trunkline.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The inputs of a fuzz target that are kept with the sources. */
final class Corpus {

    static final int NEIGHBOURS = 1_000;

    private static final Path RESOURCES = Path.of("src", "test", "resources");

    private Corpus() {}

    /** Where they are. */
    static Path folder(Class<?> target) {
        return RESOURCES.resolve(target.getName().replace('.', '/') + "Inputs");
    }

    /** All of them; never none. */
    static List<Path> of(Class<?> target) throws IOException {
        try (Stream<Path> files = Files.list(folder(target))) {
            List<Path> all = files.sorted().toList();
            if (all.isEmpty()) {
                throw new IllegalStateException("no inputs in " + folder(target) + "; give at least one seed");
            }
            return all;
        }
    }

    /** With some bytes flipped, replaced, removed, doubled, inserted or cut off. */
    static byte[] spoilt(byte[] input, Random random) {
        byte[] bytes = input;
        for (int edits = 1 + random.nextInt(4); edits > 0 && bytes.length > 0; edits--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(8));
            byte[] slice = Arrays.copyOfRange(bytes, at, to);
            byte any = (byte) random.nextInt(256);
            bytes = switch (random.nextInt(6)) {
                case 0 -> with(bytes, at, at + 1, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
                case 1 -> with(bytes, at, at + 1, any);
                case 2 -> with(bytes, at, to);
                case 3 -> with(bytes, at, at, slice);
                case 4 -> with(bytes, at, at, any);
                default -> random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : bytes;
            };
        }
        return bytes;
    }

    private static byte[] with(byte[] bytes, int from, int to, byte... instead) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + instead.length);
        out.write(bytes, 0, from);
        out.writeBytes(instead);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }
}
