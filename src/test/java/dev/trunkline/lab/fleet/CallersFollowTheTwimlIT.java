package dev.trunkline.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.lab.fleet.call.FleetPlan;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.testing.SideBySide;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SideBySide
class CallersFollowTheTwimlIT {

    private TalkingBridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = new TalkingBridge(TalkingBridge.Manners.GOOD, Fleets.SOUND);
        bridge.voice = "<Connect><Stream url=\"/media\"/></Connect><Redirect>/next</Redirect>";
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void whoIsHungUpOnAsksWhatComesNextAndHearsThatItIsOver() throws Exception {
        bridge.streamsToEnd.set(2);

        FleetReport report = run();

        assertThat(report.count(Count.CALLS_ENDED_BY_BRIDGE)).isEqualTo(2);
        assertThat(report.count(Count.CALLS_COMPLETED)).isEqualTo(2);
        assertThat(report.count(Count.CALLS_FAILED)).isZero();
        assertThat(bridge.asked.stream().filter(request -> request.path().equals("/next")))
                .hasSize(2)
                .allSatisfy(
                        request -> assertThat(request.bodyText()).contains("CallStatus=in-progress", "From=%2B1999"));
    }

    @Test
    void anotherStreamOfTheSameCallIsTaken() throws Exception {
        bridge.streamsToEnd.set(1);
        bridge.next = "<Connect><Stream url=\"/media\"/></Connect>";

        FleetReport report = run();

        assertThat(report.count(Count.STREAMS_RESUMED)).isEqualTo(1);
        assertThat(report.count(Count.CALLS_CONNECTED)).isEqualTo(4);
        assertThat(report.count(Count.CALLS_COMPLETED)).isEqualTo(4);
        assertThat(report.peakCalls()).isEqualTo(4);
        assertThat(bridge.messages("start")).hasSize(5);
    }

    @Test
    void anApologyInsteadOfTheConversationIsAFailure() throws Exception {
        bridge.streamsToEnd.set(1);
        bridge.next = "<Say>Sorry.</Say><Hangup/>";

        FleetReport report = run();

        assertThat(report.count(Count.CALLS_FAILED)).isEqualTo(1);
        assertThat(report.events()).anySatisfy(event -> assertThat(event.what()).endsWith("then TwiML: Say Hangup"));
    }

    @Test
    void aStreamThatEndsAsNoneShouldIsAFailureWhateverComesNext() throws Exception {
        bridge.streamsToEnd.set(1);
        bridge.endCode = 1_011;

        assertThat(run().count(Count.CALLS_FAILED)).isEqualTo(1);
    }

    @Test
    void whatSaysItselfThatItIsNoTwimlIsAFailure() throws Exception {
        bridge.contentType = "application/json";

        FleetReport report = run();

        assertThat(report.count(Count.CALLS_FAILED)).isEqualTo(4);
        assertThat(report.events()).anySatisfy(event -> assertThat(event.what()).contains("Invalid Content-Type"));
    }

    @Test
    void theStatusCallbackIsToldOfEachEnd() throws Exception {
        FleetPlan plan = Fleets.plan(bridge.webhook(), null, 4, 1);
        Fleets.run(new FleetPlan(plan.to(), bridge.statusUrl(), null, null, plan.size(), 1, true));

        await().untilAsserted(() -> assertThat(bridge.completed).hasSize(4).containsOnly("completed"));
    }

    @Test
    void aRefusalMayStandBehindARedirect() throws Exception {
        bridge.voice = "<Redirect>/next</Redirect>";
        bridge.next = "<Reject/>";

        FleetReport report = run();

        assertThat(report.refusals()).containsOnlyKeys("Reject").containsValue(4L);
        assertThat(report.count(Count.CALLS_FAILED)).isZero();
    }

    private FleetReport run() throws Exception {
        return Fleets.run(Fleets.plan(URI.create(bridge.webhook().toString()), null, 4, 1));
    }
}
