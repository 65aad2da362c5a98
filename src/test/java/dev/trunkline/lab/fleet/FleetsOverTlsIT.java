package dev.trunkline.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.farend.FarEnd;
import dev.trunkline.lab.farend.FarEndSettings;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.lab.relay.Relay;
import dev.trunkline.lab.tls.SelfMadeCertificate;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.net.connection.ServerTls;
import dev.trunkline.testing.Certificates;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What a bridge is measured against has TLS on both legs, as it has. */
class FleetsOverTlsIT {

    private final SelfMadeCertificate made = Certificates.ofThisMachine();
    private final ServerTls server = Certificates.server(made);
    private final ClientTls client = Certificates.trusting(made);

    @Test
    void aFleetCallsThroughARelayThatIsSecureOnBothLegs() throws Exception {
        try (FarEnd peer = FarEnd.start(FarEndSettings.local().over(server));
                Relay relay = Relay.start("127.0.0.1", 0, peer.peerUrl(), server, client, false)) {
            assertThat(peer.peerUrl()).hasScheme("wss");

            FleetReport report = Fleets.run(Fleets.plan(webhook(relay), null, 3, 2), client);

            assertThat(report.count(Count.CALLS_COMPLETED)).isEqualTo(3);
            assertThat(report.count(Count.FRAMES_SENT)).isGreaterThan(200);
            assertThat(report.count(Count.MEDIA_RECEIVED)).isGreaterThan(200);
        }
    }

    @Test
    void aRelayThatDoesNotBelieveItsPeerSendsCallersAway() throws Exception {
        try (FarEnd peer = FarEnd.start(FarEndSettings.local().over(server));
                Relay relay = Relay.start("127.0.0.1", 0, peer.peerUrl(), server, ClientTls.platform(), false)) {
            FleetReport report = Fleets.run(Fleets.plan(webhook(relay), null, 2, 1), client);

            assertThat(report.count(Count.CALLS_FAILED)).isEqualTo(2);
            assertThat(report.count(Count.MEDIA_RECEIVED)).isZero();
        }
    }

    @Test
    void aFleetDoesNotCallABridgeThatNobodyVouchesFor() throws Exception {
        try (FarEnd peer = FarEnd.start(FarEndSettings.local());
                Relay relay = Relay.start("127.0.0.1", 0, peer.peerUrl(), server, ClientTls.platform(), false)) {
            FleetReport report = Fleets.run(Fleets.plan(webhook(relay), null, 2, 1));

            assertThat(report.count(Count.CALLS_FAILED)).isEqualTo(2);
            assertThat(report.events())
                    .anySatisfy(event -> assertThat(event.what()).contains("TLS handshake failed"));
        }
    }

    private static URI webhook(Relay relay) {
        return URI.create("https://localhost:" + relay.port() + "/twilio/voice");
    }
}
