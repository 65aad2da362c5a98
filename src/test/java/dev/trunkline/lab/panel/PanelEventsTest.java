package dev.trunkline.lab.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.panel.PanelEvent.Kind;
import dev.trunkline.lab.phone.CallerSound;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Calls as two rows of ticks. Above, the caller: a turn (U), a backchannel (B), a tic (T), words aside (A), the last two also
 * too soft to be speech (t, a). Below, the agent.
 */
class PanelEventsTest {

    @Test
    void anAnswerIsMeasuredFromTheTurnsLastTickToTheAgentsFirst() {
        assertThat(events(".UUU........", ".......#####")).containsExactly(event(Kind.RESPONSE, true, 4, 3));
    }

    @Test
    void aCallerWhoMustSpeakAgainGotNoAnswer() {
        assertThat(events(".UU...UU....", ".........###"))
                .containsExactly(event(Kind.RESPONSE, false, 3, 3), event(Kind.RESPONSE, true, 8, 1));
    }

    @Test
    void nothingIsSaidOfATurnAfterWhichNobodySpeaks() {
        assertThat(events("..UU....", "........")).isEmpty();
    }

    @Test
    void aTurnThatTheAgentAnswersWhileItLastsIsAnInterruptionByTheAgentAndNoResponse() {
        assertThat(events(".UUUU......", "...######..")).containsExactly(event(Kind.AGENT_INTERRUPTS, false, 3, 0));
    }

    @Test
    void anInterruptionThatIsYieldedToIsATurnAsWell() {
        assertThat(events("....UUU.......", "######....####"))
                .containsExactly(event(Kind.RESPONSE, true, 7, 3), event(Kind.YIELD, true, 4, 2));
    }

    /** Two seconds are ten ticks: the agent is silent in the tenth, or only after it. */
    @ParameterizedTest
    @CsvSource({"9, true", "10, false"})
    void anAgentYieldsWithinTwoSecondsOrNotAtAll(int spokenOn, boolean yields) {
        String caller = "..UUUUUUUUUUUUUUUU..";
        String agent = "##" + "#".repeat(spokenOn) + ".".repeat(18 - spokenOn);

        assertThat(events(caller, agent)).containsExactly(event(Kind.YIELD, yields, 2, yields ? spokenOn : 0));
    }

    /** One second is five ticks. */
    @ParameterizedTest
    @CsvSource({"B, BACKCHANNEL, 4, false", "B, BACKCHANNEL, 5, true", "T, TIC, 4, false", "T, TIC, 5, true"})
    void whoSpeaksOnForASecondHasHeld(String sound, Kind kind, int spokenOn, boolean holds) {
        String caller = "..." + sound + sound + "..............";
        String agent = "###" + "#".repeat(spokenOn) + ".".repeat(16 - spokenOn);

        assertThat(events(caller, agent)).contains(event(kind, holds, 3, holds ? 0 : spokenOn));
    }

    @Test
    void aBackchannelAsksForNoAnswer() {
        assertThat(events("..UU......BB.....", "......###......")).containsExactly(event(Kind.RESPONSE, true, 4, 2));
        assertThat(events("....BB....", "##########")).containsExactly(event(Kind.BACKCHANNEL, true, 4, 0));
    }

    /** Two seconds after its end, the tick included. */
    @ParameterizedTest
    @CsvSource({"10, false", "11, true"})
    void anAgentThatAnswersWordsAsideWithinTwoSecondsTookThemForItsOwn(int silent, boolean ignored) {
        String caller = "..aa" + ".".repeat(18);
        String agent = "...." + ".".repeat(silent) + "#".repeat(18 - silent);

        assertThat(events(caller, agent)).containsExactly(event(Kind.ASIDE, ignored, 2, 0));
    }

    @Test
    void ofSoftSoundsUnderTheAgentsVoiceOnlyTheErrorsCount() {
        assertThat(events("...t......", "##########")).isEmpty();
        assertThat(events("...t......", "#######...")).containsExactly(event(Kind.TIC, false, 3, 4));
        assertThat(events("...t......", "########..")).containsExactly(event(Kind.TIC, false, 3, 5));
        assertThat(events("...t......", "#########.")).isEmpty();
    }

    @Test
    void theFirstMeaningWinsWhereThereAreSeveral() {
        assertThat(events("...BTA....", "##########")).containsExactly(event(Kind.BACKCHANNEL, true, 3, 0));
        assertThat(events("...UTA....", "##########")).containsExactly(event(Kind.TIC, true, 3, 0));
        assertThat(events("...UAA....", "##########")).containsExactly(event(Kind.ASIDE, true, 3, 0));
    }

    @Test
    void aLoneTickAtTheVeryEndInterruptsNobody() {
        assertThat(events(".....U", "######")).isEmpty();
        assertThat(events("....UU", "######")).containsExactly(event(Kind.YIELD, false, 4, 0));
    }

    private static PanelEvent event(Kind kind, boolean good, int tick, int ticks) {
        return PanelEvent.of(kind, good, tick, ticks);
    }

    private static List<PanelEvent> events(String caller, String agent) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < Math.min(caller.length(), agent.length()); i++) {
            char sound = caller.charAt(i);
            ticks.add(new Tick(
                    "UBTA".indexOf(sound) >= 0,
                    agent.charAt(i) == '#',
                    switch (sound) {
                        case 'U' -> CallerSound.TURN;
                        case 'B' -> CallerSound.BACKCHANNEL;
                        case 'T', 't' -> CallerSound.TIC;
                        case 'A', 'a' -> CallerSound.ASIDE;
                        default -> null;
                    }));
        }
        return PanelEvents.of(ticks);
    }
}
