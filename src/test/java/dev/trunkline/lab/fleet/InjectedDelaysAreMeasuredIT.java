package dev.trunkline.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.verdict.FleetJson;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.lab.fleet.verdict.Runs;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A bridge with faults of known size, and what a fleet says about it: all of them run at once, each has a bridge of its own. Machines are
 * slow at times, never fast.
 */
class InjectedDelaysAreMeasuredIT {

    private static final int CALLS = 10;
    private static final int SECONDS = 8;
    private static final int MOST_RUNS = 4;

    private static final Map<Fault, CompletableFuture<FleetReport>> FIRST_RUNS = new EnumMap<>(Fault.class);

    /** What a bridge does to its callers. */
    private enum Fault {
        LATE(TalkingBridge.Manners.GOOD.late(30, 70, 50), true, SECONDS),
        NONE(TalkingBridge.Manners.GOOD, false, 4),
        HALF_AS_OFTEN(TalkingBridge.Manners.GOOD.speaking(50, 40), false, SECONDS),
        BREAKING(TalkingBridge.Manners.GOOD.speaking(40, 10).breaking(20, 900), false, SECONDS),
        STALE(TalkingBridge.Manners.GOOD.stale(3), false, SECONDS),
        /** Short answers, which few callers get to interrupt. */
        DROPPING(TalkingBridge.Manners.GOOD.speaking(20, 10).dropping(10), true, SECONDS),
        SLOW_TO_YIELD(TalkingBridge.Manners.GOOD.late(0, 0, 50), false, SECONDS);

        @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
        private final TalkingBridge.Manners manners;

        private final boolean notes;
        private final int seconds;

        Fault(TalkingBridge.Manners manners, boolean notes, int seconds) {
            this.manners = manners;
            this.notes = notes;
            this.seconds = seconds;
        }

        FleetReport measure() {
            try (TalkingBridge bridge = new TalkingBridge(manners, Fleets.SOUND)) {
                return Fleets.run(Fleets.plan(bridge.webhook(), notes ? bridge.notesUrl() : null, CALLS, seconds));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @BeforeAll
    static void allAtOnce() {
        for (Fault fault : Fault.values()) {
            FIRST_RUNS.put(fault, CompletableFuture.supplyAsync(fault::measure, run -> new Thread(run).start()));
        }
    }

    @Test
    void eachWayIsMeasuredApart() {
        expect(Fault.LATE, report -> {
            assertThat(report.count(Count.CALLS_COMPLETED)).isEqualTo(CALLS);
            assertThat(report.count(Count.CALLS_FAILED)).isZero();
            assertThat(report.peakCalls()).isEqualTo(CALLS);
            assertBetween(report.spread(Measure.UPLINK).p50Millis(), 30, 45);
            assertBetween(report.spread(Measure.DOWNLINK).p50Millis(), 70, 85);
            assertBetween(report.spread(Measure.BARGE_IN).p50Millis(), 50, 65);
            assertBetween(report.spread(Measure.REACTION).p50Millis(), 50, 65);
            assertBetween(report.spread(Measure.REPLY).p50Millis(), 70, 85);
            assertThat(report.spread(Measure.SETUP).count()).isEqualTo(CALLS);
            assertThat(report.count(Count.UNHEARD)).isZero();
            assertThat(report.count(Count.UNANSWERED)).isZero();
            assertThat(report.count(Count.UNDERRUNS)).isZero();
            assertThat(report.staleAudioMillis()).isZero();
            assertThat(report.framesLost()).isZero();
        });
    }

    @Test
    void framesGoOutEvery20MillisecondsWhateverTheBridgeDoes() {
        expect(Fault.NONE, report -> {
            double frames = report.count(Count.FRAMES_SENT);
            assertThat(frames / CALLS).isBetween(3.9 * 50, 5.6 * 50);
            assertThat(report.spread(Measure.LATENESS).count()).isBetween((long) (0.7 * frames), (long) frames);
        });
    }

    @Test
    void framesThatComeHalfAsOftenAreGapsAndUnderruns() {
        expect(Fault.HALF_AS_OFTEN, report -> {
            assertBetween(report.spread(Measure.GAP).p50Millis(), 38, 55);
            assertThat(report.count(Count.UNDERRUNS)).isGreaterThan(100);
        });
    }

    @Test
    void aBreakInMidSentenceIsOneUnderrunAndOneLongGap() {
        expect(Fault.BREAKING, report -> {
            assertBetween(report.spread(Measure.GAP).maxMillis(), 900, 990);
            assertThat(report.count(Count.UNDERRUNS)).isBetween(1L, report.count(Count.QUESTIONS));
        });
    }

    @Test
    void soundThatComesAfterAClearIsStale() {
        expect(Fault.STALE, report -> {
            assertThat(report.count(Count.CLEARS_RECEIVED)).isPositive();
            assertThat(report.staleAudioMillis()).isEqualTo(3 * 20 * report.count(Count.CLEARS_RECEIVED));
        });
    }

    @Test
    void framesMissingInAnswersThatAreAllTheSameAreLost() {
        expect(Fault.DROPPING, report -> {
            assertThat(report.framesLost()).isPositive().isEven();
        });
    }

    @Test
    void withoutNotesTheInterruptionBeginsWithTheCaller() {
        expect(Fault.SLOW_TO_YIELD, report -> {
            assertThat(report.spread(Measure.UPLINK).count()).isZero();
            assertThat(FleetJson.of(Runs.of(report)).at("/bargeIn/measuredFrom").asText())
                    .isEqualTo("caller");
            assertBetween(FleetJson.of(Runs.of(report)).at("/bargeIn/p50").asDouble(), 50, 65);
        });
    }

    private static void assertBetween(double is, double least, double most) {
        assertThat(is).isBetween(least, most);
    }

    /** What the fleet says is held against {@code facts}; where it says itself that it could not keep up, it is asked again. */
    private static void expect(Fault fault, Consumer<FleetReport> facts) {
        FleetReport report = Objects.requireNonNull(FIRST_RUNS.get(fault)).join();
        for (int run = 1; ; run++) {
            try {
                facts.accept(report);
                return;
            } catch (AssertionError wrong) {
                if (report.isValid() || run == MOST_RUNS) {
                    throw wrong;
                }
            }
            report = fault.measure();
        }
    }
}
