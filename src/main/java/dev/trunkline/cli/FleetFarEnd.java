package dev.trunkline.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom a fleet's bridge asks. */
final class FleetFarEnd {

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            defaultValue = "evi",
            description =
                    "What the far end speaks, evi or realtime: of the fleet's own bridge, or of the one that runs.")
    private FarEndDialect dialect = FarEndDialect.EVI;

    @Option(
            names = "--failover",
            description = "Of a fleet with faults: the far end is listed once more, without faults.")
    private boolean failover;

    @Option(
            names = "--notes",
            paramLabel = "URL",
            converter = Arguments.HttpUrl.class,
            description = "Where the far end tells what it heard when; without it less is measured.")
    private @Nullable URI notes;

    /** Throws {@link IllegalArgumentException} when a fleet cannot have it; the message begins with the option's name. */
    void check(boolean isFaulty, boolean isOfABridgeThatRuns) {
        if (failover && !isFaulty) {
            throw new IllegalArgumentException("failover: is of a fleet with faults; give --fault");
        }
        if (notes != null && !isOfABridgeThatRuns) {
            throw new IllegalArgumentException("notes: needs --to; a fleet's own far end tells it by itself");
        }
    }

    /** Scenes are heard at the phone alone; throws as the other does. */
    void checkScenes(boolean isFaulty) {
        if (dialect != FarEndDialect.EVI || failover || isFaulty || notes != null) {
            throw new IllegalArgumentException(
                    "profile conversation asks nothing of the far end: it has no dialect, no failover, no faults and no notes");
        }
    }

    FarEndDialect dialect() {
        return dialect;
    }

    /** Where the far end of a bridge that runs tells what it heard; null: it does not. */
    @Nullable
    URI notes() {
        return notes;
    }

    /** Whether a call that loses the far end for good finds another one. */
    boolean isListedTwice() {
        return failover;
    }
}
