package dev.trunkline.cli;

import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A bridge to be measured and the far end that it talks to, each a Java of its own as in earnest: signed webhooks, and a
 * canned agent that never stops talking. Confined to one thread.
 */
final class BridgeProcesses implements AutoCloseable {

    private static final String THIS_MACHINE = "127.0.0.1";
    private static final int TOKEN_BYTES = 16; // twice as many digits

    private final SiblingProcess farEnd;
    private final SiblingProcess bridge;
    private final Ports ports;
    private final String authToken;
    private final Path config;

    /** Where they listen, and where phones reach the bridge, which is elsewhere when there is somebody in between. */
    record Ports(int farEnd, int bridge, int bridgeFromPhones) {}

    private BridgeProcesses(SiblingProcess farEnd, SiblingProcess bridge, Ports ports, String authToken, Path config) {
        this.farEnd = farEnd;
        this.bridge = bridge;
        this.ports = ports;
        this.authToken = authToken;
        this.config = config;
    }

    /**
     * Starts both, and returns when calls are taken.
     *
     * @param maxCalls how many the bridge takes at once
     * @throws IOException when one of them does not come up
     */
    static BridgeProcesses start(FarEndDialect dialect, int maxCalls) throws IOException {
        int farEndPort = SiblingProcess.freePort();
        int bridgePort = SiblingProcess.freePort();
        Ports ports = new Ports(farEndPort, bridgePort, bridgePort);
        return start(maxCalls, ports, List.of("--always-talking"), dialect.yaml(List.of(farEndPort)));
    }

    /**
     * The same with somebody in between.
     *
     * @param farEndOptions how the canned far end behaves
     * @param yaml the bridge's file: whom it asks, and more
     */
    static BridgeProcesses start(int maxCalls, Ports ports, List<String> farEndOptions, String yaml)
            throws IOException {
        String token = HexFormat.of().formatHex(new SecureRandom().generateSeed(TOKEN_BYTES));
        List<String> echo = new ArrayList<>(List.of("evi", "--echo", "--port", Integer.toString(ports.farEnd)));
        echo.addAll(farEndOptions);
        Path config = Files.createTempFile("trunkline-fleet", ".yaml");
        SiblingProcess farEnd = null;
        try {
            Files.writeString(config, yaml);
            farEnd = SiblingProcess.start(Map.of(), echo);
            SiblingProcess bridge = SiblingProcess.start(
                    Map.of(
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
                    List.of("serve", "--port", Integer.toString(ports.bridge), "--config", config.toString()));
            return new BridgeProcesses(farEnd, bridge, ports, token, config);
        } catch (IOException e) {
            if (farEnd != null) {
                farEnd.close();
            }
            Files.deleteIfExists(config);
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
    public void close() throws IOException {
        bridge.close();
        farEnd.close();
        Files.deleteIfExists(config);
    }
}
