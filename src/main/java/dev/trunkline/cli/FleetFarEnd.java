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
