package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.testing.RecordingPhone;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import dev.trunkline.testing.Wavs;
import org.junit.jupiter.api.Test;

class AnnouncementsAreHeardFirstTest {

    private static final String CONSENT = "This call is recorded.";

    @Test
    void beforeTheGreetingThoughNoAgentIsThereYetAndWhateverTheCallerSays() {
        Scene scene = Scene.begin();
        scene.call.supervision().announce(CONSENT, Wavs.muLawTone(440, 1_000));
        scene.time.advanceMillis(300);
        scene.ai.ready();
        scene.agentSpeaks("m1", "Hello.", 700, 1_000);
        scene.time.advanceMillis(300);
        scene.agent().transcribes("Is anybody there at all?", false);
        scene.time.advanceMillis(2_000);

        short[] heard = scene.phone.heard(0, 2_100);
        assertThat(Tones.amplitude(scene.phone.heard(20, 980), RecordingPhone.RATE_HZ, 440))
                .isCloseTo(8_000, within(300.0));
        assertThat(Tones.amplitude(scene.phone.heard(1_040, 1_980), RecordingPhone.RATE_HZ, 700))
                .isGreaterThan(7_000);
        assertThat(Tones.soundingMillis(heard, RecordingPhone.RATE_HZ)).isCloseTo(2_000, within(40L));
        assertThat(scene.heard.all(TalkEvent.Greeted.class)).hasSize(1);
        assertThat(scene.heard.all(TalkEvent.AgentHeard.class)).first().satisfies(first -> {
            assertThat(first.text()).isEqualTo(CONSENT);
            assertThat(first.interrupted()).isFalse();
        });
    }
}
