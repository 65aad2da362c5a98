package dev.trunkline.cli;

import dev.trunkline.lab.fleet.call.FleetPlan;
import java.util.List;

/** What the far end of a fleet's own bridge speaks. */
enum FarEndDialect {
    EVI("/lab/peer", List.of()),
    REALTIME("/lab/realtime-peer", List.of("--realtime"));

    private final String peerPath;

    @SuppressWarnings("ImmutableEnumChecker") // an immutable list
    private final List<String> relayOptions;

    FarEndDialect(String peerPath, List<String> relayOptions) {
        this.peerPath = peerPath;
        this.relayOptions = relayOptions;
    }

    /** Where the canned far end stands in for it behind a bare relay. */
    String peerPath() {
        return peerPath;
    }

    /** Of a relay that does the same job. */
    List<String> relayOptions() {
        return relayOptions;
    }

    /** What a bridge's file says so that it asks those that listen there, in this order. */
    String yaml(List<Integer> ports) {
        if (this == EVI) {
            return "evi:\n  url:\n"
                    + ports.stream()
                            .map(port -> "    - ws://127.0.0.1:" + port + "/v0/evi\n")
                            .reduce("", String::concat);
        }
        StringBuilder farEnds = new StringBuilder("farEnds:\n");
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < ports.size(); i++) {
            farEnds.append("  canned")
                    .append(i)
                    .append(":\n    dialect: realtime\n    url: ws://127.0.0.1:")
                    .append(ports.get(i))
                    .append("/v1/realtime\n");
            names.append(i == 0 ? "" : ", ").append("canned").append(i);
        }
        return farEnds + "routes:\n  - name: default\n    numbers: ['*']\n    ai: [" + names + "]\n"
                + "agent:\n  instructions: The caller is {{caller}}.\n";
    }

    /** The fleet that measures all that this dialect lets be measured. */
    FleetPlan over(FleetPlan plan) {
        return this == REALTIME ? plan.withTruncations() : plan;
    }
}
