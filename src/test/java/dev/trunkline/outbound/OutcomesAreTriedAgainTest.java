package dev.trunkline.outbound;

import static dev.trunkline.outbound.OutboundScene.SAN_FRANCISCO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.phone.CallPlacer.Placing;
import dev.trunkline.phone.CallProgress;
import dev.trunkline.phone.CallProgress.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomesAreTriedAgainTest {

    @TempDir
    Path folder;

    /** @param attempts in all, when it is always the same */
    @ParameterizedTest
    @CsvSource({
        "BUSY, 486, BUSY, 3",
        "NO_ANSWER, 487, NO_ANSWER, 2",
        "FAILED, 503, FAILED, 2",
        "FAILED, 404, INVALID, 1",
        "CANCELED, 487, CANCELED, 1",
        "COMPLETED, 200, ANSWERED, 1",
    })
    void asOftenAsTheTableSays(Stage stage, int sipStatus, OutboundOutcome outcome, int attempts) throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        OrderEntry order = scene.order(SAN_FRANCISCO);

        int seen = 0;
        for (int i = 0; i < 6; i++) {
            if (scene.carrier.placed.size() > seen) {
                seen = scene.carrier.placed.size();
                scene.carrierSays(stage, sipStatus);
            }
            scene.passRoughly(Duration.ofHours(2));
        }

        assertThat(scene.carrier.placed).hasSize(attempts);
        assertThat(scene.now(order).outcome()).isEqualTo(outcome);
        assertThat(scene.now(order).attempts()).isEqualTo(attempts);
    }

    @Test
    void notBeforeItsPauseIsOver() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        scene.order(SAN_FRANCISCO);
        scene.carrierSays(Stage.BUSY, 486);

        scene.pass(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(scene.carrier.placed).hasSize(1);

        scene.pass(Duration.ofSeconds(2));
        assertThat(scene.carrier.placed).hasSize(2);
    }

    @Test
    void aNumberThatTheCarrierRefusesIsNot() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        scene.carrier.answers.add(new Placing.Refused(21_211, true));
        OrderEntry invalid = scene.order(SAN_FRANCISCO);
        scene.carrier.answers.add(new Placing.Refused(21_215, false));
        OrderEntry refused = scene.order("+14155550101");

        scene.passRoughly(Duration.ofHours(6));

        assertThat(scene.carrier.placed).hasSize(2);
        assertThat(scene.now(invalid).outcome()).isEqualTo(OutboundOutcome.INVALID);
        assertThat(scene.now(refused).outcome()).isEqualTo(OutboundOutcome.REFUSED);
    }

    @Test
    void aCarrierWithoutRoomIsAskedAgainAndThatIsNoAttempt() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        scene.carrier.answers.add(new Placing.NotNow());

        OrderEntry order = scene.order(SAN_FRANCISCO);
        assertThat(scene.now(order).attempts()).isZero();
        scene.pass(Duration.ofSeconds(6));

        assertThat(scene.carrier.placed).hasSize(2);
        assertThat(scene.now(order).attempts()).isEqualTo(1);
    }

    @Test
    void whatIsCalledOffWhileItRingsIsNot() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        OrderEntry order = scene.order(SAN_FRANCISCO);
        scene.carrierSays(Stage.RINGING, 180);

        assertThat(scene.calls
                        .changes()
                        .cancel(order.order().id())
                        .toCompletableFuture()
                        .join())
                .isTrue();
        scene.carrierSays(Stage.BUSY, 486);
        scene.passRoughly(Duration.ofHours(6));

        assertThat(scene.carrier.ended).hasSize(1);
        assertThat(scene.carrier.placed).hasSize(1);
        assertThat(scene.now(order).isOver()).isTrue();
    }

    @Test
    void whatIsCalledOffIsNoLongerCountedAmongThoseThatWait() throws IOException {
        OutboundScene scene = new OutboundScene(folder);
        scene.hasRoom = false;
        scene.begin();
        OrderEntry order = scene.order(SAN_FRANCISCO);

        scene.calls.changes().cancel(order.order().id()).toCompletableFuture().join();

        assertThat(scene.calls.changes().waiting()).isZero();
    }

    @Test
    void whatIsCalledOffStaysCalledOffInTheNextProcess() throws IOException {
        OutboundJournal journal = FileOutboundJournal.open(folder.resolve("outbound"));
        OutboundScene killed = new OutboundScene(folder).begin(journal);
        OrderEntry order = killed.order(SAN_FRANCISCO);
        killed.calls.changes().cancel(order.order().id()).toCompletableFuture().join();
        journal.close(); // and nothing else

        OutboundScene next = new OutboundScene(folder).begin();
        assertThat(next.carrier.ended).containsExactly("CA1");
        next.calls.progressed(order.order().id() + "-1", new CallProgress("CA1", CallProgress.Stage.BUSY, 486));
        next.passRoughly(Duration.ofHours(6));

        assertThat(next.carrier.placed).isEmpty();
        assertThat(next.now(order).isOver()).isTrue();
    }

    @Test
    void aCallThatNobodyKnewOfIsHungUpByTheNextProcessOnceItIsFound() throws IOException {
        OutboundJournal journal = FileOutboundJournal.open(folder.resolve("outbound"));
        OutboundScene killed = new OutboundScene(folder).begin(journal);
        killed.carrier.answers.add(new Placing.Unknown("no answer in time"));
        OrderEntry order = killed.order(SAN_FRANCISCO);
        killed.calls.changes().cancel(order.order().id()).toCompletableFuture().join();
        journal.close();

        OutboundScene next = new OutboundScene(folder);
        next.carrier.known.add(new CallProgress("CAlost", CallProgress.Stage.RINGING, 0));
        next.begin();
        next.pass(Duration.ofSeconds(3));

        assertThat(next.carrier.ended).containsExactly("CAlost");
    }
}
