package dev.trunkline.cli;

import dev.trunkline.config.PemFiles;
import dev.trunkline.net.connection.ClientTls;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whom a command believes over https and wss. */
final class TrustFile {

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "A PEM file with authorities that are believed beside the platform's, for https and wss.")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    ClientTls tls() {
        return file == null ? ClientTls.platform() : of(file);
    }

    private ClientTls of(Path given) {
        try {
            return ClientTls.trusting(PemFiles.certificates(given));
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "--trust " + e.getMessage(), e);
        }
    }
}
