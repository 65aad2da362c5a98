package dev.trunkline.ai.evi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AgentDescription;
import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.TurnDetection;
import dev.trunkline.ai.evi.EviCommand.SessionSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EviIsToldWhatTheAgentIsTest {

    private static final String VOICE = "0f8fad5b-d9cb-469f-a165-70867728950e";

    @Test
    void byTheFieldsThatEviHas() {
        SessionSettings settings = SessionSettings.opening(profile(null, VOICE));

        assertThat(settings.systemPrompt()).isEqualTo("Be brief.");
        assertThat(settings.voiceId()).isEqualTo(VOICE);
        assertThat(Objects.requireNonNull(settings.context()).text())
                .isEqualTo("Greet the caller with exactly these words: \"Hello Zoe!\"."
                        + " Speak this language with the caller: en.");
    }

    /** A name of another vendor's voice would be refused. */
    @Test
    void aVoiceThatIsNoneOfItsOwnIsKeptBack() {
        assertThat(SessionSettings.opening(profile(null, "marin")).voiceId()).isNull();
    }

    @Test
    void whoGoesOnIsNotToldToGreet() {
        assertThat(SessionSettings.opening(profile("group-1", VOICE)).context()).isNull();
    }

    private static AgentProfile profile(@Nullable String group, String voice) {
        return new AgentProfile("CA1", null, null, group, 16_000, Map.of("name", "Zoe"), null, List.of())
                .described(new AgentDescription(
                        "Be brief.", "Hello {{name}}!", voice, null, null, "en", TurnDetection.USUAL));
    }
}
