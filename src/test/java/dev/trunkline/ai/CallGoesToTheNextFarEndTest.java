package dev.trunkline.ai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.audio.SoundFormat;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.RecordingAi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallGoesToTheNextFarEndTest {

    private static final String GOES_ON = "the call goes on";

    private final ManualScheduler time = new ManualScheduler();
    private final RecordingAi first = new RecordingAi();
    private final RecordingAi second = new RecordingAi();
    private final HandBreaker firstBreaker = new HandBreaker();
    private final HandBreaker secondBreaker = new HandBreaker();
    private final List<String> passedOver = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private final HeardEvents events = new HeardEvents();
    private final FarEnds farEnds = new FarEnds(
            List.of(
                    new ListedFarEnd("first", "evi", true, firstBreaker, new ConnectPace(200, 20), -1, loop -> first),
                    new ListedFarEnd(
                            "second", "evi", true, secondBreaker, new ConnectPace(200, 20), -1, loop -> second)),
            "",
            time,
            GOES_ON,
            noting());

    @Test
    void theFirstThatIsWellTakesIt() {
        connect(null);

        assertThat(first.lines()).hasSize(1);
        assertThat(second.lines()).isEmpty();
    }

    @Test
    void oneWhoseBreakerIsOpenIsNotAsked() {
        firstBreaker.state = Breaker.State.OPEN;

        connect(null);

        assertThat(first.lines()).isEmpty();
        assertThat(second.lines()).hasSize(1);
        assertThat(farEnds.isDown()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "DENIED"})
    void oneThatRefusesIsNeverAskedAgainAndTheNextAtOnce(AiLoss.Kind kind) {
        connect(null);

        first.line().lose(kind);

        assertThat(second.lines()).hasSize(1);
        assertThat(events.losses).isEmpty();
        assertThat(passedOver).containsExactly("first " + kind);
        second.ready("group-2");
        second.line().lose(AiLoss.Kind.DROPPED);
        for (int i = 0; i < 20; i++) {
            connect("group-2");
            second.line().lose(AiLoss.Kind.DROPPED);
        }
        assertThat(first.lines()).hasSize(1);
    }

    /** Its balancer has nobody behind it for a moment. */
    @Test
    void oneThatTookTheCallBeforeAndDeniesItNowIsAskedAgain() {
        connect(null);
        first.ready("group-1");
        first.line().lose(AiLoss.Kind.DROPPED);
        secondBreaker.state = Breaker.State.OPEN;
        connect("group-1");

        first.line().lose(AiLoss.Kind.DENIED);

        assertThat(firstBreaker.answers).containsExactly("reached", "denied");
        assertThat(events.losses).extracting(AiLoss::kind).containsExactly(AiLoss.Kind.DROPPED, AiLoss.Kind.DROPPED);
        connect("group-1");
        assertThat(first.lines()).hasSize(3);
    }

    @Test
    void aChatThatWasToFollowAndIsDeniedLeavesTheFarEndAsItIs() {
        connect(null);
        first.ready("group-1");
        RecordingAi.Line talking = first.line();
        secondBreaker.state = Breaker.State.OPEN;
        farEnds.connectBeside(profile("group-1", null), events);
        first.line().lose(AiLoss.Kind.DENIED);
        talking.lose(AiLoss.Kind.DURATION_LIMIT);

        connect("group-1");

        assertThat(first.lines()).hasSize(3);
        assertThat(first.line().profile().resumedChatGroupId()).isEqualTo("group-1");
    }

    @Test
    void aDenialIsToldToTheBreakerAndARefusalOnlyAsASignOfLife() {
        connect(null);
        first.line().lose(AiLoss.Kind.DENIED);
        second.line().lose(AiLoss.Kind.REFUSED);

        assertThat(firstBreaker.answers).containsExactly("denied");
        assertThat(secondBreaker.answers).containsExactly("turnedAway");
    }

    @Test
    void whenAllRefuseTheCallIsTold() {
        connect(null);
        first.line().lose(AiLoss.Kind.DENIED);
        second.line().lose(AiLoss.Kind.REFUSED);

        assertThat(events.losses).extracting(AiLoss::kind).containsExactly(AiLoss.Kind.REFUSED);
        connect(null);
        time.advanceMillis(1);
        assertThat(events.losses).hasSize(2);
        assertThat(farEnds.isDown()).isTrue();
    }

    @Test
    void oneThatIsFullLeavesItToTheNextAtOnce() {
        connect(null);

        first.line().lose(AiLoss.Kind.BUSY);

        assertThat(firstBreaker.answers).containsExactly("turnedAway");
        assertThat(second.lines()).hasSize(1);
        assertThat(events.losses).isEmpty();
    }

    @Test
    void oneThatIsNotReachedLeavesItToTheNextAtOnceAndIsTriedAgainWhenAllHaveBeen() {
        connect(null);
        first.line().lose(AiLoss.Kind.DROPPED);
        assertThat(second.lines()).hasSize(1);
        second.line().lose(AiLoss.Kind.DROPPED);
        assertThat(events.losses).hasSize(1);
        connect(null);

        assertThat(first.lines()).hasSize(2);
        assertThat(firstBreaker.answers).containsExactly("missed");
        assertThat(passedOver).containsExactly("first DROPPED");
    }

    @Test
    void aConversationGoesOnWhereItIsThoughThatOneIsNotTheFirst() {
        firstBreaker.state = Breaker.State.OPEN;
        connect(null);
        second.ready("group-2");
        firstBreaker.state = Breaker.State.CLOSED;
        second.line().lose(AiLoss.Kind.DROPPED);

        connect("group-2");

        assertThat(first.lines()).isEmpty();
        assertThat(second.line().profile().resumedChatGroupId()).isEqualTo("group-2");
        second.ready("group-2");
        time.advanceMillis(5_000);
        assertThat(first.lines()).isEmpty();
    }

    /** Only its socket broke, for all we know: with its handle it is back soonest. But it has half a second. */
    @Test
    void whoeverHasTheConversationAndIsGoneIsNotWaitedForAlone() {
        connect(null);
        first.ready("group-1");
        first.line().transcribes("Hello?", false);
        first.line().lose(AiLoss.Kind.DROPPED);

        connect("group-1");
        time.advanceMillis(499);
        assertThat(second.lines()).isEmpty();
        time.advanceMillis(1);

        assertThat(second.lines()).hasSize(1);
        assertThat(first.line().wasCancelled()).isFalse();
        second.ready("group-2");
        assertThat(first.line().wasCancelled()).isTrue();
        assertThat(firstBreaker.answers).containsExactly("reached", "missed");
        assertThat(farEnds.farEnd()).isEqualTo("second");
        assertThat(taken).containsExactly("first", "second from first");
        assertThat(second.line().profile().context()).isEqualTo(GOES_ON);
        assertThat(time.timers()).isZero();
    }

    @Test
    void orItIsBackFirstAfterAll() {
        connect(null);
        first.ready("group-1");
        first.line().lose(AiLoss.Kind.DROPPED);
        connect("group-1");
        time.advanceMillis(500);

        first.ready("group-1");

        assertThat(second.line().wasCancelled()).isTrue();
        assertThat(farEnds.farEnd()).isEqualTo("first");
        assertThat(first.line().profile().resumedChatGroupId()).isEqualTo("group-1");
    }

    @Test
    void whoeverRefusesToTakeItsConversationBackIsLeftAtOnce() {
        connect(null);
        first.ready("group-1");
        first.line().transcribes("Hello?", false);
        first.line().lose(AiLoss.Kind.DROPPED);

        connect("group-1");
        first.line().lose(AiLoss.Kind.DROPPED);

        assertThat(second.lines()).hasSize(1);
        assertThat(second.line().profile().resumedChatGroupId()).isNull();
        assertThat(events.losses).hasSize(1); // of the first leg; what came after is nobody's business
    }

    @Test
    void whoeverComesBackOnlyToDieAgainLosesTheConversation() {
        connect(null);
        first.ready("group-1");
        first.line().lose(AiLoss.Kind.DROPPED);
        connect("group-1");
        first.ready("group-1");
        time.advanceMillis(3_000);
        first.line().lose(AiLoss.Kind.DROPPED);

        connect("group-1");

        assertThat(second.lines()).hasSize(1);
    }

    /** A new caller waits longer, so that nobody's bad second doubles the load of the next. */
    @Test
    void besideOneThatKeepsANewCallerWaitingTheNextIsAsked() {
        connect(null);
        time.advanceMillis(1_999);
        assertThat(second.lines()).isEmpty();

        time.advanceMillis(1);

        assertThat(second.lines()).hasSize(1);
        first.line().lose(AiLoss.Kind.DROPPED);
        assertThat(events.losses).isEmpty();
        second.ready();
        assertThat(passedOver).containsExactly("first DROPPED");
    }

    @Test
    void oneThatMayBeOutIsNotTriedBesideAnother() {
        secondBreaker.state = Breaker.State.HALF_OPEN;
        connect(null);

        time.advanceMillis(5_000);

        assertThat(second.lines()).isEmpty();
        first.line().lose(AiLoss.Kind.DROPPED);
        assertThat(events.losses).hasSize(1);
    }

    @Test
    void aCallerWhomNobodyHasGreetedIsGreetedByTheNext() {
        farEnds.connect(profile(null, "Greet the caller with exactly these words: \"Hello\"."), events);
        first.ready("group-1");
        first.line().lose(AiLoss.Kind.DROPPED);
        firstBreaker.state = Breaker.State.OPEN;

        connect("group-1");

        assertThat(second.line().profile().context()).startsWith("Greet the caller");
        assertThat(second.line().profile().resumedChatGroupId()).isNull();
    }

    /** A session of a Realtime vendor ends with its socket, and whoever goes on with one greets nobody. */
    @Test
    void aFarEndThatRemembersNothingGreetsACallerWhoHasHeardNothing() {
        FarEnds forgetful = forgetful();
        forgetful.connect(profile(null, "as at first"), events);
        first.ready("sess_1");
        first.line().lose(AiLoss.Kind.DROPPED);

        forgetful.connect(profile("sess_1", null), events);

        assertThat(first.line().profile().resumedChatGroupId()).isNull();
        assertThat(first.line().profile().context()).isEqualTo("as at first");
        first.ready("sess_2");
        first.line().transcribes("Hello?", false);
        first.line().lose(AiLoss.Kind.DROPPED);
        forgetful.connect(profile("sess_2", null), events);
        assertThat(first.line().profile().resumedChatGroupId()).isEqualTo("sess_2");
    }

    @Test
    void butNoneThatIsOnlyToFollowOneThatStillStands() {
        FarEnds forgetful = forgetful();
        forgetful.connect(profile(null, "as at first"), events);
        first.ready("sess_1");

        forgetful.connectBeside(profile("sess_1", null), events);

        assertThat(first.lines()).hasSize(2);
        assertThat(first.line().profile().resumedChatGroupId()).isEqualTo("sess_1");
    }

    private FarEnds forgetful() {
        return new FarEnds(
                List.of(new ListedFarEnd(
                        "first", "openai", false, firstBreaker, new ConnectPace(200, 20), -1, loop -> first)),
                "",
                time,
                GOES_ON,
                noting());
    }

    /** The node that had the call is gone. */
    @Test
    void aConversationThatCameOverGoesOnAtTheFarEndThatHasIt() {
        FarEnds cameOver = cameOver("second");

        cameOver.connect(profile("group-2", null), events);

        assertThat(first.lines()).isEmpty();
        assertThat(second.line().profile().resumedChatGroupId()).isEqualTo("group-2");
    }

    @Test
    void aNameOfAConversationIsNothingToAnyOther() {
        FarEnds cameOver = cameOver("gone");

        cameOver.connect(profile("group-9", null), events);

        assertThat(first.line().profile().resumedChatGroupId()).isNull();
        assertThat(first.line().profile().context()).isEqualTo(GOES_ON);
    }

    private FarEnds.Listener noting() {
        return new FarEnds.Listener() {
            @Override
            public void onTaken(String callSid, ListedFarEnd farEnd, String from) {
                taken.add(farEnd.name() + (from.isEmpty() ? "" : " from " + from));
            }

            @Override
            public void onPassedOver(String callSid, ListedFarEnd farEnd, AiLoss loss) {
                passedOver.add(farEnd.name() + " " + loss.kind());
            }
        };
    }

    private FarEnds cameOver(String conversationAt) {
        return new FarEnds(
                List.of(
                        new ListedFarEnd(
                                "first", "evi", true, firstBreaker, new ConnectPace(200, 20), -1, loop -> first),
                        new ListedFarEnd(
                                "second", "evi", true, secondBreaker, new ConnectPace(200, 20), -1, loop -> second)),
                conversationAt,
                time,
                GOES_ON,
                noting());
    }

    @Test
    void anotherFarEndBeginsANewChatAndIsToldThatTheCallGoesOn() {
        connect(null);
        first.ready("group-1");
        first.line().transcribes("Hello?", false);
        first.line().lose(AiLoss.Kind.DROPPED);
        firstBreaker.state = Breaker.State.OPEN;

        connect("group-1");

        assertThat(second.line().profile().resumedChatGroupId()).isNull();
        assertThat(second.line().profile().context()).isEqualTo(GOES_ON);
        second.ready("group-2");
        second.line().lose(AiLoss.Kind.DROPPED);
        connect("group-2");
        assertThat(second.line().profile().resumedChatGroupId()).isEqualTo("group-2");
    }

    @Test
    void inAnOutageOfAllTheAttemptWaitsUntilOneMayBeTried() {
        firstBreaker.state = Breaker.State.OPEN;
        secondBreaker.state = Breaker.State.OPEN;
        connect(null);
        time.advanceMillis(5_000);
        assertThat(farEnds.isDown()).isTrue();
        assertThat(first.lines()).isEmpty();

        firstBreaker.state = Breaker.State.HALF_OPEN;
        time.advanceMillis(250);

        assertThat(first.lines()).hasSize(1);
        assertThat(events.losses).isEmpty();
    }

    @Test
    void butNotForEver() {
        firstBreaker.state = Breaker.State.OPEN;
        secondBreaker.state = Breaker.State.OPEN;
        connect(null);

        time.advanceMillis(10_300);

        assertThat(events.losses).extracting(AiLoss::kind).containsExactly(AiLoss.Kind.DROPPED);
    }

    @Test
    void whoeverHangsUpMeanwhileLeavesNothingBehind() {
        AiConnector.Attempt dialling = connect(null);
        firstBreaker.state = Breaker.State.OPEN;
        secondBreaker.state = Breaker.State.OPEN;
        AiConnector.Attempt waiting = connect(null);

        dialling.cancel();
        waiting.cancel();

        assertThat(first.line().wasCancelled()).isTrue();
        assertThat(firstBreaker.answers).containsExactly("calledOff");
        assertThat(time.timers()).isZero();
    }

    @Test
    void oneThatDidNoWorkIsAskedLast() {
        connect(null);
        first.ready();
        AiLoss useless = new AiLoss(AiLoss.Kind.STALLED, 0, null, "");
        farEnds.onUseless(useless);

        connect("group-1");

        assertThat(second.lines()).hasSize(1);
        assertThat(firstBreaker.answers).containsExactly("reached", "useless");
    }

    @Test
    void afterAnOutageTheOthersComeOneByOne() {
        firstBreaker.state = Breaker.State.HALF_OPEN;
        connect(null);
        first.ready();
        firstBreaker.state = Breaker.State.CLOSED;

        for (int i = 0; i < 40; i++) {
            connect(null);
        }

        time.advanceMillis(1_000);
        assertThat(first.lines()).hasSize(1 + 16); // so that no more than twenty arrive
        time.advanceMillis(1_000);
        assertThat(first.lines()).hasSize(1 + 32);
    }

    /** An unknown host, a certificate that nobody believes: other nodes would be told that it is back. */
    @Test
    void aRefusalDoesNotFindOutThatItIsBack() {
        firstBreaker.state = Breaker.State.HALF_OPEN;
        connect(null);

        first.line().lose(AiLoss.Kind.REFUSED);

        assertThat(firstBreaker.answers).containsExactly("calledOff");
        assertThat(second.lines()).hasSize(1);
    }

    /** It is full, or has forgotten the conversation while it was away. */
    @ParameterizedTest
    @EnumSource(names = {"BUSY", "RESUME_FAILED"})
    void andSoTheyDoWhenItHasNotTakenTheCallThatFoundOut(AiLoss.Kind kind) {
        ListedFarEnd only =
                new ListedFarEnd("first", "evi", true, firstBreaker, new ConnectPace(200, 20), -1, loop -> first);
        firstBreaker.state = Breaker.State.HALF_OPEN;
        callOfItsOwn(only);
        first.line().lose(kind);
        firstBreaker.state = Breaker.State.CLOSED;

        for (int i = 0; i < 40; i++) {
            callOfItsOwn(only);
        }

        time.advanceMillis(1_000);
        assertThat(first.lines()).hasSizeBetween(1 + 15, 1 + 20);
        time.advanceMillis(2_000);
        assertThat(first.lines()).hasSize(1 + 40);
    }

    private void callOfItsOwn(ListedFarEnd only) {
        new FarEnds(List.of(only), "", time, GOES_ON, noting()).connect(profile(null, null), events);
    }

    private AiConnector.Attempt connect(@Nullable String group) {
        return farEnds.connect(profile(group, null), events);
    }

    private static AgentProfile profile(@Nullable String group, @Nullable String context) {
        return new AgentProfile("CA1", null, null, group, 16_000, Map.of(), context, List.of());
    }

    private static final class HandBreaker implements Breaker {
        private State state = State.CLOSED;
        private final List<String> answers = new ArrayList<>();

        @Override
        public @Nullable Permit ask() {
            return state == State.OPEN ? null : new Noted();
        }

        @Override
        public State state() {
            return state;
        }

        @Override
        public boolean lets() {
            return state == State.CLOSED;
        }

        @Override
        public void onUseless() {
            answers.add("useless");
        }

        private final class Noted implements Permit {
            @Override
            public void reached() {
                answers.add("reached");
            }

            @Override
            public void missed() {
                answers.add("missed");
            }

            @Override
            public void denied() {
                answers.add("denied");
            }

            @Override
            public void turnedAway() {
                answers.add("turnedAway");
            }

            @Override
            public void calledOff() {
                answers.add("calledOff");
            }
        }
    }

    private static final class HeardEvents implements AiEvents {
        private final List<AiLoss> losses = new ArrayList<>();

        @Override
        public void onReady(AiLeg leg, String chatId, String chatGroupId) {}

        @Override
        public void onCallerHeard(long linear16Bytes) {}

        @Override
        public void onUserMessage(String text, boolean interim, Map<String, Double> scores) {}

        @Override
        public void onAgentMessage(String messageId, String text, Map<String, Double> scores) {}

        @Override
        public void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {}

        @Override
        public void onAgentText(String messageId, String more) {}

        @Override
        public void onEndsSoon(long remainingNanos) {}

        @Override
        public void onAgentTurnEnded() {}

        @Override
        public void onUserInterrupted() {}

        @Override
        public void onAgentHeld() {}

        @Override
        public void onAgentGoesOn() {}

        @Override
        public void onToolCalled(ToolCall tool) {}

        @Override
        public void onProblem(AiProblem problem) {}

        @Override
        public void onMessageRejected(String reason) {}

        @Override
        public void onLost(AiLoss loss) {
            losses.add(loss);
        }
    }
}
