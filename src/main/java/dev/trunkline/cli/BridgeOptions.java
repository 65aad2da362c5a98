package dev.trunkline.cli;

import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import dev.trunkline.net.connection.ClientTls;
import java.io.PrintWriter;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A bridge that runs already, and how it is reached. Confined to one thread. */
final class BridgeOptions {

    @Option(
            names = "--to",
            paramLabel = "URL",
            converter = Arguments.HttpUrl.class,
            description = "The voice webhook of a running bridge; without it one is started for the occasion.")
    private @Nullable URI to;

    @Mixin
    private final Patience patience = new Patience();

    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Mixin
    private final TrustFile trust = new TrustFile();

    /** Its webhook; null when there is none yet. */
    @Nullable
    URI webhook() {
        return to;
    }

    /** Where the bridge with this webhook answers its operators. */
    BridgeAdmin admin(URI webhook) {
        return admin.of(webhook);
    }

    ClientTls tls() {
        return trust.tls();
    }

    /** Throws {@link IllegalArgumentException} for an option that cannot be; the message begins with its name. */
    void check() {
        patience.check();
    }

    /** Waits for somebody to listen, see {@link Patience#await}. */
    void await(URI url, String who, PrintWriter progress) {
        patience.await(url, who, progress);
    }
}
