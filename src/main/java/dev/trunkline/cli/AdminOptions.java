package dev.trunkline.cli;

import dev.trunkline.lab.fleet.BridgeAdmin;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a running bridge is asked what only operators may know. Confined to one thread. */
final class AdminOptions {

    @Option(
            names = "--admin",
            paramLabel = "URL",
            description =
                    "Where that bridge answers its operators, as 'serve' prints it. Without it: beside the webhook when"
                            + " there is a token, else the next port of this machine.")
    private @Nullable URI admin;

    @Option(
            names = "--admin-token",
            paramLabel = "TOKEN",
            description = "What it asks them for. Without it: TRUNKLINE_ADMIN_TOKEN.")
    private @Nullable String token;

    /** Whom to ask about the bridge that has this webhook. */
    BridgeAdmin of(URI webhook) {
        String given = token != null ? token : System.getenv("TRUNKLINE_ADMIN_TOKEN");
        String known = given == null || given.isBlank() ? null : given.strip();
        return admin == null ? BridgeAdmin.of(webhook, known) : new BridgeAdmin(admin, known);
    }
}
