package dev.trunkline.cli;

import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
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
    private final Ports ports;
    private final String authToken;

    /** Where they listen, and where they are reached, which is elsewhere when there is somebody in between. */
    record Ports(int farEnd, int farEndFromBridge, int bridge, int bridgeFromPhones) {}

    private BridgeProcesses(SiblingProcess farEnd, SiblingProcess bridge, Ports ports, String authToken) {
        this.farEnd = farEnd;
        this.bridge = bridge;
        this.ports = ports;
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
        Ports ports = new Ports(farEndPort, farEndPort, bridgePort, bridgePort);
        return start(maxCalls, ports, List.of("--always-talking"), List.of());
    }

    /**
     * The same with somebody in between.
     *
     * @param farEndOptions how the canned EVI behaves
     * @param bridgeOptions of 'serve'
     */
    static BridgeProcesses start(int maxCalls, Ports ports, List<String> farEndOptions, List<String> bridgeOptions)
            throws IOException {
        int farEndPort = ports.farEnd;
        int bridgePort = ports.bridge;
        String token = HexFormat.of().formatHex(new SecureRandom().generateSeed(TOKEN_BYTES));
        List<String> echo = new ArrayList<>(List.of("evi", "--echo", "--port", Integer.toString(farEndPort)));
        echo.addAll(farEndOptions);
        List<String> serve = new ArrayList<>(List.of("serve", "--port", Integer.toString(bridgePort)));
        serve.addAll(bridgeOptions);
        SiblingProcess farEnd = SiblingProcess.start(Map.of(), echo);
        try {
            SiblingProcess bridge = SiblingProcess.start(
                    Map.of(
                            "EVI_URL",
                            "ws://" + THIS_MACHINE + ":" + ports.farEndFromBridge + "/v0/evi",
                            "TWILIO_AUTH_TOKEN",
                            token,
                            "TRUNKLINE_ADMIN_TOKEN",
                            token,
                            "TRUNKLINE_PUBLIC_URL",
                            "http://" + THIS_MACHINE + ":" + ports.bridgeFromPhones,
                            "TRUNKLINE_BIND",
                            THIS_MACHINE,
                            "TRUNKLINE_MAX_CALLS",
                            Integer.toString(maxCalls),
                            "TRUNKLINE_LOG_LEVEL",
                            "WARN"),
                    serve);
            return new BridgeProcesses(farEnd, bridge, ports, token);
        } catch (IOException e) {
            farEnd.close();
            throw e;
        }
    }

    /** The bridge's voice webhook. */
    URI webhook() {
        return webhook(ports.bridgeFromPhones);
    }

    private static URI webhook(int port) {
        return URI.create("http://" + THIS_MACHINE + ":" + port + "/twilio/voice");
    }

    /** Where the bridge answers its operators. */
    BridgeAdmin admin() {
        return BridgeAdmin.of(webhook(ports.bridge), authToken);
    }

    /** The bridge's voice webhook with nobody in between: by its port the process is found. */
    URI bridgeItself() {
        return webhook(ports.bridge);
    }

    /** Where the far end tells what it heard when. */
    URI notes() {
        return URI.create("http://" + THIS_MACHINE + ":" + ports.farEnd + "/lab/notes");
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
