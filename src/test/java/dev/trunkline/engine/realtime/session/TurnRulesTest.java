package dev.trunkline.engine.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.endofturn.EndOfTurnSilence;
import dev.trunkline.engine.hearing.TurnSettings;
import dev.trunkline.engine.realtime.wire.EventFields;
import dev.trunkline.engine.realtime.wire.TurnRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code turn_detection} means to these ears. */
class TurnRulesTest {

    @Test
    void serverVadsFieldsAreOurKnobs() {
        ObjectNode fields = rule("server_vad")
                .put("threshold", 0.8)
                .put("prefix_padding_ms", 120)
                .put("silence_duration_ms", 640);

        TurnSettings settings = settings(fields);

        assertThat(settings.endOfTurnSilence()).isEqualTo(EndOfTurnSilence.fixed(640));
        assertThat(settings.speechDetectionThreshold()).isEqualTo(0.8);
        assertThat(settings.prefixPaddingMillis()).isEqualTo(120);
    }

    @Test
    void whatIsNotSaidIsAsDocumented() {
        TurnSettings settings = settings(rule("server_vad"));

        assertThat(settings.endOfTurnSilence()).isEqualTo(EndOfTurnSilence.fixed(500));
        assertThat(settings.speechDetectionThreshold()).isEqualTo(0.5);
        assertThat(settings.prefixPaddingMillis()).isEqualTo(300);
    }

    @ParameterizedTest
    @CsvSource({"100, 300", "299, 300", "3000, 3000", "10000, 3000"})
    void aSilenceBeyondOursIsTheNearestOfOurs(int asked, int millis) {
        TurnSettings settings = settings(rule("server_vad").put("silence_duration_ms", asked));

        assertThat(settings.endOfTurnSilence()).isEqualTo(EndOfTurnSilence.fixed(millis));
    }

    @Test
    void theMoreEagerTheAgentTheLessSilenceItTakes() {
        EndOfTurnSilence low = eager("low");
        EndOfTurnSilence medium = eager("medium");
        EndOfTurnSilence high = eager("high");

        assertThat(low.leastMillis()).isGreaterThan(medium.leastMillis());
        assertThat(medium.leastMillis()).isGreaterThanOrEqualTo(high.leastMillis());
        assertThat(low.mostMillis()).isGreaterThan(medium.mostMillis());
        assertThat(medium.mostMillis()).isGreaterThan(high.mostMillis());
        assertThat(eager("auto")).isEqualTo(medium);
        assertThat(low.isFixed() || medium.isFixed() || high.isFixed()).isFalse();
    }

    private static EndOfTurnSilence eager(String eagerness) {
        return settings(rule("semantic_vad").put("eagerness", eagerness)).endOfTurnSilence();
    }

    private static ObjectNode rule(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static TurnSettings settings(ObjectNode fields) {
        return TurnRules.settings(TurnRule.read(EventFields.of(fields, "session.audio.input.turn_detection")));
    }
}
