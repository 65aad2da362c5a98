package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.testing.Scene;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CallEndsOnceIT {

    private static final ToolRunner HANG_UP = (tool, call, answer) -> call.hangUp();

    private static List<Named<Consumer<Scene>>> states() {
        return List.of(
                Named.of("connecting", scene -> {}),
                Named.of("waiting", scene -> {
                    scene.agent().lose(AiLoss.Kind.DROPPED);
                    scene.time.advanceMillis(5);
                    scene.agent().lose(AiLoss.Kind.DROPPED);
                }),
                Named.of("talking", scene -> scene.ai.ready()),
                Named.of("speaking", scene -> {
                    scene.ai.ready();
                    scene.agentSpeaks("m1", "Hello.", 440, 2_000);
                    scene.time.advanceMillis(500);
                }),
                Named.of("leaving", scene -> {
                    scene.ai.ready();
                    scene.agentSpeaks("m1", "Goodbye.", 440, 2_000);
                    scene.agent().callsTool("t1", "hang_up", "{}");
                    scene.time.advanceMillis(500);
                }),
                Named.of("leaving without an AI", scene -> {
                    scene.ai.ready();
                    scene.agentSpeaks("m1", "Goodbye.", 440, 2_000);
                    scene.agent().lose(AiLoss.Kind.GOODBYE);
                    scene.time.advanceMillis(500);
                }));
    }

    private static List<Named<Consumer<Scene>>> endings() {
        return List.of(
                Named.of("caller hangs up", scene -> scene.call.onStreamEnded(StreamEnding.STOPPED)),
                Named.of("stream is lost", scene -> scene.call.onStreamEnded(StreamEnding.LOST)),
                Named.of("protocol error", scene -> scene.call.onStreamEnded(StreamEnding.PROTOCOL_ERROR)),
                Named.of("carrier reports the end", scene -> scene.call.onCallCompleted()),
                Named.of("shutdown", scene -> scene.call.onEndOrdered(CallEnd.SHUT_DOWN)));
    }

    static Stream<Arguments> everyEndInEveryState() {
        return states().stream().flatMap(state -> endings().stream().map(end -> Arguments.of(state, end)));
    }

    @ParameterizedTest
    @MethodSource("everyEndInEveryState")
    void whereverItStandsAndNothingIsLeftBehind(Consumer<Scene> state, Consumer<Scene> end) {
        Scene scene = Scene.prepare().tools(HANG_UP).begin();
        state.accept(scene);

        end.accept(scene);
        int eventsAtTheEnd = scene.heard.events().size();
        scene.call.onDigit('5');
        scene.call.onFrameRejected("bad_json");
        scene.callerSounds(440, 100);
        endings().forEach(another -> another.getPayload().accept(scene));
        scene.time.advanceMillis(2 * 3_600_000);

        assertThat(scene.heard.all(CallEvent.Answered.class)).hasSize(1);
        assertThat(scene.heard.all(CallEvent.Ended.class)).hasSize(1);
        assertThat(scene.heard.events()).hasSize(eventsAtTheEnd);
        assertThat(scene.heard.last(CallEvent.Ended.class))
                .isSameAs(scene.heard.events().get(eventsAtTheEnd - 1));
        assertThat(scene.continuations).hasSize(1);
        assertThat(scene.phone.hasLeft()).isTrue();
        assertThat(scene.phone.lateRequests()).isEmpty();
        assertThat(scene.ai.lines()).allMatch(line -> !line.isLive() && !line.isPending());
        assertThat(scene.ai.lines()).allMatch(line -> line.lateRequests().isEmpty());
        assertThat(scene.time.timers()).isZero();
        assertThat(scene.time.tickers()).isZero();
    }

    @Test
    void withWhatTheCarrierSaid() {
        assertThat(endedBy(StreamEnding.STOPPED))
                .isEqualTo(new EndAndNext(CallEnd.CALLER_HUNG_UP, new CarrierInstruction.HangUp()));
        assertThat(endedBy(StreamEnding.LOST))
                .isEqualTo(new EndAndNext(CallEnd.STREAM_LOST, new CarrierInstruction.GoOn()));
        assertThat(endedBy(StreamEnding.PROTOCOL_ERROR))
                .isEqualTo(new EndAndNext(CallEnd.PROTOCOL_ERROR, new CarrierInstruction.GoOn()));
    }

    private record EndAndNext(CallEnd end, CarrierInstruction next) {}

    private static EndAndNext endedBy(StreamEnding ending) {
        Scene scene = Scene.talking();
        scene.call.onStreamEnded(ending);
        assertThat(scene.continuation().chatGroupId()).isEqualTo("group-1");
        var ended = scene.heard.only(CallEvent.Ended.class);
        assertThat(ended.next()).isEqualTo(scene.continuation().next());
        return new EndAndNext(ended.end(), ended.next());
    }

    @Test
    void whenTheCarrierReportsItThoughTheStreamStillStands() {
        Scene scene = Scene.talking();

        scene.call.onCallCompleted();

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.CARRIER_COMPLETED);
        assertThat(scene.continuation().next()).isEqualTo(new CarrierInstruction.HangUp());
        assertThat(scene.agent().wasClosed()).isTrue();
    }

    @Test
    void afterTheLongestDuration() {
        CallPolicy policy = CallPolicy.defaults().limitedTo(Duration.ofSeconds(20), Duration.ofSeconds(10));
        Scene scene = Scene.prepare().policy(policy).talking();

        scene.time.advanceMillis(19_999);
        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
        scene.time.advanceMillis(1);

        var ended = scene.heard.only(CallEvent.Ended.class);
        assertThat(ended.end()).isEqualTo(CallEnd.MAX_DURATION);
        assertThat(ended.next())
                .isEqualTo(new CarrierInstruction.Apologise("This call has reached its longest time. Goodbye."));
        assertThat(ended.durationNanos()).isEqualTo(20_000_000_000L);
    }

    @Test
    void onThisNodeWhenItShutsDownAndGoesOnElsewhere() {
        Scene scene = Scene.talking();

        scene.call.onEndOrdered(CallEnd.SHUT_DOWN);

        assertThat(scene.continuation()).isEqualTo(new CallContinuation(new CarrierInstruction.GoOn(), "group-1", ""));
        assertThat(scene.heard.only(CallEvent.Ended.class).end().blame()).isEqualTo(Blame.US);
    }

    @Test
    void withTheBooksClosedOnWhatWasHeard() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "As I was saying, it is like this.", 440, 2_000);
        scene.time.advanceMillis(700);

        scene.call.onStreamEnded(StreamEnding.STOPPED);

        var heard = scene.heard.only(TalkEvent.AgentHeard.class);
        assertThat(heard.heardMillis()).isCloseTo(700, within(20L));
        assertThat(heard.interrupted()).isTrue();
        assertThat(scene.heard.kinds()).endsWith("AgentHeard", "StateChanged", "LineShared", "Ended");
    }

    @Test
    void tellingWhereItStoodOnTheWay() {
        Scene scene = Scene.talking();
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(1);
        scene.ai.ready();
        scene.call.actions().hangUp();
        scene.time.advanceMillis(20_000);

        assertThat(scene.heard.all(CallEvent.StateChanged.class))
                .extracting(CallEvent.StateChanged::from, CallEvent.StateChanged::to)
                .containsExactly(
                        tuple("ReconnectWait", "Connecting"),
                        tuple("Connecting", "Talking"),
                        tuple("Talking", "ReconnectWait"),
                        tuple("ReconnectWait", "Connecting"),
                        tuple("Connecting", "Talking"),
                        tuple("Talking", "Draining"),
                        tuple("Draining", "Ended"));
    }

    @Test
    void withTheContinuationKeptBeforeTheStreamIsClosed() {
        Scene scene = Scene.talking();
        boolean[] leftWhenKept = {true};
        var keeper = new CallContinuation.Keeper() {
            @Override
            public void keep(String callSid, CallContinuation continuation) {
                leftWhenKept[0] = scene.phone.hasLeft();
            }
        };
        Call call = scene.another(keeper);

        call.onCallCompleted();

        assertThat(leftWhenKept[0]).isFalse();
        assertThat(scene.phone.hasLeft()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void andEveryEndHasALabelOfItsOwn(CallEnd end) {
        assertThat(end.label()).matches("[a-z_]+");
        assertThat(end.endedBy()).isIn("caller", "agent", "ai", "carrier", "us");
        assertThat(Arrays.stream(CallEnd.values()).map(CallEnd::label)).doesNotHaveDuplicates();
    }

    @Test
    void andABugOfOursEndsTheOneCallThatHasIt() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "Hello.", 440, 2_000);
        scene.phone.breakDown();

        assertThatIllegalStateException().isThrownBy(() -> scene.time.advanceMillis(100));

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.BUG);
        assertThat(scene.continuation().next()).isEqualTo(new CarrierInstruction.GoOn());
        assertThat(scene.time.tickers()).isZero();
        assertThat(scene.time.timers()).isZero();
    }
}
