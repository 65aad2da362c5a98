package dev.trunkline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.testing.WrittenLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {

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
    void whatCannotBeWrittenIsToldAtOnce() {
        assertThatThrownBy(() -> AuditFile.open(folder.resolve("none").resolve("audit.log")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> AuditFile.open(folder)).isInstanceOf(IOException.class);
    }
}
