package dev.trunkline.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.lab.fleet.call.FleetPlan;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.Second;
import dev.trunkline.lab.fleet.measure.Spread;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.lab.fleet.verdict.KeyFigure;
import dev.trunkline.lab.fleet.verdict.Limit;
import dev.trunkline.lab.fleet.verdict.Runs;
import dev.trunkline.lab.fleet.verdict.Verdict;
import dev.trunkline.lab.panel.InteractionPanel;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalsAndFailuresAreCountedIT {

    @Test
    void twimlWithoutAStreamIsARefusalAndNoFailure() throws Exception {
        FleetReport report = against("<Say>All our lines are busy.</Say><Hangup/>", 200);

        assertThat(report.count(Count.CALLS_STARTED)).isEqualTo(5);
        assertThat(report.count(Count.CALLS_REFUSED)).isEqualTo(5);
        assertThat(report.count(Count.CALLS_FAILED)).isZero();
        assertThat(report.events()).anySatisfy(event -> {
            assertThat(event.what()).isEqualTo("refused with TwiML: Say Hangup");
            assertThat(event.times()).isEqualTo(5);
        });
        assertThat(report.refusals()).containsExactly(Map.entry("Say Hangup", 5L));
    }

    @Test
    void aWebhookThatAnswers503IsAFailure() throws Exception {
        FleetReport report = against("", 503);

        assertThat(report.count(Count.CALLS_FAILED)).isEqualTo(5);
        assertThat(report.events()).anySatisfy(event -> assertThat(event.what()).contains("503"));
    }

    @Test
    void aStreamThatIsRefusedIsAFailure() throws Exception {
        FleetReport report = against("<Connect><Stream url=\"/elsewhere\"/></Connect>", 200);

        assertThat(report.count(Count.CALLS_FAILED)).isEqualTo(5);
        assertThat(report.count(Count.CALLS_CONNECTED)).isZero();
        assertThat(report.events()).anySatisfy(event -> assertThat(event.what()).contains("handshake"));
    }

    @Test
    void aBridgeThatIsNotThereIsAFailure() throws Exception {
        FleetReport report = Fleets.run(Fleets.plan(URI.create("http://127.0.0.1:1/voice"), null, 3, 1));

        assertThat(report.count(Count.CALLS_FAILED)).isEqualTo(3);
        assertThat(report.bridge()).isNull();
    }

    @Test
    void webhookAndHandshakeAreSignedWithTheToken() throws Exception {
        try (TalkingBridge bridge = new TalkingBridge(TalkingBridge.Manners.GOOD, Fleets.SOUND)) {
            FleetPlan plan = Fleets.plan(bridge.webhook(), null, 1, 1);
            Fleets.run(new FleetPlan(plan.to(), "secret", null, plan.size(), 1, true));

            assertThat(bridge.asked)
                    .hasSize(2)
                    .allSatisfy(request ->
                            assertThat(request.header("X-Twilio-Signature")).hasSize(28));
        }
    }

    @Test
    void shortCallsFollowEachOther() throws Exception {
        try (TalkingBridge bridge = new TalkingBridge(TalkingBridge.Manners.GOOD, Fleets.SOUND)) {
            FleetReport report = Fleets.run(
                    new FleetPlan(bridge.webhook(), null, null, new FleetPlan.Size(4, 20, 5, 1, 0), 3, true));

            assertThat(report.peakCalls()).isLessThanOrEqualTo(4);
            assertThat(report.count(Count.CALLS_STARTED)).isBetween(5L, 40L);
            assertThat(report.count(Count.CALLS_COMPLETED)).isEqualTo(report.count(Count.CALLS_STARTED));
            await().untilAsserted(() ->
                    assertThat(bridge.messages("stop")).hasSize((int) report.count(Count.CALLS_COMPLETED)));
        }
    }

    @Test
    void whoOnlyHoldsTheLineSendsAFrameASecond() throws Exception {
        try (TalkingBridge bridge = new TalkingBridge(TalkingBridge.Manners.GOOD, Fleets.SOUND)) {
            FleetPlan plan = Fleets.plan(bridge.webhook(), null, 5, 3);
            FleetReport report = Fleets.run(new FleetPlan(plan.to(), null, null, plan.size(), 1, false));

            assertThat(report.count(Count.FRAMES_SENT)).isBetween(8L, 40L);
            assertThat(report.count(Count.QUESTIONS)).isZero();
        }
    }

    @Test
    void aLimitThatIsBrokenOrNotMeasuredSaysSo() {
        Runs nothing = Runs.of(report(Map.of(Count.CALLS_FAILED, 2L), Map.of()));

        assertThat(new Limit("--max-failed", 1, report -> report.count(Count.CALLS_FAILED)).broken(nothing))
                .isEqualTo("--max-failed: 2.000, at most 1.000 was asked for");
        assertThat(new Limit("--max-failed", 2, report -> report.count(Count.CALLS_FAILED)).broken(nothing))
                .isNull();
        assertThat(new Limit("--max-gap-p99", 30, KeyFigure.GAP_P99::of).broken(nothing))
                .isEqualTo("--max-gap-p99: nothing was measured");
    }

    @Test
    void aGeneratorThatWasLateItselfIsNotValid() {
        Spread late = new Spread(1_000, 1, 2, 5.1, 6, 7, List.of());
        Second second =
                new Second(1_000, 1_000, true, 1, Map.of(), Map.of(), null, null, new Second.OwnUse(10, 86, 50, 6));

        Map<Count, Long> connected = Map.of(Count.CALLS_CONNECTED, 1L);
        assertThat(Verdict.invalid(List.of(second), Map.of(Measure.LATENESS, late), connected))
                .hasSize(3)
                .anySatisfy(reason -> assertThat(reason).contains("p99 5.1 ms"))
                .anySatisfy(reason -> assertThat(reason).contains("86 %"))
                .anySatisfy(reason -> assertThat(reason).contains("6 %"));
        assertThat(Verdict.invalid(
                        List.of(new Second(
                                1_000, 1_000, true, 1, Map.of(), Map.of(), null, null, new Second.OwnUse(1, 1, 1, 0))),
                        Map.of(),
                        connected))
                .isEmpty();
    }

    private static FleetReport report(Map<Count, Long> counts, Map<Measure, Spread> latencies) {
        FleetPlan plan = Fleets.plan(URI.create("http://localhost/voice"), null, 1, 1);
        return new FleetReport(
                plan,
                java.time.Instant.EPOCH,
                "",
                List.of(),
                latencies,
                counts,
                Map.of(),
                0,
                0,
                null,
                null,
                null,
                List.of(),
                InteractionPanel.of(List.of()),
                List.of(),
                null);
    }

    private static FleetReport against(String verbs, int status) throws Exception {
        try (TalkingBridge bridge = new TalkingBridge(TalkingBridge.Manners.GOOD, Fleets.SOUND)) {
            bridge.voice = verbs;
            bridge.voiceStatus = status;
            return Fleets.run(Fleets.plan(bridge.webhook(), null, 5, 1));
        }
    }
}
