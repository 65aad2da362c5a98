package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.FarEndEvent.RolledOver;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A far end that says when it will end a chat: another goes on before that, in a pause. */
class AnnouncedEndsOfChatsTest {

    private static final double SILENT = 0;

    private final Scene scene = withLimit(Duration.ZERO);
    private final RecordingAi.Line first = scene.agent();

    private static Scene withLimit(Duration limit) {
        return Scene.prepare().policy(CallPolicy.defaults().chattingFor(limit)).talking();
    }

    private List<RolledOver> rollovers(Scene of) {
        return of.heard.all(RolledOver.class);
    }

    @Test
    void startsTheNextOneAtOnceWhereThereWasNoLimit() {
        scene.callerSounds(SILENT, 60_000);
        first.endsIn(30_000);
        scene.callerSounds(SILENT, 40);
        assertThat(scene.ai.lines()).hasSize(2);
        RecordingAi.Line second = scene.ai.ready();
        scene.callerSounds(SILENT, 1_500);

        assertThat(first.wasClosed()).isTrue();
        assertThat(rollovers(scene)).extracting(RolledOver::moment).containsExactly(RolledOver.Moment.PAUSE);
        scene.callerSounds(SILENT, 60_000);
        assertThat(second.isLive()).isTrue();
        assertThat(scene.ai.lines()).hasSize(2);
    }

    @Test
    void isEarlyEnoughHoweverLateItIsSaid() {
        scene.callerSounds(SILENT, 60_000);
        scene.agentSpeaks("m1", "A long story.", 440, 10_000); // no pause comes
        first.endsIn(2_000);
        scene.callerSounds(SILENT, 20);
        scene.ai.ready();
        scene.callerSounds(SILENT, 2_000);

        assertThat(first.wasClosed()).isTrue();
        assertThat(rollovers(scene)).hasSize(1);
    }

    @Test
    void doesNotMoveLaterWhenItIsSaidTwice() {
        scene.callerSounds(SILENT, 60_000);
        first.endsIn(20_000);
        scene.callerSounds(SILENT, 20);
        first.endsIn(500_000);
        first.endsIn(19_000);
        scene.ai.ready();
        scene.callerSounds(SILENT, 1_500);

        assertThat(scene.ai.lines()).hasSize(2);
        assertThat(rollovers(scene)).hasSize(1);
    }

    @Test
    void isWaitedForWhenItIsSaidLongBefore() {
        first.endsIn(600_000);
        scene.callerSounds(SILENT, 470_000);
        assertThat(scene.ai.lines()).hasSize(1);
        scene.callerSounds(SILENT, 11_000);

        assertThat(scene.ai.lines()).hasSize(2);
    }

    @Test
    void countsWhenItIsSaidByAChatThatWaits() {
        Scene limited = withLimit(Duration.ofSeconds(20));
        limited.callerSounds(SILENT, 12_020);
        RecordingAi.Line second = limited.ai.ready();
        second.endsIn(6_000);
        limited.callerSounds(SILENT, 1_000);
        assertThat(rollovers(limited)).hasSize(1);
        limited.callerSounds(SILENT, 4_000);

        assertThat(limited.ai.lines()).hasSize(3);
    }

    @Test
    void isLearntForTheRestOfTheCallFromAFarEndThatEndsAChatEarly() {
        Scene limited = Scene.begin();
        limited.ai.limitsChatsTo(Duration.ofMinutes(10));
        RecordingAi.Line early = limited.ai.ready();
        limited.callerSounds(SILENT, 19_000);
        early.speaking().onTooLong(Duration.ofSeconds(20).toNanos());
        limited.callerSounds(SILENT, 20);
        limited.ai.ready();
        limited.callerSounds(SILENT, 1_000);
        assertThat(rollovers(limited)).hasSize(1);
        limited.callerSounds(SILENT, 12_000);

        assertThat(limited.ai.lines()).hasSize(3);
    }

    @Test
    void isOfTheFarEndThatHasTheConversation() {
        Scene limited = Scene.prepare()
                .policy(CallPolicy.defaults().chattingFor(Duration.ofSeconds(20)))
                .begin();
        limited.ai.limitsChatsTo(Duration.ofSeconds(40));
        limited.ai.ready();
        limited.callerSounds(SILENT, 23_000);
        assertThat(limited.ai.lines()).hasSize(1);
        limited.callerSounds(SILENT, 2_000);
        assertThat(limited.ai.lines()).hasSize(2);

        Scene endless = Scene.prepare()
                .policy(CallPolicy.defaults().chattingFor(Duration.ofSeconds(20)))
                .begin();
        endless.ai.limitsChatsTo(Duration.ZERO);
        endless.ai.ready();
        endless.callerSounds(SILENT, 60_000);
        assertThat(endless.ai.lines()).hasSize(1);
    }
}
