package dev.trunkline.testing;

import dev.trunkline.config.PemFiles;
import dev.trunkline.lab.tls.SelfMadeCertificate;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.net.connection.ServerTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificates that are made when the first test asks, and hold for as long as the tests run. Thread-safe. */
public final class Certificates {

    private Certificates() {}

    private static final class ThisMachine {
        private static final SelfMadeCertificate MADE = make("dns:localhost", "ip:127.0.0.1");
    }

    private static final class Elsewhere {
        private static final SelfMadeCertificate MADE = make("dns:elsewhere.example");
    }

    /** Good for localhost and 127.0.0.1. */
    public static SelfMadeCertificate ofThisMachine() {
        return ThisMachine.MADE;
    }

    /** Good for a host that is not this one. */
    public static SelfMadeCertificate ofElsewhere() {
        return Elsewhere.MADE;
    }

    public static ServerTls server(SelfMadeCertificate files) {
        try {
            List<X509Certificate> chain = PemFiles.certificates(files.certificate());
            return new ServerTls(chain, PemFiles.key(files.key(), chain.get(0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ClientTls trusting(SelfMadeCertificate files) {
        try {
            return ClientTls.trusting(PemFiles.certificates(files.certificate()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SelfMadeCertificate make(String... names) {
        try {
            Path folder = Files.createTempDirectory("certificates");
            SelfMadeCertificate made = SelfMadeCertificate.create(folder, "tests", List.of(names));
            for (Path path : List.of(folder, made.certificate(), made.key())) {
                path.toFile().deleteOnExit(); // in the opposite order
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
