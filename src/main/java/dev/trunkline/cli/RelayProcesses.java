package dev.trunkline.cli;

import dev.trunkline.config.PemFiles;
import dev.trunkline.lab.tls.SelfMadeCertificate;
import dev.trunkline.net.connection.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A bare relay and its peer, each a Java of its own as a bridge is, out of the same jar. Confined to one thread. */
final class RelayProcesses implements AutoCloseable {

    private static final String THIS_MACHINE = "127.0.0.1";

    private final SiblingProcess peer;
    private final SiblingProcess relay;
    private final URI webhook;
    private final ClientTls tls;

    private RelayProcesses(SiblingProcess peer, SiblingProcess relay, URI webhook, ClientTls tls) {
        this.peer = peer;
        this.relay = relay;
        this.webhook = webhook;
        this.tls = tls;
    }

    /**
     * Starts both, and returns when they listen.
     *
     * @param dialect what the peer speaks
     *
     * @throws IOException when one of them does not come up
     */
    static RelayProcesses start(FarEndDialect dialect) throws IOException {
        return start(dialect, "", List.of(), List.of(), ClientTls.platform());
    }

    /**
     * The same over TLS on both legs, with a certificate made for the occasion.
     *
     * @throws IOException when one of them does not come up
     */
    static RelayProcesses startWithTls(FarEndDialect dialect) throws IOException {
        Path folder = Files.createTempDirectory("trunkline-relay");
        try {
            SelfMadeCertificate made =
                    SelfMadeCertificate.create(folder, "relay", List.of("dns:localhost", "ip:" + THIS_MACHINE));
            String file = made.certificate().toString();
            return start(
                    dialect,
                    "s",
                    List.of("--tls-certificate", file, "--tls-key", made.key().toString()),
                    List.of("--trust", file),
                    ClientTls.trusting(PemFiles.certificates(made.certificate())));
        } finally {
            for (String name : List.of("relay.key", "relay.crt")) {
                Files.deleteIfExists(folder.resolve(name)); // they have read them
            }
            Files.delete(folder);
        }
    }

    private static RelayProcesses start(
            FarEndDialect dialect, String s, List<String> identity, List<String> trust, ClientTls tls)
            throws IOException {
        int peerPort = SiblingProcess.freePort();
        int relayPort = SiblingProcess.freePort();
        String peerUrl = "ws" + s + "://" + THIS_MACHINE + ":" + peerPort + dialect.peerPath();
        SiblingProcess peer = java(identity, "evi", "--echo", "--port", Integer.toString(peerPort));
        try {
            List<String> both = new ArrayList<>(identity);
            both.addAll(trust);
            both.addAll(dialect.relayOptions());
            SiblingProcess relay = java(both, "relay", "--port", Integer.toString(relayPort), "--to", peerUrl);
            URI webhook = URI.create("http" + s + "://" + THIS_MACHINE + ":" + relayPort + "/twilio/voice");
            return new RelayProcesses(peer, relay, webhook, tls);
        } catch (IOException e) {
            peer.close();
            throw e;
        }
    }

    private static SiblingProcess java(List<String> options, String... command) throws IOException {
        List<String> arguments = new ArrayList<>(Arrays.asList(command));
        arguments.addAll(options);
        return SiblingProcess.start(Map.of(), arguments);
    }

    /** Answers as a bridge's does. */
    URI webhook() {
        return webhook;
    }

    /** Whom to believe there. */
    ClientTls tls() {
        return tls;
    }

    @Override
    public void close() {
        relay.close();
        peer.close();
    }
}
