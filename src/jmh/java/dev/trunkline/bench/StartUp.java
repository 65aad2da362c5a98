package dev.trunkline.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long {@code serve} takes until it listens and until it takes calls, as processes of their own, with and without the engine,
 * with and without an archive of loaded classes (JDK 17: CDS; 24 and later: the AOT cache).
 *
 * <p>{@code ./mvnw -Pbench package exec:exec -Dbench.main=dev.trunkline.bench.StartUp -Dbench.options= -Dbench="5 [java ...]"}
 */
public final class StartUp {

    private static final Path JAR = Path.of("target/trunkline.jar").toAbsolutePath();
    private static final int AOT_SINCE = 24;
    private static final double MILLION = 1e6;
    private static final long PATIENCE_SECONDS = 60;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final int runs;
    private final String java;
    private final Path folder;

    private StartUp(int runs, String java, Path folder) {
        this.runs = runs;
        this.java = java;
        this.folder = folder;
    }

    /** Milliseconds from the start of the process until it listens and until it is ready, and of CPU that it took by then. */
    private record Start(double listens, double ready, double cpu, double residentMegabytes) {}

    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        List<String> javas = arguments.length < 2
                ? List.of(Path.of(System.getProperty("java.home"), "bin/java").toString())
                : Arrays.asList(arguments).subList(1, arguments.length);
        System.out.printf(
                "%-44s %26s %26s %10s %8s%n", "milliseconds: median (min-max)", "listens", "ready", "CPU", "MB");
        for (String java : javas) {
            Path folder = Files.createTempDirectory("start-up");
            new StartUp(runs, java, folder).measure();
        }
        System.exit(0); // the HTTP client leaves threads behind
    }

    private void measure() throws Exception {
        int version = version();
        boolean aot = version >= AOT_SINCE;
        Path archive = folder.resolve(aot ? "trunkline.aot" : "trunkline.jsa");
        String write = (aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive;
        String use = (aot ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
        Process training = start(List.of(write), List.of("call"), "train");
        if (!training.waitFor(5, TimeUnit.MINUTES) || !Files.exists(archive)) {
            throw new IllegalStateException("no archive; see " + folder.resolve("train.log"));
        }
        String name = "JDK " + version;
        report(name + ", engine", List.of(), true);
        report(name + ", engine, " + (aot ? "AOT" : "CDS"), List.of(use), true);
        report(name + ", EVI elsewhere", List.of(), false);
        report(name + ", EVI elsewhere, " + (aot ? "AOT" : "CDS"), List.of(use), false);
        System.out.printf("%-44s %26s %d MB%n", name + ", archive", "", Files.size(archive) / 1_000_000);
    }

    private void report(String name, List<String> options, boolean engine) throws Exception {
        List<Start> starts = new ArrayList<>();
        once(options, engine); // the files are in the page cache from now on
        for (int run = 0; run < runs; run++) {
            starts.add(once(options, engine));
        }
        System.out.printf(
                "%-44s %26s %26s %10.0f %8.0f%n",
                name,
                spread(starts.stream().mapToDouble(Start::listens).sorted().toArray()),
                spread(starts.stream().mapToDouble(Start::ready).sorted().toArray()),
                median(starts.stream().mapToDouble(Start::cpu).sorted().toArray()),
                median(starts.stream()
                        .mapToDouble(Start::residentMegabytes)
                        .sorted()
                        .toArray()));
    }

    private Start once(List<String> options, boolean engine) throws Exception {
        int port = freePort();
        long begin = System.nanoTime();
        Process serve =
                start(options, List.of("serve", "--port", Integer.toString(port)), engine ? "engine" : "bridge");
        try {
            double listens = 0;
            while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS) && serve.isAlive()) {
                int status = readiness(port);
                double now = (System.nanoTime() - begin) / MILLION;
                listens = status != 0 && listens == 0 ? now : listens;
                if (status == 200) {
                    double cpu = serve.info().totalCpuDuration().orElseThrow().toNanos() / MILLION;
                    return new Start(listens, now, cpu, residentMegabytes(serve));
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
            throw new IllegalStateException("never ready; see " + folder);
        } finally {
            serve.destroy();
            serve.waitFor();
        }
    }

    private Process start(List<String> options, List<String> arguments, String name) throws IOException {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        if (name.equals("bridge")) {
            builder.environment().put("EVI_URL", "ws://127.0.0.1:9/v0/evi"); // asked when the first call comes
        }
        return builder.start();
    }

    /** 0 while nobody listens. */
    private static int readiness(int port) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private static double residentMegabytes(Process process) throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        return Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                        .sum()
                / 1_000;
    }

    private int version() throws IOException, InterruptedException {
        Process asked =
                new ProcessBuilder(java, "-version").redirectErrorStream(true).start();
        String answer = new String(asked.getInputStream().readAllBytes());
        asked.waitFor();
        return Integer.parseInt(answer.replaceAll("(?s)^[^\"]*\"(\\d+).*", "$1"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String spread(double[] sorted) {
        return String.format("%.0f (%.0f-%.0f)", median(sorted), sorted[0], sorted[sorted.length - 1]);
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }
}
