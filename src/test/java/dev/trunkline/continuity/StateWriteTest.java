package dev.trunkline.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.CallContinuation;
import dev.trunkline.continuity.RememberedCall.Owner;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.HangUp;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateWriteTest {

    private static final CallContinuation FROM_BEFORE = new CallContinuation(new GoOn(), "group-0", "");
    private static final CallContinuation LEFT_NOW = new CallContinuation(new HangUp(), "group-1", "");

    private final RememberedCall coming = RememberedCall.coming("CA1", "+1", "+2", null, "", null);
    private final RememberedCall began =
            coming.going("group-0", FROM_BEFORE, null).beginning("main", new Owner("a", 7, 0), 1);
    private final StateWrite claim = new StateWrite("CA1", began, true);

    private static StateWrite write(RememberedCall call) {
        return new StateWrite("CA1", call, false);
    }

    private static List<StateWrite> inBothOrders(StateWrite one, StateWrite other) {
        return List.of(StateWrite.both(one, other), StateWrite.both(other, one));
    }

    @Test
    void theNewerStateIsWrittenWhicheverWasPutFirst() {
        RememberedCall heard = began.hearing(began.heard().callerSaid("Hello."));
        StateWrite older = write(heard);
        StateWrite newer = write(heard.going("group-1", LEFT_NOW, null));

        assertThat(inBothOrders(older, newer)).containsOnly(newer);
    }

    @Test
    void aClaimStaysOneWhenMoreIsKnownOfItsStream() {
        RememberedCall heard = began.hearing(began.heard().callerSaid("Hello."));
        RememberedCall talking = heard.going("group-1", null, null);

        assertThat(inBothOrders(claim, write(heard))).containsOnly(new StateWrite("CA1", heard, true));
        assertThat(inBothOrders(claim, write(talking))).containsOnly(new StateWrite("CA1", talking, true));
    }

    @Test
    void aClaimWhoseStreamHasEndedTakesTheCallerFromNobody() {
        RememberedCall left = began.going("group-1", null, null).going("group-1", LEFT_NOW, null);

        assertThat(inBothOrders(claim, write(left))).containsOnly(write(left));
    }

    @Test
    void theNextStreamsClaimIsOneWhateverTheLastStreamLeft() {
        RememberedCall left = began.going("group-1", LEFT_NOW, null);
        StateWrite next = new StateWrite("CA1", left.beginning("main", new Owner("a", 8, 0), 1), true);

        assertThat(inBothOrders(write(left), next)).containsOnly(next);
    }

    @Test
    void whatIsOverStaysOver() {
        StateWrite over = new StateWrite("CA1", null, false);

        assertThat(inBothOrders(over, claim)).containsOnly(over);
    }
}
