package dev.trunkline.bridge;

import static dev.trunkline.bridge.RouterScene.FROM;
import static dev.trunkline.bridge.RouterScene.TO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.bridge.PlacedCalls.Placed;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.testing.RecordingPhone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody answers whom we have called, and the node is closed to everybody else meanwhile. */
class WhomWeHaveCalledIsLetInTest {

    private static final Apologise APOLOGY = new Apologise("Sorry.", "+15550009", FROM);

    private final RouterScene scene = new RouterScene(1, RouterScene.route("*", "+15550009"));

    @BeforeEach
    void somebodyIsCalled() {
        Placed ours = new Placed() {};
        scene.placed = callSid -> callSid.equals("CA2") ? ours : Placed.NOT_OURS;
    }

    @Test
    void toANodeThatIsFull() {
        scene.router.ring("CA1", FROM, TO);
        scene.talks("CA1", "MZ1");

        assertThat(scene.router.ring("CA2", FROM, TO)).isEqualTo(new GoOn());
        assertThat(scene.router.ring("CA3", FROM, TO)).isEqualTo(APOLOGY);
    }

    @Test
    void andHasItsPlaceOnTheRouteAtOnce() {
        RouterScene roomy = new RouterScene(5, RouterScene.route("*", "+15550009", 1));
        roomy.placed = scene.placed;

        assertThat(roomy.router.ring("CA2", FROM, TO)).isEqualTo(new GoOn());
        assertThat(roomy.router.ring("CA3", FROM, TO)).isEqualTo(APOLOGY);
    }

    @Test
    void toANodeThatDrains() {
        scene.admission.drain();

        assertThat(scene.router.ring("CA2", FROM, TO)).isEqualTo(new GoOn());
        assertThat(scene.router.ring("CA3", FROM, TO)).isEqualTo(APOLOGY);
        assertThat(scene.answers("CA2", "MZ2", new RecordingPhone(scene.time))).isNotNull();
        assertThat(scene.admission.census()).isEqualTo(new Admission.Census(1, 0, 0));
    }
}
