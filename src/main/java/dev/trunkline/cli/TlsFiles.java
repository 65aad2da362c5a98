package dev.trunkline.cli;

import dev.trunkline.config.PemFiles;
import dev.trunkline.net.connection.ServerTls;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a command's server proves itself with. */
final class TlsFiles {

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "A PEM file with the server's certificate; it speaks TLS then.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "A PEM file with its key.")
    private @Nullable Path key;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** As if the environment named them. */
    void addTo(Map<String, String> environment) {
        if (certificate != null) {
            environment.put("TRUNKLINE_TLS_CERTIFICATE", certificate.toString());
        }
        if (key != null) {
            environment.put("TRUNKLINE_TLS_KEY", key.toString());
        }
    }

    /** Null when none is given. */
    @Nullable
    ServerTls identity() {
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new ParameterException(
                    spec.commandLine(), "--tls-certificate and --tls-key only work together; give both or neither");
        }
        List<X509Certificate> chain = List.of();
        List<String> mistakes = new ArrayList<>(); // both may be wrong, and one run should tell
        try {
            chain = PemFiles.certificates(certificate);
        } catch (IOException e) {
            mistakes.add("--tls-certificate " + e.getMessage());
        }
        try {
            if (!chain.isEmpty()) {
                return new ServerTls(chain, PemFiles.key(key, chain.get(0)));
            }
            PemFiles.checkKey(key);
        } catch (IOException e) {
            mistakes.add("--tls-key " + e.getMessage());
        }
        throw new ParameterException(spec.commandLine(), String.join("\n", mistakes));
    }
}
