package dev.trunkline.outbound;

import static dev.trunkline.outbound.OutboundScene.ALWAYS;
import static dev.trunkline.outbound.OutboundScene.BERLIN;
import static dev.trunkline.outbound.OutboundScene.BY_DAY;
import static dev.trunkline.outbound.OutboundScene.NEW_YORK;
import static dev.trunkline.outbound.OutboundScene.OURS;
import static dev.trunkline.outbound.OutboundScene.PLENTY;
import static dev.trunkline.outbound.OutboundScene.SAN_FRANCISCO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.bridge.SharedBreaker;
import dev.trunkline.outbound.OrderEntry.Stage;
import dev.trunkline.outbound.Submission.Reason;
import dev.trunkline.outbound.Submission.Refused;
import dev.trunkline.phone.CallProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallsArePlacedWhenTheyMayBeTest {

    @TempDir
    Path folder;

    @Test
    void aCallThatMayBePlacedIsPlacedAtOnce() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();

        OrderEntry order = scene.order("(+1) 415-555-0100");

        assertThat(scene.carrier.placed).singleElement().satisfies(placed -> {
            assertThat(placed.to()).isEqualTo(SAN_FRANCISCO);
            assertThat(placed.from()).isEqualTo(OURS);
            assertThat(placed.ringSeconds()).isEqualTo(30);
        });
        assertThat(scene.now(order).stage()).isEqualTo(Stage.CALLED);
    }

    @Test
    void itWaitsForTheHoursOfTheCalledNumber() throws IOException {
        OutboundScene scene = new OutboundScene(folder);
        scene.policy = OutboundScene.policy(PLENTY, BY_DAY);
        scene.begin();

        OrderEntry west = scene.order(SAN_FRANCISCO);
        scene.order(NEW_YORK);
        scene.passRoughly(Duration.ofMinutes(179));

        assertThat(scene.carrier.placed).extracting(placed -> placed.to()).containsExactly(NEW_YORK);
        assertThat(scene.now(west).why()).isEqualTo("calling_hours");

        scene.passRoughly(Duration.ofMinutes(2));

        assertThat(scene.carrier.placed).extracting(placed -> placed.to()).containsExactly(NEW_YORK, SAN_FRANCISCO);
    }

    @Test
    void noMoreThanSoManyASecond() throws IOException {
        OutboundScene scene = new OutboundScene(folder);
        scene.policy = OutboundScene.policy(new OutboundPolicy.Limits(2, 1_000, 100, 0), ALWAYS);
        scene.begin();

        for (int i = 0; i < 10; i++) {
            scene.order("+1415555010" + i);
        }
        scene.pass(Duration.ofSeconds(2));

        assertThat(scene.carrier.placed).hasSize(5);
    }

    @Test
    void noMoreThanSoManyAtATime() throws IOException {
        OutboundScene scene = new OutboundScene(folder);
        scene.policy = OutboundScene.policy(new OutboundPolicy.Limits(1_000, 2, 100, 0), ALWAYS);
        scene.begin();
        for (int i = 0; i < 4; i++) {
            scene.order("+1415555010" + i);
        }
        scene.pass(Duration.ofSeconds(5));
        assertThat(scene.carrier.placed).hasSize(2);

        scene.carrierSays(CallProgress.Stage.NO_ANSWER, 487);
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.carrier.placed).hasSize(3);
    }

    @Test
    void aNumberIsCalledNoMoreOftenThanItMayBe() throws IOException {
        OutboundScene scene = new OutboundScene(folder);
        scene.policy = OutboundScene.policy(new OutboundPolicy.Limits(1_000, 1_000, 2, 0), ALWAYS);
        scene.begin();
        scene.order(SAN_FRANCISCO);
        OrderEntry second = scene.order(SAN_FRANCISCO);
        scene.pass(Duration.ofSeconds(1));
        scene.carrierSays(CallProgress.Stage.BUSY, 486);

        assertThat(scene.asks(SAN_FRANCISCO))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.NUMBER_LIMIT));
        scene.pass(Duration.ofMinutes(6));

        assertThat(scene.carrier.placed).hasSize(2);
        assertThat(scene.now(second).outcome()).isEqualTo(OutboundOutcome.NUMBER_LIMIT);

        scene.passRoughly(Duration.ofHours(24));
        scene.order(SAN_FRANCISCO);

        assertThat(scene.carrier.placed).hasSize(3);
    }

    @Test
    void aRouteThatHasCalledEnoughInAnHourWaits() throws IOException {
        OutboundScene scene = new OutboundScene(folder);
        scene.policy = OutboundScene.policy(new OutboundPolicy.Limits(1_000, 1_000, 100, 2), ALWAYS);
        scene.begin();
        for (int i = 0; i < 3; i++) {
            scene.order("+1415555010" + i);
        }

        scene.passRoughly(Duration.ofMinutes(59));
        assertThat(scene.carrier.placed).hasSize(2);

        scene.passRoughly(Duration.ofMinutes(3));
        assertThat(scene.carrier.placed).hasSize(3);
    }

    @Test
    void aNodeThatIsFullOrDrainsPlacesNone() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        scene.hasRoom = false;
        scene.order(SAN_FRANCISCO);
        scene.pass(Duration.ofSeconds(5));
        assertThat(scene.carrier.placed).isEmpty();

        scene.hasRoom = true;
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.carrier.placed).hasSize(1);
    }

    /** Whoever picks up is let in, however full it is by then. */
    @Test
    void noMoreRingThanThereIsRoomFor() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        scene.freeSeats = 2;
        scene.order(SAN_FRANCISCO);
        scene.order(NEW_YORK);
        scene.order(BERLIN);
        scene.pass(Duration.ofSeconds(5));
        assertThat(scene.carrier.placed).hasSize(2);

        scene.carrierSays(CallProgress.Stage.NO_ANSWER, 487);
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.carrier.placed).hasSize(3);
    }

    @Test
    void nobodyIsCalledWhomNoAgentWouldAnswer() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        scene.isAttended = false;
        OrderEntry order = scene.order(SAN_FRANCISCO);
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.carrier.placed).isEmpty();
        assertThat(scene.now(order).why()).isEqualTo("far_end");

        scene.isAttended = true;
        scene.pass(Duration.ofSeconds(15));

        assertThat(scene.carrier.placed).hasSize(1);
    }

    /** A node that is cut off alone goes on telling the others that the far end is out. */
    @Test
    void someoneIsCalledWhileWhatAVisitHasFoundIsBelieved() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        Instant[] visited = {Instant.EPOCH};
        scene.lookout = () -> {
            boolean isBelieved = scene.now.isBefore(visited[0].plus(SharedBreaker.VALID));
            if (!isBelieved) {
                visited[0] = scene.now;
            }
            return isBelieved;
        };
        scene.order(SAN_FRANCISCO);

        scene.pass(Duration.ofMinutes(1));

        assertThat(scene.carrier.placed).hasSize(1);
    }

    @Test
    void whoIsBeingCalledRingsUntilTheyTalkOrCannotPickUpAnyMore() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        scene.order(SAN_FRANCISCO);
        assertThat(scene.calls.ringing()).isEqualTo(1);

        scene.carrierSays(CallProgress.Stage.BUSY, 486);
        assertThat(scene.calls.ringing()).isZero();

        scene.order(NEW_YORK);
        scene.pass(Duration.ofSeconds(1));
        String attempt = scene.carrier.last().orderId();
        assertThat(scene.calls.answers(attempt, "CA2")).isTrue();
        assertThat(scene.calls.ringing())
                .as("we are asked what they are to hear")
                .isEqualTo(1);
        scene.soundFlows("CA2");
        assertThat(scene.calls.ringing()).isZero();

        scene.order(BERLIN);
        scene.pass(Duration.ofSeconds(44));
        assertThat(scene.calls.ringing())
                .as("it rings for thirty seconds at most")
                .isEqualTo(1);
        scene.pass(Duration.ofSeconds(1));
        assertThat(scene.calls.ringing()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "4155550100, INVALID_NUMBER", // without its country
        "+15550100001, INVALID_NUMBER", // no such area
        "+442071234567, NOT_ALLOWED", // another country
        "+19005550100, NOT_ALLOWED", // premium rate
        "+491806123456, NOT_ALLOWED", // shared cost
        "911, INVALID_NUMBER",
        "sip:bob@example.com, INVALID_NUMBER",
    })
    void whoMayNeverBeCalledIsRefusedAtOnce(String number, Reason reason) throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();

        assertThat(scene.asks(number))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
        assertThat(scene.carrier.placed).isEmpty();
    }

    @Test
    void whoIsOnTheListIsNotCalled() throws IOException {
        Files.writeString(folder.resolve("do-not-call.txt"), "# from the register\n0049 (30) 1234-5678\n");
        OutboundScene scene = new OutboundScene(folder).begin();

        assertThat(scene.asks(BERLIN))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.DO_NOT_CALL));
    }

    @Test
    void whoComesOntoTheListWhileAnOrderWaitsIsNotCalled() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        OrderEntry order = scene.order(SAN_FRANCISCO);
        scene.carrierSays(CallProgress.Stage.BUSY, 486);

        scene.calls.changes().doNotCall(SAN_FRANCISCO);
        scene.pass(Duration.ofMinutes(6));

        assertThat(scene.carrier.placed).hasSize(1);
        assertThat(scene.now(order).outcome()).isEqualTo(OutboundOutcome.DO_NOT_CALL);
        assertThat(folder.resolve("do-not-call.txt")).content().startsWith(SAN_FRANCISCO + " # asked for it");
    }

    @Test
    void onlyNumbersOfOursAreShown() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        OutboundRequest spoofed = new OutboundRequest(SAN_FRANCISCO, "+12125550100", null, Map.of(), null, null);

        assertThat(scene.calls.submit(spoofed).toCompletableFuture().join())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.words()).startsWith("from must be a number of ours"));
    }

    @Test
    void anOrderThatIsCalledOffIsNotPlaced() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        scene.hasRoom = false;
        OrderEntry order = scene.order(SAN_FRANCISCO);

        assertThat(scene.calls
                        .changes()
                        .cancel(order.order().id())
                        .toCompletableFuture()
                        .join())
                .isTrue();
        scene.hasRoom = true;
        scene.pass(Duration.ofSeconds(5));

        assertThat(scene.carrier.placed).isEmpty();
        assertThat(scene.now(order).outcome()).isEqualTo(OutboundOutcome.CANCELED);
    }

    @Test
    void whoAnswersACallThatWasCalledOffHearsNobodyAndIsHungUpInTheEnd() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        OrderEntry order = scene.order(SAN_FRANCISCO);
        scene.calls.changes().cancel(order.order().id()).toCompletableFuture().join();
        scene.carrier.ended.clear(); // the carrier never heard of it

        assertThat(scene.calls.answers(scene.carrier.last().orderId(), "CA1")).isFalse();
        scene.carrier.known.add(new CallProgress("CA1", CallProgress.Stage.ANSWERED, 0));
        scene.pass(Duration.ofMinutes(3));

        assertThat(scene.carrier.ended).contains("CA1");
        assertThat(scene.carrier.placed).hasSize(1);
    }

    @Test
    void anOrderThatTheCarrierNeverAnswersIsLookedForAndGivesItsPlaceBack() throws IOException {
        OutboundScene scene = new OutboundScene(folder).begin();
        scene.carrier.isDeaf = true;
        OrderEntry order = scene.order(SAN_FRANCISCO);

        scene.pass(Duration.ofMinutes(4));

        assertThat(scene.now(order).isUnderWay()).isFalse();
    }
}
