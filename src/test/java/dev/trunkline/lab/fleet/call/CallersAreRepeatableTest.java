package dev.trunkline.lab.fleet.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.farend.Tag;
import dev.trunkline.lab.fleet.Fleets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallersAreRepeatableTest {

    private static final int FRAMES = 3_000; // a minute

    @Test
    void theSameSeedDoesTheSame() {
        assertThat(heard(42)).isEqualTo(heard(42)).isNotEqualTo(heard(43));
    }

    @Test
    void inAMinuteACallerSpeaksAsksInterruptsAndPresses() {
        CallerBehaviour caller = new CallerBehaviour(Fleets.SOUND, 5, true);
        Set<Tag> tags = EnumSet.noneOf(Tag.class);
        int spoken = 0;
        int pressed = 0;
        int playing = 0;
        for (int i = 0; i < 10 * FRAMES; i++) {
            byte[] frame = caller.frame(playing-- > 0);
            spoken += frame == Fleets.SOUND.utterances().get(0)[1] ? 1 : 0;
            pressed += caller.digit() == 0 ? 0 : 1;
            if (caller.begun() == Tag.TALK) {
                playing = 100;
                caller.onAnswer();
            } else if (caller.begun() == Tag.INTERRUPT) {
                playing = 0;
                caller.onHush();
            }
            if (caller.begun() != null) {
                tags.add(caller.begun());
            }
        }

        assertThat(tags).containsExactlyInAnyOrder(Tag.values());
        assertThat(spoken).isPositive();
        assertThat(pressed).isPositive();
    }

    @Test
    void silenceComesBeforeEveryQuestion() {
        CallerBehaviour caller = new CallerBehaviour(Fleets.SOUND, 9, true);
        int silent = 0;
        for (int i = 0; i < FRAMES; i++) {
            byte[] frame = caller.frame(false);
            if (caller.begun() == Tag.TALK) {
                assertThat(silent).isGreaterThanOrEqualTo(5);
            }
            silent = frame == Fleets.SOUND.silence() ? silent + 1 : 0;
        }
    }

    @Test
    void whoOnlyHoldsTheLineIsSilent() {
        CallerBehaviour caller = new CallerBehaviour(Fleets.SOUND, 9, false);

        for (int i = 0; i < FRAMES; i++) {
            assertThat(caller.frame(false)).isSameAs(Fleets.SOUND.silence());
        }
    }

    private static List<Integer> heard(long seed) {
        CallerBehaviour caller = new CallerBehaviour(Fleets.SOUND, seed, true);
        List<Integer> heard = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            heard.add(java.util.Arrays.hashCode(caller.frame(i % 400 > 200)));
        }
        return heard;
    }
}
