package dev.trunkline.app;

import dev.trunkline.config.AdminToken;
import dev.trunkline.config.ConfigException;
import dev.trunkline.config.DialledNumbers;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.telemetry.AuditFile;
import dev.trunkline.telemetry.AuditLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is written down of a process's fences: which configuration they have, by no secret of it, and that it ends; and a warning for
 * each number that may be dear. Thread-safe.
 */
final class Fences implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Fences.class);

    private final AuditLog audit = new AuditLog();
    private final @Nullable AuditFile file;

    private Fences(@Nullable AuditFile file) {
        this.file = file;
    }

    /** @throws ConfigException when the audit log cannot be written */
    static Fences of(TrunklineConfig config) throws ConfigException {
        Fences fences = new Fences(file(config.security().auditFile()));
        fences.tell(config);
        return fences;
    }

    private static @Nullable AuditFile file(@Nullable Path path) throws ConfigException {
        try {
            return path == null ? null : AuditFile.open(path);
        } catch (IOException e) {
            throw new ConfigException(List.of(
                    "TRUNKLINE_AUDIT_FILE (security.auditFile) cannot be written: is its folder there, and may this user"
                            + " write in it?"));
        }
    }

    private void tell(TrunklineConfig config) {
        audit.process("load_config", "used")
                .addKeyValue("version", Build.version())
                .addKeyValue("commit", Build.commit())
                .addKeyValue("signed", config.twilio().authToken() != null)
                .addKeyValue("adminToken", config.server().adminToken() != null)
                .addKeyValue(
                        "adminTokens",
                        config.security().adminTokens().stream()
                                .map(AdminToken::toString)
                                .toList())
                .addKeyValue("transfers", config.security().transfers())
                .addKeyValue(
                        "routes",
                        config.routes().stream()
                                .map(route -> route.name() + ":"
                                        + route.destinations().size())
                                .toList())
                .log(AuditLog.PROCESS);
        for (String warning : DialledNumbers.warnings(config)) {
            LOG.atWarn().addKeyValue("what", warning).log("a number that may be dear");
        }
    }

    /** This process has been told to end. */
    void drains(int calls) {
        audit.process("drain", "begun").addKeyValue("calls", calls).log(AuditLog.PROCESS);
    }

    @Override
    public void close() {
        audit.process("stop", "done").log(AuditLog.PROCESS);
        if (file != null) {
            file.close();
        }
    }
}
