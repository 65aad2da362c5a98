package dev.trunkline.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallWitness;
import dev.trunkline.call.OwnVoice;
import dev.trunkline.call.SoundAudience;
import dev.trunkline.call.SoundBudget;
import dev.trunkline.continuity.CallMemory;
import dev.trunkline.phone.CarrierEvents.Dialed;
import dev.trunkline.phone.CarrierEvents.Question;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.DialOutcome;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.phone.PhoneLeg;
import dev.trunkline.telemetry.CallMetrics;
import dev.trunkline.telemetry.Metrics;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Wavs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * A thousand nodes on which everything comes at the wrong moment: carriers that repeat themselves and forget, loops that hang,
 * listeners and legs that throw, drains in the midst of it. Whatever happens, each stream that began has one end, and each call
 * that was let in without one has come to nothing once.
 */
class EveryAdmittedCallHasOneEndTest {

    private static final int RACES = 1_000;
    private static final int CALLS = 5;
    private static final byte[] SOUND = Wavs.tone(24_000, 440, 200);
    private static final List<StreamEnding> ENDINGS = List.of(StreamEnding.values());
    private static final List<DialOutcome> OUTCOMES = List.of(DialOutcome.values());
    private static final List<AiLoss.Kind> LOSSES = List.of(AiLoss.Kind.values());

    private final Map<CallEnd, Integer> ends = new EnumMap<>(CallEnd.class);
    private final Set<String> refusals = new HashSet<>();

    @BeforeEach
    void quiet() {
        loud(Level.OFF);
    }

    @AfterEach
    void loudAgain() {
        loud(null);
    }

    private static void loud(@Nullable Level level) {
        ((Logger) LoggerFactory.getLogger(CallListeners.class)).setLevel(level);
        ((Logger) LoggerFactory.getLogger(CallWatchdog.class)).setLevel(level);
    }

    @Test
    void whateverTheOrder() {
        for (int seed = 0; seed < RACES; seed++) {
            new Race(seed).run();
        }

        // Otherwise the dice are loaded and the test proves little.
        assertThat(ends)
                .containsKeys(
                        CallEnd.CALLER_HUNG_UP,
                        CallEnd.CARRIER_COMPLETED,
                        CallEnd.STREAM_LOST,
                        CallEnd.OPERATOR_HUNG_UP,
                        CallEnd.MOVED,
                        CallEnd.SHUT_DOWN,
                        CallEnd.MAX_DURATION,
                        CallEnd.BUG);
        assertThat(refusals).contains("no_stream", "hung_up", "full", "draining");
    }

    private final class Race implements CallListener {
        private final int seed;
        private final SplittableRandom random;
        private final ManualScheduler time = new ManualScheduler();
        private final Admission admission = new Admission(3, time::nowNanos);
        private final CallMetrics metrics = new CallMetrics(new Metrics());
        private final List<Stream> streams = new ArrayList<>();
        private final Map<String, Integer> begun = new HashMap<>();
        private final Map<String, Integer> ended = new HashMap<>();
        private final Set<String> letIn = new HashSet<>();
        private final Set<String> cameToNothing = new HashSet<>();
        private final CallRouter router;
        private final CallWatchdog guard;
        private boolean isRough = true;

        Race(int seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            Duration longest = Duration.ofSeconds(random.nextInt(20, 200));
            this.router = new CallRouter(
                    new CallRouter.Plan(
                            List.of(RouterScene.route("*", null)),
                            CallPolicy.defaults().limitedTo(longest, Duration.ofSeconds(2)),
                            16_000,
                            RouterScene.answering(loop -> ((StreamLoop) loop).connector, () -> false),
                            new CallListeners(List.of(this::fails, metrics, this)),
                            metrics,
                            time::nowNanos,
                            SoundAudience.NONE,
                            PlacedCalls.NONE,
                            CallWitness.NOBODY,
                            null,
                            loop -> OwnVoice.NONE),
                    admission,
                    new CallRouter.Known(new CallMemory(), FleetCounts.ofOneNode()),
                    DialPolicy.unlimited(),
                    new CallRouter.Carrier(longest, false),
                    SoundBudget.ofThisMachine());
            this.guard = router.running().guard(new Deaf());
        }

        private boolean oneIn(int times) {
            return isRough && random.nextInt(times) == 0;
        }

        private void fails(String callSid, long atNanos, CallEvent event) {
            if (oneIn(10)) {
                throw new IllegalStateException("a listener's bug");
            }
        }

        @Override
        public void onEvent(String callSid, long atNanos, CallEvent event) {
            if (event instanceof CallEvent.Answered) {
                begun.merge(callSid, 1, Integer::sum);
            } else if (event instanceof CallEvent.Ended end) {
                ended.merge(callSid, 1, Integer::sum);
                ends.merge(end.end(), 1, Integer::sum);
                assertThat(ended.get(callSid)).as("seed %d", seed).isLessThanOrEqualTo(begun.getOrDefault(callSid, 0));
            } else if (event instanceof CallEvent.Refused refused) {
                refusals.add(refused.reason());
                if (refused.reason().equals("no_stream") || refused.reason().equals("hung_up")) {
                    cameToNothing.add(callSid);
                }
            }
        }

        void run() {
            for (int step = 0; step < 70; step++) {
                carrier("CA" + random.nextInt(CALLS));
                if (!streams.isEmpty()) {
                    stream(streams.get(random.nextInt(streams.size())));
                }
                others("CA" + random.nextInt(CALLS));
                pass(random.nextLong(1_500));
            }
            isRough = false;
            streams.forEach(stream -> stream.loop.turnsAgain());
            streams.forEach(stream -> stream.end(StreamEnding.LOST));
            for (int i = 0; i < 90; i++) {
                pass(1_000);
            }
            check();
        }

        private void pass(long millis) {
            time.advanceMillis(millis);
            guard.look(time.nowNanos());
        }

        private void carrier(String callSid) {
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    boolean isNew = !router.running().isKnown(callSid);
                    if (router.ring(callSid, RouterScene.FROM, RouterScene.TO) instanceof CarrierInstruction.GoOn
                            && isNew) {
                        letIn.add(callSid);
                    }
                }
                case 2, 3 -> answer(callSid);
                case 4 ->
                    router.next(new Question(
                            callSid, random.nextInt(9), RouterScene.FROM, RouterScene.TO, oneIn(3) ? "group-9" : null));
                default -> {
                    if (random.nextInt(3) == 0) {
                        router.completed(callSid);
                    } else if (random.nextInt(3) == 0) {
                        router.dialed(new Dialed(
                                callSid,
                                1,
                                RouterScene.FROM,
                                RouterScene.TO,
                                OUTCOMES.get(random.nextInt(OUTCOMES.size())),
                                oneIn(3) ? "group-9@evi" : null));
                    }
                }
            }
        }

        private void answer(String callSid) {
            Stream stream = new Stream();
            IncomingCall call =
                    new IncomingCall(callSid, "MZ" + streams.size(), RouterScene.FROM, RouterScene.TO, Map.of());
            try {
                stream.events = router.answer(call, stream, stream.loop);
            } catch (IllegalStateException bug) {
                return; // its handler closes the connection
            }
            if (stream.events != null) {
                streams.add(stream);
            }
        }

        private void stream(Stream stream) {
            switch (random.nextInt(12)) {
                case 0 -> stream.end(ENDINGS.get(random.nextInt(ENDINGS.size())));
                case 1 -> stream.loop.isStuck();
                case 2, 3 -> stream.loop.turnsAgain();
                case 4 -> {
                    if (random.nextInt(4) == 0) {
                        stream.loop.losesItsTickers();
                    }
                }
                case 5 -> {
                    if (random.nextInt(4) == 0) {
                        stream.loop.losesItsTimers();
                    }
                }
                default -> stream.ai();
            }
        }

        private void others(String callSid) {
            switch (random.nextInt(60)) {
                case 0 -> router.running().hangUp(callSid);
                case 1, 2 -> admission.drain();
                case 3, 4, 5 -> admission.takeCallsAgain();
                case 6 ->
                    router.running().mover(Duration.ofSeconds(5), 5, () -> true).askOne(time.nowNanos());
                case 7 -> {
                    if (random.nextInt(10) == 0) {
                        router.running().shutDown();
                    }
                }
                default -> {}
            }
        }

        private void check() {
            assertThat(ended).as("seed %d", seed).isEqualTo(begun);
            assertThat(router.running().unaccounted()).as("seed %d", seed).isZero();
            assertThat(router.running().callSids()).as("seed %d", seed).isEmpty();
            assertThat(admission.census().isEmpty()).as("seed %d", seed).isTrue();
            Set<String> accounted = new HashSet<>(begun.keySet());
            accounted.addAll(cameToNothing);
            assertThat(accounted).as("seed %d", seed).containsAll(letIn);
        }

        /** A connection: the phone's side of it, its loop, and the AI behind it. */
        private final class Stream implements PhoneLeg {
            private final StreamLoop loop = new StreamLoop(time, this::connector);
            private final RecordingAi agent = new RecordingAi();
            private @Nullable PhoneEvents events;
            private boolean isOver;

            Stream() {
                loop.guardedBy(bug -> end(StreamEnding.LOST));
            }

            private AiConnector connector() {
                if (oneIn(20)) {
                    throw new IllegalStateException("a connector's bug");
                }
                return agent;
            }

            /** As a media stream does: once, on the loop; what that throws is logged. */
            void end(StreamEnding ending) {
                loop.execute(() -> {
                    if (!isOver && events != null) {
                        isOver = true;
                        try {
                            events.onStreamEnded(ending);
                        } catch (IllegalStateException bug) {
                            assertThat(isRough).isTrue();
                        }
                    }
                });
            }

            void ai() {
                if (agent.lines().isEmpty()) {
                    return;
                }
                loop.execute(() -> {
                    RecordingAi.Line line = agent.line();
                    if (line.isPending()) {
                        agent.ready();
                    } else if (line.isLive()) {
                        switch (random.nextInt(6)) {
                            case 0 -> line.lose(LOSSES.get(random.nextInt(LOSSES.size())));
                            case 1 -> line.endsTurn();
                            default -> line.sounds("m" + random.nextInt(5), SOUND);
                        }
                    }
                });
            }

            @Override
            public void play(byte[] muLaw, int lengthBytes) {
                if (oneIn(500)) {
                    throw new IllegalStateException("a phone's bug");
                }
            }

            @Override
            public void mark(long mark) {}

            @Override
            public void clear() {}

            @Override
            public void flush() {}

            @Override
            public void leave() {
                if (oneIn(10)) {
                    throw new IllegalStateException("a phone's bug at the end");
                }
            }
        }
    }

    /** A loop whose calls have an AI of their own. */
    private static final class StreamLoop extends StuckLoop {
        private final AiConnector connector;

        StreamLoop(ManualScheduler time, Supplier<AiConnector> connector) {
            super(time);
            this.connector = (profile, events) -> connector.get().connect(profile, events);
        }
    }

    /** Nobody hears what is said over REST. */
    private static final class Deaf implements CallWatchdog.LastResort {
        @Override
        public void goOn(String callSid, BooleanSupplier stillWanted) {}

        @Override
        public void hangUp(String callSid) {}
    }
}
