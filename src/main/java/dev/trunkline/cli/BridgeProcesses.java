package dev.trunkline.cli;

import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A bridge to be measured and the far end that it talks to, each a Java of its own as in earnest: signed webhooks, a canned EVI
 * that never stops talking. Confined to one thread.
 */
final class BridgeProcesses implements AutoCloseable {

    private static final String THIS_MACHINE = "127.0.0.1";
    private static final int TOKEN_BYTES = 16; // twice as many digits

    private final SiblingProcess farEnd;
    private final SiblingProcess bridge;
    private final int farEndPort;
    private final int bridgePort;
    private final String authToken;

    private BridgeProcesses(
            SiblingProcess farEnd, SiblingProcess bridge, int farEndPort, int bridgePort, String authToken) {
        this.farEnd = farEnd;
        this.bridge = bridge;
        this.farEndPort = farEndPort;
        this.bridgePort = bridgePort;
        this.authToken = authToken;
    }

    /**
     * Starts both, and returns when calls are taken.
     *
     * @param maxCalls how many the bridge takes at once
     * @throws IOException when one of them does not come up
     */
    static BridgeProcesses start(int maxCalls) throws IOException {
        int farEndPort = SiblingProcess.freePort();
        int bridgePort = SiblingProcess.freePort();
        String token = HexFormat.of().formatHex(new SecureRandom().generateSeed(TOKEN_BYTES));
        SiblingProcess farEnd = SiblingProcess.start(
                Map.of(), List.of("evi", "--echo", "--always-talking", "--port", Integer.toString(farEndPort)));
        try {
            SiblingProcess bridge = SiblingProcess.start(
                    Map.of(
                            "EVI_URL",
                            "ws://" + THIS_MACHINE + ":" + farEndPort + "/v0/evi",
                            "TWILIO_AUTH_TOKEN",
                            token,
                            "TRUNKLINE_ADMIN_TOKEN",
                            token,
                            "TRUNKLINE_PUBLIC_URL",
                            "http://" + THIS_MACHINE + ":" + bridgePort,
                            "TRUNKLINE_BIND",
                            THIS_MACHINE,
                            "TRUNKLINE_MAX_CALLS",
                            Integer.toString(maxCalls),
                            "TRUNKLINE_LOG_LEVEL",
                            "WARN"),
                    List.of("serve", "--port", Integer.toString(bridgePort)));
            return new BridgeProcesses(farEnd, bridge, farEndPort, bridgePort, token);
        } catch (IOException e) {
            farEnd.close();
            throw e;
        }
    }

    /** The bridge's voice webhook. */
    URI webhook() {
        return URI.create("http://" + THIS_MACHINE + ":" + bridgePort + "/twilio/voice");
    }

    /** Where the bridge answers its operators. */
    BridgeAdmin admin() {
        return BridgeAdmin.of(webhook(), authToken);
    }

    /** Where the far end tells what it heard when. */
    URI notes() {
        return URI.create("http://" + THIS_MACHINE + ":" + farEndPort + "/lab/notes");
    }

    /** What the bridge's callers sign with. */
    String authToken() {
        return authToken;
    }

    @Override
    public void close() {
        bridge.close();
        farEnd.close();
    }
}
