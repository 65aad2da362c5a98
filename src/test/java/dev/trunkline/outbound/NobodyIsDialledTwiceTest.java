package dev.trunkline.outbound;

import static dev.trunkline.outbound.OutboundScene.SAN_FRANCISCO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.trunkline.outbound.OrderEntry.Stage;
import dev.trunkline.phone.CallPlacer.Placing;
import dev.trunkline.phone.CallProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NobodyIsDialledTwiceTest {

    private static final CallProgress RINGS = new CallProgress("CAlost", CallProgress.Stage.RINGING, 0);

    @TempDir
    Path folder;

    @Test
    void aCallWhoseAnswerWasLostIsFoundAgain() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        scene.carrier.answers.add(new Placing.Unknown("no answer in time"));
        scene.carrier.known.add(RINGS);

        OrderEntry order = scene.order(SAN_FRANCISCO);
        scene.pass(Duration.ofSeconds(3));

        assertThat(scene.carrier.placed).hasSize(1);
        assertThat(scene.now(order).callSid()).isEqualTo("CAlost");
    }

    @Test
    void aClockThatIsSetBackDelaysNoQuestion() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        scene.carrier.answers.add(new Placing.Unknown("no answer in time"));
        scene.carrier.known.add(RINGS);

        OrderEntry order = scene.order(SAN_FRANCISCO);
        scene.now = scene.now.minus(Duration.ofHours(1));
        scene.pass(Duration.ofSeconds(3));

        assertThat(scene.now(order).callSid()).isEqualTo("CAlost");
    }

    @Test
    void aCallbackTellsOfItBeforeAnybodyLooks() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        scene.carrier.answers.add(new Placing.Unknown("no answer in time"));
        OrderEntry order = scene.order(SAN_FRANCISCO);

        scene.calls.progressed(scene.carrier.last().orderId(), RINGS);

        assertThat(scene.now(order).callSid()).isEqualTo("CAlost");
        scene.pass(Duration.ofMinutes(3));
        assertThat(scene.carrier.placed).hasSize(1);
    }

    @Test
    void aCallThatTheCarrierDoesNotKnowForAMinuteWasNotMade() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        scene.carrier.answers.add(new Placing.Unknown("no answer in time"));
        OrderEntry order = scene.order(SAN_FRANCISCO);

        scene.pass(Duration.ofSeconds(58));
        assertThat(scene.now(order).stage()).isEqualTo(Stage.ASKED);

        scene.pass(Duration.ofMinutes(11));
        assertThat(scene.carrier.placed).as("as a failure, by the table").hasSize(2);
    }

    @Test
    void aCarrierThatSaysNothingIsNotAskedForTheCallAgain() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        scene.carrier.answers.add(new Placing.Unknown("no answer in time"));
        scene.carrier.isSilent = true;
        OrderEntry order = scene.order(SAN_FRANCISCO);

        scene.passRoughly(Duration.ofHours(3));

        assertThat(scene.carrier.placed).hasSize(1);
        assertThat(scene.now(order).outcome()).isEqualTo(OutboundOutcome.UNKNOWN);
    }

    @Test
    void aProcessThatWasKilledBeforeTheAnswerLooksForTheCall() throws IOException {
        OutboundScene killed = new OutboundScene(folder);
        OutboundJournal journal = FileOutboundJournal.open(folder.resolve("outbound"));
        killed.begin(journal);
        killed.carrier.answers.add(new Placing.Unknown("the process ends here"));
        OrderEntry order = killed.order(SAN_FRANCISCO);
        journal.close(); // and nothing else

        OutboundScene next = new OutboundScene(folder);
        next.carrier.known.add(new CallProgress("CAlost", CallProgress.Stage.COMPLETED, 0));
        next.begin();
        next.pass(Duration.ofMinutes(5));

        assertThat(next.carrier.placed).isEmpty();
        assertThat(next.now(order).outcome()).isEqualTo(OutboundOutcome.ANSWERED);
    }

    @Test
    void whatHadNotBeenAskedForIsPlacedByTheNextProcess() throws IOException {
        OutboundScene killed = new OutboundScene(folder);
        OutboundJournal journal = FileOutboundJournal.open(folder.resolve("outbound"));
        killed.begin(journal);
        killed.hasRoom = false;
        killed.order(SAN_FRANCISCO);
        journal.close();

        OutboundScene next = new OutboundScene(folder).begin();
        next.pass(Duration.ofSeconds(1));

        assertThat(next.carrier.placed).hasSize(1);
    }

    @Test
    void theNextProcessKnowsHowOftenANumberWasCalled() throws IOException {
        OutboundScene killed = new OutboundScene(folder);
        OutboundJournal journal = FileOutboundJournal.open(folder.resolve("outbound"));
        killed.policy = OutboundScene.policy(new OutboundPolicy.Limits(1_000, 1_000, 1, 0), OutboundScene.ALWAYS);
        killed.begin(journal);
        killed.order(SAN_FRANCISCO);
        killed.carrierSays(CallProgress.Stage.NO_ANSWER, 487);
        journal.close();

        OutboundScene next = new OutboundScene(folder);
        next.policy = killed.policy;
        next.begin();

        assertThat(next.asks(SAN_FRANCISCO)).isInstanceOf(Submission.Refused.class);
    }

    @Test
    void whatCannotBeWrittenDownIsNotDialled() throws Exception {
        OutboundJournal full = mock(OutboundJournal.class);
        when(full.restored()).thenReturn(List.of());
        OutboundScene scene = new OutboundScene(folder).begin(full);
        scene.hasRoom = false;
        OrderEntry order = scene.order(SAN_FRANCISCO);
        doThrow(new IOException("no space left on device")).when(full).save(any());
        scene.hasRoom = true;

        scene.pass(Duration.ofSeconds(20));
        assertThat(scene.carrier.placed).isEmpty();
        assertThat(scene.asks("+14155550101"))
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Submission.Reason.NO_JOURNAL));

        doNothing().when(full).save(any());
        scene.pass(Duration.ofSeconds(6));
        assertThat(scene.now(order).stage()).isEqualTo(Stage.CALLED);
    }

    @Test
    void whoIsErasedStandsInNoFileAndIsNotCalled() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        scene.order("+14155550101");
        OrderEntry over = scene.order(SAN_FRANCISCO);
        scene.pass(Duration.ofSeconds(1));
        assertThatThrownBy(() -> scene.calls.changes().erase(SAN_FRANCISCO))
                .as("while it rings")
                .hasRootCauseMessage("a call to this number is under way");
        scene.carrierSays(CallProgress.Stage.NO_ANSWER, 487);

        assertThat(scene.calls.changes().erase(SAN_FRANCISCO)).isEqualTo(1);

        assertThat(scene.calls.find(over.order().id())).isNull();
        String journal = Files.readString(folder.resolve("outbound/outbound.journal"), StandardCharsets.ISO_8859_1);
        assertThat(journal).contains("+14155550101").doesNotContain(SAN_FRANCISCO);
        scene.passRoughly(Duration.ofHours(2));
        assertThat(scene.carrier.placed).hasSize(2);
    }

    @Test
    void aSecondCallOfOneAttemptIsNotAnswered() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        scene.order(SAN_FRANCISCO);
        String attempt = scene.carrier.last().orderId();

        assertThat(scene.calls.answers(attempt, "CA1")).isTrue();
        assertThat(scene.calls.answers(attempt, "CA1")).as("asked again").isTrue();
        assertThat(scene.calls.answers(attempt, "CAother")).isFalse();
        assertThat(scene.calls.answers("0123-1", "CAstranger")).isFalse();
    }

    @Test
    void whatTheCarrierSaysLateOfAnEarlierAttemptIsNotTakenForThisOne() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        OrderEntry order = scene.order(SAN_FRANCISCO);
        String first = scene.carrier.last().orderId();
        scene.carrierSays(CallProgress.Stage.BUSY, 486);
        scene.pass(Duration.ofMinutes(6));
        assertThat(scene.carrier.placed).hasSize(2);

        scene.calls.progressed(first, new CallProgress("CA1", CallProgress.Stage.BUSY, 486));

        assertThat(scene.now(order).stage()).isEqualTo(Stage.CALLED);
        assertThat(scene.now(order).callSid()).isEqualTo("CA2");
    }
}
