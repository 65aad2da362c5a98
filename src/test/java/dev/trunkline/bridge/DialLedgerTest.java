package dev.trunkline.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.bridge.DialLedger.Dial;
import dev.trunkline.call.DialObjection;
import dev.trunkline.continuity.LocalCounts;
import dev.trunkline.continuity.SharedSeats;
import dev.trunkline.testing.ManualScheduler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever talks a model into transfers runs into a limit; whoever needs a person does not. */
class DialLedgerTest {

    private static final String DESK = "+15550100001";
    private static final long MINUTE = 60_000;

    private final ManualScheduler time = new ManualScheduler();

    private DialLedger ledger(DialPolicy policy) {
        return new DialLedger(policy, FleetCounts.ofOneNode(), time::nowNanos);
    }

    private static Dial dial(String call, String from, String number) {
        return new Dial(call, from, "main", number, false);
    }

    private DialLedger ledger(DialPolicy policy, LocalCounts shared) {
        return new DialLedger(policy, FleetCounts.of(shared, SharedSeats.NONE, time::nowNanos), time::nowNanos);
    }

    private static @Nullable DialObjection once(DialLedger ledger, Dial dial) {
        DialObjection objection = ledger.begin(dial);
        ledger.end(dial.callSid());
        return objection;
    }

    @Test
    void withoutLimitsNothingIsAgainstIt() {
        DialLedger ledger = ledger(DialPolicy.unlimited());

        for (int i = 0; i < 100; i++) {
            assertThat(once(ledger, dial("CA1", "+14155550100", DESK))).isNull();
        }
    }

    @Test
    void theSwitchStopsAllOfThem() {
        DialLedger ledger = ledger(new DialPolicy(false, 0, 0, 0, 0, 0));

        assertThat(ledger.objectionTo(dial("CA1", "+14155550100", DESK))).isEqualTo(DialObjection.SWITCHED_OFF);
        assertThat(ledger.begin(new Dial("CA1", "+14155550100", "main", DESK, true)))
                .isEqualTo(DialObjection.SWITCHED_OFF);
    }

    @Test
    void oneCallIsPutThroughSoOften() {
        DialLedger ledger = ledger(new DialPolicy(true, 2, 0, 0, 0, 0));

        assertThat(once(ledger, dial("CA1", "+14155550100", DESK))).isNull();
        assertThat(once(ledger, dial("CA1", "+14155550100", "+15550100002"))).isNull();
        assertThat(ledger.objectionTo(dial("CA1", "+14155550100", DESK))).isEqualTo(DialObjection.CALL_LIMIT);
        assertThat(once(ledger, dial("CA2", "+14155550100", DESK))).isNull();
    }

    @Test
    void askingTwiceForTheSameIsOneDial() {
        DialLedger ledger = ledger(new DialPolicy(true, 1, 1, 1, 0, 1));

        assertThat(ledger.begin(dial("CA1", "+14155550100", DESK))).isNull();
        assertThat(ledger.begin(dial("CA1", "+14155550100", "+1 555 010 0001"))).isNull();
    }

    @Test
    void oneCallerIsPutThroughSoOftenInTenMinutesHoweverTheNumberIsWritten() {
        DialLedger ledger = ledger(new DialPolicy(true, 0, 2, 0, 0, 0));
        once(ledger, dial("CA1", "+14155550100", DESK));
        once(ledger, dial("CA2", "+1 (415) 555-0100", DESK));

        assertThat(ledger.objectionTo(dial("CA3", "0014155550100", DESK))).isEqualTo(DialObjection.CALLER_LIMIT);
        assertThat(ledger.objectionTo(dial("CA3", "+14155550101", DESK))).isNull();
        time.advanceMillis(10 * MINUTE);
        assertThat(ledger.objectionTo(dial("CA3", "+14155550100", DESK))).isNull();
    }

    @Test
    void thoseWhoHideTheirNumberAreNotTakenForOne() {
        DialLedger ledger = ledger(new DialPolicy(true, 0, 1, 0, 0, 0));
        for (String hidden : new String[] {"anonymous", "Restricted", "+266696687", ""}) {
            assertThat(once(ledger, dial("CA" + hidden, hidden, DESK))).isNull();
        }
    }

    @Test
    void oneNumberIsDialledSoOftenInAnHourFallbacksIncluded() {
        DialLedger ledger = ledger(new DialPolicy(true, 0, 0, 2, 0, 0));
        once(ledger, dial("CA1", "+14155550100", DESK));
        once(ledger, new Dial("CA2", "+14155550101", "other", DESK, true));

        assertThat(ledger.begin(new Dial("CA3", "+14155550102", "main", DESK, true)))
                .isEqualTo(DialObjection.DESTINATION_LIMIT);
        assertThat(ledger.objectionTo(dial("CA3", "+14155550102", "+15550100002")))
                .isNull();
        time.advanceMillis(60 * MINUTE);
        assertThat(ledger.objectionTo(dial("CA3", "+14155550102", DESK))).isNull();
    }

    @Test
    void oneNumberIsTalkedWithSoLongInAnHour() {
        DialLedger ledger = ledger(new DialPolicy(true, 0, 0, 0, 30, 0));
        ledger.begin(dial("CA1", "+14155550100", DESK));
        ledger.begin(dial("CA2", "+14155550101", DESK));
        time.advanceMillis(14 * MINUTE);
        assertThat(ledger.objectionTo(dial("CA3", "+14155550102", DESK))).isNull();
        ledger.end("CA2");
        time.advanceMillis(2 * MINUTE);

        assertThat(ledger.objectionTo(dial("CA3", "+14155550102", DESK))).isEqualTo(DialObjection.DESTINATION_LIMIT);
        ledger.end("CA1");
        time.advanceMillis(50 * MINUTE);
        assertThat(ledger.objectionTo(dial("CA3", "+14155550102", DESK))).isNull();
    }

    @Test
    void minutesAreThoseOfAllNodesAlsoOfThoseWhoStillTalk() {
        LocalCounts shared = new LocalCounts(time::nowNanos);
        DialPolicy halfAnHour = new DialPolicy(true, 0, 0, 0, 30, 0);
        DialLedger a = ledger(halfAnHour, shared);
        DialLedger b = ledger(halfAnHour, shared);
        DialLedger c = ledger(halfAnHour, shared);
        a.begin(dial("CA1", "+14155550100", DESK));
        b.begin(dial("CA2", "+14155550101", DESK));
        for (int minute = 1; minute <= 14; minute++) {
            time.advanceMillis(MINUTE);
            a.tellOtherNodes();
        }
        b.end("CA2");
        assertThat(c.objectionTo(dial("CA3", "+14155550102", DESK))).isNull();

        time.advanceMillis(2 * MINUTE);
        a.tellOtherNodes();

        assertThat(c.objectionTo(dial("CA3", "+14155550102", DESK))).isEqualTo(DialObjection.DESTINATION_LIMIT);
        assertThat(c.objectionTo(dial("CA3", "+14155550102", "+15550100002"))).isNull();
    }

    @Test
    void aCallThatGoesFromNodeToNodeIsPutThroughNoOftener() {
        LocalCounts shared = new LocalCounts(time::nowNanos);
        DialPolicy oncePerCall = new DialPolicy(true, 1, 0, 0, 0, 0);
        assertThat(once(ledger(oncePerCall, shared), dial("CA1", "+14155550100", DESK)))
                .isNull();

        DialLedger other = ledger(oncePerCall, shared);

        assertThat(other.objectionTo(dial("CA1", "+14155550100", DESK))).isEqualTo(DialObjection.CALL_LIMIT);
        assertThat(other.objectionTo(dial("CA2", "+14155550100", DESK))).isNull();
    }

    @Test
    void whatANodeHeardOfAnHourThatIsOverKeepsNobodyOutTwice() {
        LocalCounts shared = new LocalCounts(time::nowNanos);
        DialPolicy onceAnHour = new DialPolicy(true, 0, 0, 1, 0, 0);
        DialLedger a = ledger(onceAnHour, shared);
        DialLedger b = ledger(onceAnHour, shared);
        Dial fallback = new Dial("CA2", "+14155550101", "main", DESK, true);
        once(a, dial("CA1", "+14155550100", DESK));
        time.advanceMillis(59 * MINUTE);
        assertThat(b.objectionTo(fallback)).isEqualTo(DialObjection.DESTINATION_LIMIT);
        time.advanceMillis(2 * MINUTE);
        b.begin(fallback);

        assertThat(b.begin(fallback)).isNull();
    }

    @Test
    void oneRoutesCallersArePutThroughSoOftenInAnHour() {
        DialLedger ledger = ledger(new DialPolicy(true, 0, 0, 0, 0, 1));
        once(ledger, dial("CA1", "+14155550100", DESK));

        assertThat(ledger.objectionTo(dial("CA2", "+14155550101", DESK))).isEqualTo(DialObjection.ROUTE_LIMIT);
        assertThat(ledger.objectionTo(new Dial("CA2", "+14155550101", "other", DESK, false)))
                .isNull();
        assertThat(ledger.begin(new Dial("CA2", "+14155550101", "main", DESK, true)))
                .isNull();
    }
}
