package dev.trunkline.cli;

import dev.trunkline.lab.chaos.ChaosPlan;
import dev.trunkline.lab.chaos.ChaosProxy;
import dev.trunkline.lab.chaos.FaultRule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bridge to be measured, its numbered far end, and chaos between the two; between callers and bridge as well when it is
 * asked for. Confined to one thread.
 */
final class ChaosStack implements AutoCloseable {

    /** What is sought is what becomes of calls that were let in: a Java that has just begun is slow, and turns some away. */
    private static final String UNHURRIED = "overload:\n  loopLagMillis: 0\n";

    private final ChaosProxy farEndSide;
    private final @Nullable ChaosProxy phoneSide;
    private final BridgeProcesses processes;

    private ChaosStack(ChaosProxy farEndSide, @Nullable ChaosProxy phoneSide, BridgeProcesses processes) {
        this.farEndSide = farEndSide;
        this.phoneSide = phoneSide;
        this.processes = processes;
    }

    /**
     * Starts all of it, and returns when calls are taken.
     *
     * @param maxCalls how many the bridge takes at once
     * @throws IOException when one of them does not come up
     */
    static ChaosStack start(
            FleetFarEnd farEnd, int maxCalls, List<FaultRule> farEndFaults, List<FaultRule> phoneFaults, long seed)
            throws IOException {
        int farEndPort = SiblingProcess.freePort();
        int bridgePort = SiblingProcess.freePort();
        ChaosProxy farEndSide = proxy(farEndPort, farEndFaults, seed);
        ChaosProxy phoneSide = null;
        try {
            phoneSide = phoneFaults.isEmpty() ? null : proxy(bridgePort, phoneFaults, seed);
            List<Integer> asked =
                    farEnd.isListedTwice() ? List.of(farEndSide.port(), farEndPort) : List.of(farEndSide.port());
            BridgeProcesses processes = BridgeProcesses.start(
                    maxCalls,
                    new BridgeProcesses.Ports(
                            farEndPort, bridgePort, phoneSide == null ? bridgePort : phoneSide.port()),
                    List.of("--numbered", "--talk-seconds", "5"),
                    UNHURRIED + farEnd.dialect().yaml(asked));
            return new ChaosStack(farEndSide, phoneSide, processes);
        } catch (IOException e) {
            farEndSide.close();
            if (phoneSide != null) {
                phoneSide.close();
            }
            throw e;
        }
    }

    private static ChaosProxy proxy(int targetPort, List<FaultRule> faults, long seed) throws IOException {
        return ChaosProxy.start(ChaosPlan.to("127.0.0.1:" + targetPort, faults, seed));
    }

    BridgeProcesses processes() {
        return processes;
    }

    /** How often which fault struck. */
    Map<String, Long> struck() {
        Stream<ChaosProxy> proxies = phoneSide == null ? Stream.of(farEndSide) : Stream.of(farEndSide, phoneSide);
        return proxies.flatMap(proxy -> proxy.faults().stream())
                .collect(Collectors.groupingBy(fault -> fault.kind().label(), TreeMap::new, Collectors.counting()));
    }

    @Override
    public void close() throws IOException {
        processes.close();
        farEndSide.close();
        if (phoneSide != null) {
            phoneSide.close();
        }
    }
}
