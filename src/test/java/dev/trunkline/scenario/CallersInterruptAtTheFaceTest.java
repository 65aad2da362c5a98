package dev.trunkline.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.Trigger;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersInterruptAtTheFaceTest {

    private static final String LONG =
            "This is one of those answers that go on and on, and it would be heard for many seconds. And then it goes on.";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theFaceIsToldToTheMillisecondWhatWasHeard(boolean weDecide) {
        try (FaceScene at = FaceScene.talking(weDecide)) {
            at.mind.willSay(LONG).willSay("Of course.");
            at.callerSays("Tell me everything", 600);
            at.mind.thought();
            at.callerIsSilent(1_500);

            at.callerSays("Wait a moment, please", 1_200);
            at.callerIsSilent(1_500);

            TalkEvent.AgentHeard cut =
                    at.scene.heard.all(TalkEvent.AgentHeard.class).get(0);
            assertThat(cut.interrupted()).isTrue();
            assertThat(at.scene.heard.all(TalkEvent.BargedIn.class)).hasSize(1);
            long secondMillis = 30L * "Of course.".length();
            long playedMillis = at.scene.phone.soundedMillis() - secondMillis;
            assertThat(cut.heardMillis()).isCloseTo(playedMillis, within(20L));
            List<JsonNode> truncations = FaceScene.sent(at.line.line(), "conversation.item.truncate");
            assertThat(truncations)
                    .singleElement()
                    .satisfies(truncation ->
                            assertThat(truncation.path("audio_end_ms").asLong()).isEqualTo(cut.heardMillis()));

            DialogRequest next = at.mind.thought();
            assertThat(next.trigger()).isEqualTo(new Trigger.CallerSpoke("Wait a moment, please", true, true));
            ChatMessage known = next.messages().get(1);
            assertThat(known.cutOff()).isTrue();
            assertThat(LONG).startsWith(known.text());
            assertThat(known.text().length() * 30L).isCloseTo(cut.heardMillis(), within(400L));
            assertThat(at.heard()).last().isEqualTo("Of course.");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void againAndAgainAndNothingStaleIsHeard(boolean weDecide) {
        try (FaceScene at = FaceScene.talking(weDecide)) {
            for (int i = 0; i < 20; i++) {
                at.mind.willSay(LONG);
                at.callerSays("Once more, please", 1_000);
                at.callerIsSilent(100 + 97 * i);
            }
            at.mind.willSay("Enough.");
            at.callerSays("That will do, thank you", 1_000);
            at.callerIsSilent(1_000);

            List<TalkEvent.AgentHeard> all = at.scene.heard.all(TalkEvent.AgentHeard.class);
            assertThat(all).hasSize(21);
            assertThat(all.subList(0, 20)).allMatch(TalkEvent.AgentHeard::interrupted);
            assertThat(at.heard()).last().isEqualTo("Enough.");
            long heardMillis =
                    all.stream().mapToLong(TalkEvent.AgentHeard::heardMillis).sum();
            assertThat(at.scene.phone.soundedMillis()).isCloseTo(heardMillis, within(21 * 20L));
            assertThat(FaceScene.sent(at.line.line(), "conversation.item.truncate"))
                    .hasSize(20);
        }
    }
}
