package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutOfMemoryIT {

    @Test
    void aHeapThatIsFullEndsTheProcessEvenWhenAPoolSwallowsTheError() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-cp",
                        place(OutOfMemory.class) + File.pathSeparator + place(Hoarder.class),
                        Hoarder.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(OutOfMemory.STATUS);
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Out of memory: the heap is full, and this process ends.");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void memoryOutsideOfTheHeapIsAnotherMatter() {
        assertThat(OutOfMemory.isOfHeap(new OutOfMemoryError("Cannot reserve 4194304 bytes of direct buffer memory")))
                .isFalse();
        assertThat(OutOfMemory.isOfHeap(new IllegalStateException(new OutOfMemoryError("Java heap space"))))
                .isTrue();
    }

    private static Path place(Class<?> of) throws URISyntaxException {
        return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Another process: holds all that it can get, and lives on. */
    static final class Hoarder {

        private static final List<byte[]> HELD = new ArrayList<>();

        private Hoarder() {}

        public static void main(String[] args) {
            OutOfMemory.endsThisProcess();
            ExecutorService pool = Executors.newFixedThreadPool(1); // lives on when nobody holds it
            for (int bytes : List.of(1 << 20, 1 << 14, 1 << 10)) {
                pool.submit(() -> hoard(bytes)); // what it throws goes into a future that nobody asks
            }
        }

        private static void hoard(int bytes) {
            while (true) {
                HELD.add(new byte[bytes]);
            }
        }
    }
}
