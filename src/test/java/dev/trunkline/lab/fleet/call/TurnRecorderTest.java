package dev.trunkline.lab.fleet.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.panel.InteractionPanel;
import org.junit.jupiter.api.Test;

class TurnRecorderTest {

    private final TurnRecorder turns = new TurnRecorder();

    @Test
    void answersAndInterruptionsAreMeasuredToTheFrame() {
        hear(1_000, false, true);
        hear(500, false, false);
        hear(600, true, false);
        hear(740, false, false);
        hear(1_500, false, true);
        hear(240, true, true);
        hear(60, true, false);
        hear(700, false, false);
        hear(400, false, true);

        InteractionPanel panel = InteractionPanel.of(turns.events());

        assertThat(panel.response().good()).isEqualTo(2);
        assertThat(panel.responseMillis().max()).isEqualTo(740);
        assertThat(panel.yield().good()).isEqualTo(1);
        assertThat(panel.yieldMillis().median()).isEqualTo(240);
    }

    @Test
    void callsMayLastForHours() {
        for (int i = 0; i < 1_000; i++) {
            hear(1_000, true, false);
            hear(1_000, false, false);
            hear(1_000, false, true);
        }

        assertThat(InteractionPanel.of(turns.events()).response().good()).isEqualTo(1_000);
    }

    private void hear(int millis, boolean caller, boolean agent) {
        for (int i = 0; i < millis / 20; i++) {
            turns.frame(caller, agent);
        }
    }
}
