package dev.trunkline.cli;

import dev.trunkline.config.Loopback;
import dev.trunkline.config.Secret;
import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a running bridge is asked what only operators may know. Confined to one thread. */
final class AdminOptions {

    @Option(
            names = "--admin",
            paramLabel = "URL",
            converter = Arguments.HttpUrl.class,
            description =
                    "Where that bridge answers its operators, as 'serve' prints it. Without it: beside the webhook when"
                            + " there is a token, else the next port of this machine.")
    private @Nullable URI admin;

    @Option(
            names = "--admin-token",
            paramLabel = "TOKEN",
            description = "What it asks them for. Without it: TRUNKLINE_ADMIN_TOKEN.")
    private @Nullable String token;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Whom to ask about the bridge that has this webhook. */
    BridgeAdmin of(URI webhook) {
        String known = token(spec, "--admin-token", token);
        return kept(spec, admin == null ? BridgeAdmin.of(webhook, known) : new BridgeAdmin(admin, known));
    }

    /**
     * What a bridge asks operators for, or null for none.
     *
     * @param option by which it may be given
     * @param given by that, or null; then it is the environment's
     */
    static @Nullable String token(CommandSpec command, String option, @Nullable String given) {
        String either = given != null ? given : System.getenv("TRUNKLINE_ADMIN_TOKEN");
        String known = either == null || either.isBlank() ? null : either.strip();
        if (known != null && !Secret.fitsHeader(known)) {
            throw new ParameterException(
                    command.commandLine(),
                    (given != null ? option : "TRUNKLINE_ADMIN_TOKEN")
                            + " holds a space or another character that no header may hold, or is too long; copy it again");
        }
        return known;
    }

    /** The same, if nobody on the way can read the token. */
    static BridgeAdmin kept(CommandSpec command, BridgeAdmin asked) {
        boolean isReadByAll = "http".equals(asked.base().getScheme()) && !Loopback.is(asked.base());
        if (asked.token() != null && isReadByAll && !"true".equals(System.getenv("TRUNKLINE_ALLOW_CLEARTEXT"))) {
            throw new ParameterException(
                    command.commandLine(),
                    "the admin token would go over http://, where everybody on the way could read it; use https://, or"
                            + " unset TRUNKLINE_ADMIN_TOKEN");
        }
        return asked;
    }
}
