package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.call.FarEndEvent.RolledOver;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import dev.trunkline.testing.Wavs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An AI whose chats last 20 s: another is opened at 12 s, and goes on in a pause before 18 s. */
class ChatIsFollowedByAnotherInAPauseTest {

    private static final double SILENT = 0;

    private final List<ToolRunner.Answer> running = new ArrayList<>();
    private final Scene scene = Scene.prepare()
            .policy(CallPolicy.defaults().chattingFor(Duration.ofSeconds(20)))
            .tools((tool, call, answer) -> running.add(answer))
            .talking();
    private final RecordingAi.Line first = scene.agent();

    /** The caller says nothing until the next chat is there, and it waits. */
    private RecordingAi.Line nextWaits() {
        scene.callerSounds(SILENT, 12_020);
        return scene.ai.ready();
    }

    private void speaks(RecordingAi.Line agent, String id, int millis) {
        agent.says(id, "A sentence.");
        agent.sounds(id, Wavs.chunks(24_000, 440, millis, 200));
    }

    private List<RolledOver> rollovers() {
        return scene.heard.all(RolledOver.class);
    }

    @Test
    void andNobodyNotices() {
        scene.callerSounds(SILENT, 11_980);
        assertThat(scene.ai.lines()).hasSize(1);
        scene.callerSounds(SILENT, 40);
        RecordingAi.Line second = scene.ai.ready();
        scene.callerSounds(SILENT, 400);
        assertThat(first.isLive()).as("the first while the second settles").isTrue();
        scene.callerSounds(SILENT, 200);

        scene.callerSounds(880, 1_000);
        scene.callerSounds(SILENT, 200);

        assertThat(second.profile().resumedChatGroupId()).isEqualTo("group-1");
        assertThat(second.profile().context()).isNull();
        assertThat(first.wasClosed()).isTrue();
        assertThat(first.lateRequests()).isEmpty();
        assertThat(Tones.soundingMillis(first.heard(), 16_000)).isZero();
        assertThat(Tones.soundingMillis(second.heard(), 16_000)).isCloseTo(1_000, within(20L));
        assertThat(second.contexts()).isEmpty();
        assertThat(second.spoken()).isEmpty();
        assertThat(second.userTexts()).isEmpty();
        assertThat(rollovers()).extracting(RolledOver::moment).containsExactly(RolledOver.Moment.PAUSE);
        assertThat(rollovers()).extracting(RolledOver::chatId).containsExactly("chat-2");
        assertThat(scene.heard.all(FarEndEvent.AiGone.class)).isEmpty();
        assertThat(scene.heard.all(FarEndEvent.AiReady.class)).hasSize(1);
    }

    @Test
    void againAndAgainHoweverLongTheCall() {
        for (int i = 0; i < 100; i++) {
            scene.callerSounds(SILENT, 1_000);
            if (scene.agent().isPending()) {
                scene.ai.ready();
            }
        }

        assertThat(rollovers()).hasSize(8).allMatch(rolled -> rolled.moment() == RolledOver.Moment.PAUSE);
        assertThat(scene.ai.lines()).filteredOn(RecordingAi.Line::isLive).hasSizeBetween(1, 2);
        assertThat(scene.heard.all(FarEndEvent.AiGone.class)).isEmpty();
    }

    @Test
    void withSilenceToListenToWhileItWaits() {
        scene.callerSounds(SILENT, 11_000);
        speaks(first, "m1", 500);
        scene.callerSounds(SILENT, 1_020);
        RecordingAi.Line second = scene.ai.ready();

        scene.callerSounds(880, 1_000);

        assertThat(second.heardMillis()).isCloseTo(1_000, within(20L));
        assertThat(Tones.soundingMillis(second.heard(), 16_000)).isZero();
        assertThat(Tones.soundingMillis(first.heard(), 16_000)).isCloseTo(1_000, within(20L));
    }

    @Test
    void notWhileTheAgentSpeaksNorBeforeItWasHeard() {
        scene.callerSounds(SILENT, 11_000);
        speaks(first, "m1", 1_000);
        scene.callerSounds(SILENT, 1_020);
        scene.ai.ready();
        scene.callerSounds(SILENT, 2_000);
        assertThat(first.isLive()).as("in mid-turn, though silent").isTrue();

        speaks(first, "m2", 1_000);
        first.endsTurn();
        scene.callerSounds(SILENT, 1_000);
        assertThat(first.isLive()).as("while it is heard").isTrue();
        scene.callerSounds(SILENT, 400);

        assertThat(first.wasClosed()).isTrue();
        assertThat(scene.phone.soundedMillis()).isCloseTo(2_000, within(20L));
    }

    @Test
    void notBeforeTheCallersWordsAreUnderstoodAndAnswered() {
        RecordingAi.Line second = nextWaits();
        scene.callerSounds(880, 400);
        scene.callerSounds(SILENT, 900);
        assertThat(first.isLive()).as("before they are understood").isTrue();
        first.transcribes("hello", false);
        scene.callerSounds(SILENT, 1_500);
        assertThat(first.isLive()).as("before they are answered").isTrue();
        speaks(first, "m1", 400);
        first.endsTurn();

        scene.callerSounds(SILENT, 1_000);

        assertThat(first.wasClosed()).isTrue();
        assertThat(second.userTexts()).isEmpty();
        assertThat(Tones.soundingMillis(second.heard(), 16_000))
                .as("heard before")
                .isZero();
    }

    @Test
    void afterASoundThatWasNoWords() {
        scene.callerSounds(SILENT, 11_900);
        scene.callerSounds(880, 200);
        scene.ai.ready();
        scene.callerSounds(SILENT, 3_700);
        assertThat(first.isLive()).isTrue();
        scene.callerSounds(SILENT, 400);

        assertThat(first.wasClosed()).isTrue();
    }

    @Test
    void notWhileAToolIsOpenNorBeforeTheAgentHasSpokenOfIt() {
        RecordingAi.Line second = nextWaits();
        first.callsTool("t1", "weather", "{}");
        scene.callerSounds(SILENT, 2_000);
        running.get(0).succeed("sunny");
        scene.callerSounds(SILENT, 2_000);
        assertThat(first.isLive()).isTrue();
        assertThat(first.toolAnswers()).hasSize(1);

        speaks(first, "m1", 400);
        first.endsTurn();
        scene.callerSounds(SILENT, 1_000);

        assertThat(first.wasClosed()).isTrue();
        assertThat(second.toolAnswers()).isEmpty();
        assertThat(rollovers()).extracting(RolledOver::moment).containsExactly(RolledOver.Moment.PAUSE);
    }

    @Test
    void notWhileKeysAreComing() {
        nextWaits();
        scene.callerSounds(SILENT, 300);
        scene.call.onDigit('1');
        scene.callerSounds(SILENT, 1_000);
        scene.call.onDigit('2');
        scene.callerSounds(SILENT, 1_400);
        assertThat(first.isLive()).isTrue();
        scene.callerSounds(SILENT, 400);

        assertThat(first.contexts()).containsExactly("The caller pressed 12 on the keypad.");
        assertThat(first.wasClosed()).isTrue();
    }

    @Test
    void afterAnInterruptionWasHeardOut() {
        scene.callerSounds(SILENT, 11_000);
        speaks(first, "m1", 5_000);
        scene.callerSounds(SILENT, 1_020);
        RecordingAi.Line second = scene.ai.ready();
        scene.callerSounds(880, 400);
        first.noticesInterruption();
        scene.callerSounds(880, 400);
        scene.callerSounds(SILENT, 600);
        first.transcribes("wait", false);
        speaks(first, "m2", 400);
        first.endsTurn();
        assertThat(first.isLive()).isTrue();

        scene.callerSounds(SILENT, 1_000);

        assertThat(first.wasClosed()).isTrue();
        assertThat(scene.phone.clearsMillis()).hasSize(1);
        assertThat(Tones.soundingMillis(first.heard(), 16_000)).isCloseTo(800, within(20L));
        assertThat(Tones.soundingMillis(second.heard(), 16_000)).isZero();
    }

    @Test
    void whoseGreetingIsNotHeard() {
        RecordingAi.Line second = nextWaits();
        speaks(second, "greeting", 400);
        scene.callerSounds(SILENT, 1_000);
        second.sounds("greeting", Wavs.chunks(24_000, 440, 400, 200));
        second.endsTurn();
        scene.callerSounds(SILENT, 1_000);
        assertThat(scene.phone.soundedMillis()).isZero();

        speaks(second, "m1", 400);
        second.endsTurn();
        scene.callerSounds(SILENT, 1_000);

        assertThat(scene.phone.soundedMillis()).isCloseTo(400, within(20L));
        assertThat(scene.heard.all(TalkEvent.AgentSays.class)).hasSize(1);
    }

    @Test
    void andTheFirstIsNotHeardAnyMoreHoweverLateItIs() {
        AiEvents late = first.speaking();
        nextWaits();
        scene.callerSounds(SILENT, 1_000);
        byte[] wav = Wavs.tone(24_000, 440, 400);

        late.onAgentMessage("m9", "Late.", Map.of());
        Wavs.tell(late, "m9", wav);
        late.onUserMessage("late", false, Map.of());
        late.onUserInterrupted();
        late.onAgentTurnEnded();
        late.onLost(new AiLoss(AiLoss.Kind.DROPPED, 0, null, "late"));
        scene.callerSounds(SILENT, 1_000);

        assertThat(rollovers()).hasSize(1);
        assertThat(scene.phone.soundedMillis()).isZero();
        assertThat(scene.heard.all(TalkEvent.AgentSays.class)).isEmpty();
        assertThat(scene.heard.all(TalkEvent.CallerSaid.class)).isEmpty();
        assertThat(scene.heard.all(FarEndEvent.AiGone.class)).isEmpty();
        assertThat(scene.ai.lines()).hasSize(2);
    }

    @Test
    void notWhenTheEndIsDecidedButWhenThatIsTakenBack() {
        RecordingAi.Line second = nextWaits();
        speaks(first, "m1", 4_000);
        scene.call.actions().hangUp();
        scene.callerSounds(SILENT, 500);
        assertThat(second.wasClosed()).isTrue();

        first.noticesInterruption();
        first.transcribes("one more thing", false);
        speaks(first, "m2", 200);
        first.endsTurn();
        scene.callerSounds(SILENT, 40);
        scene.ai.ready();
        scene.callerSounds(SILENT, 1_000);

        assertThat(scene.ai.lines()).hasSize(3);
        assertThat(first.wasClosed()).isTrue();
        assertThat(rollovers()).hasSize(1);
    }

    @Test
    void andTheSecondIsNotBlamedForWhatTheFirstMadeNothingOf() {
        scene.callerSounds(SILENT, 11_000);
        scene.callerSounds(880, 1_000);
        scene.callerSounds(SILENT, 100);
        RecordingAi.Line second = scene.ai.ready();
        scene.callerSounds(SILENT, 4_200);
        assertThat(first.wasClosed()).isTrue();

        scene.callerSounds(SILENT, 6_000);

        assertThat(second.isLive()).isTrue();
        assertThat(scene.heard.all(FarEndEvent.AiGone.class)).isEmpty();
    }

    @Test
    void unlessTheCallEndsBefore() {
        RecordingAi.Line second = nextWaits();
        scene.callerSounds(SILENT, 100);

        scene.call.onEndOrdered(CallEnd.OPERATOR_HUNG_UP);

        assertThat(first.wasClosed()).isTrue();
        assertThat(second.wasClosed()).isTrue();
        assertThat(scene.time.timers()).isZero();
        assertThat(scene.time.tickers()).isZero();
    }

    @Test
    void neverWhenTheAiSetsNoLimit() {
        Scene endless = Scene.prepare()
                .policy(CallPolicy.defaults().chattingFor(Duration.ZERO))
                .talking();

        endless.time.advanceMillis(Duration.ofMinutes(59).toMillis());

        assertThat(endless.ai.lines()).hasSize(1);
    }

    @Test
    void twoMinutesBeforeHalfAnHourIsOver() {
        Scene usual = Scene.talking();
        usual.time.advanceMillis(Duration.ofMinutes(28).toMillis() - 100);
        assertThat(usual.ai.lines()).hasSize(1);
        usual.time.advanceMillis(200);
        usual.ai.ready();
        usual.time.advanceMillis(1_000);

        assertThat(usual.ai.lines().get(0).wasClosed()).isTrue();
        usual.time.advanceMillis(Duration.ofMinutes(27).toMillis());
        assertThat(usual.ai.lines()).hasSize(2);
        usual.time.advanceMillis(Duration.ofMinutes(1).toMillis());
        assertThat(usual.ai.lines()).hasSize(3);
    }
}
