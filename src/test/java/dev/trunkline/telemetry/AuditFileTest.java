package dev.trunkline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trunkline.testing.WrittenLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {

    private static final int LINES = 20_000; // more than a pipe, a queue and what was taken from it hold together

    @TempDir
    Path folder;

    private final AuditLog audit = new AuditLog();

    @Test
    void everyActionIsALineOfTheFileUntilItIsClosed() throws Exception {
        Path path = folder.resolve("audit.log");
        try (WrittenLog log = WrittenLog.begin()) {
            try (AuditFile file = AuditFile.open(path)) {
                audit.operator("hang_up", "desk", "127.0.0.1", 204)
                        .addKeyValue("callSid", "CA1\r\nforged action=\"hang_up\"")
                        .log(AuditLog.ADMIN);
                audit.looks("list_calls", "desk", "127.0.0.1", 200).log(AuditLog.ADMIN);
                assertThat(file).isNotNull();
            }
            audit.process("stop", "done").log(AuditLog.PROCESS);

            await().until(() -> Files.size(path) > 0); // closing waits for a second at most
            assertThat(Files.readAllLines(path))
                    .singleElement()
                    .asString()
                    .contains(" audit admin action action=\"hang_up\" who=\"desk\" peer=\"127.0.0.1\" outcome=\"204\"")
                    .contains("CA1\\r\\nforged");
            assertThat(log.text()).contains("action=\"stop\"");
        }
        assertThat(Files.getPosixFilePermissions(path)).hasSize(2);
    }

    @Test
    void aDiskThatHangsDelaysNeitherWhoLogsNorTheEnd() throws Exception {
        Path path = folder.resolve("audit.fifo");
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();
        RandomAccessFile unread =
                new RandomAccessFile(path.toFile(), "rw"); // both ends, so that nobody waits to open it
        AuditFile file = AuditFile.open(path);
        CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < LINES; i++) {
                audit.process("stop", "line " + i).log(AuditLog.PROCESS);
            }
        });

        assertThat(flood).succeedsWithin(Duration.ofSeconds(20));
        assertThat(CompletableFuture.runAsync(file::close)).succeedsWithin(Duration.ofSeconds(20));

        try (InputStream late = Files.newInputStream(path)) {
            unread.close();
            assertThat(new String(late.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("line 0")
                    .doesNotContain("line " + (LINES - 1));
        }
    }

    @Test
    void whatCannotBeWrittenIsToldAtOnce() {
        assertThatThrownBy(() -> AuditFile.open(folder.resolve("none").resolve("audit.log")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> AuditFile.open(folder)).isInstanceOf(IOException.class);
    }
}
