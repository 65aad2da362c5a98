package dev.trunkline.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.call.FarEndEvent.RolledOver;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.speech.Speech;
import dev.trunkline.testing.Tones;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallsOutliveTheirSessionsTest {

    private static final String LONG =
            "It has three parts. The first is long, and so is the second. The third is short.";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWireIsCutInMidAnswerAndTheNextSessionKnowsWhatWasHeard(boolean weDecide) {
        try (FaceScene at = FaceScene.talking(weDecide)) {
            at.mind.willSay("Good day.");
            at.callerSays("Hello", 600);
            at.callerIsSilent(1_000);
            at.mind.thought();
            at.mind.willSay(LONG).willSay("As I said, the third is short.");
            at.callerSays("Tell me of the parts", 600);
            at.mind.thought();
            at.callerIsSilent(700);

            at.line.line().cut();
            at.callerIsSilent(6_000);
            at.callerSays("And then?", 600);
            at.callerIsSilent(1_000);

            assertThat(at.line.lines()).hasSize(2);
            List<String> replayed = new ArrayList<>();
            for (JsonNode item : FaceScene.sent(at.line.line(), "conversation.item.create")) {
                replayed.add(item.at("/item/role").asText() + ": "
                        + item.at("/item/content/0/text").asText());
            }
            assertThat(replayed).startsWith("user: Hello", "assistant: Good day.", "user: Tell me of the parts");
            DialogRequest next = at.mind.thought();
            assertThat(next.messages())
                    .extracting(ChatMessage::text)
                    .startsWith("Hello", "Good day.", "Tell me of the parts");
            assertThat(at.heard().stream().filter("Good day."::equals)).hasSize(1);
            assertThat(at.callerSaid()).containsExactly("Hello", "Tell me of the parts", "And then?");
            assertThat(at.scene.heard.all(FarEndEvent.AiGone.class)).hasSize(1);
        }
    }

    @Test
    void whatIsSaidWhileNobodyIsThereIsHeardByTheNextSession() {
        try (FaceScene at = FaceScene.talking(false)) {
            at.callerSays("Hello", 600);
            at.callerIsSilent(500);
            at.ears.utterances().clear();

            at.ears.willHear("Are you still there?");
            at.line.line().cut();
            at.scene.callerSounds(FaceScene.CALLER_HZ, 1_000);
            at.callerIsSilent(3_000);

            Speech gap = at.ears.utterances().element();
            assertThat(Tones.soundingMillis(gap.samples(), gap.sampleRateHz())).isCloseTo(1_000, within(40L));
            assertThat(at.callerSaid()).containsExactly("Hello", "Are you still there?");
            assertThat(at.heard()).containsExactly("Noted.", "Noted.");
        }
    }

    @Test
    void sessionsFollowOneAnotherAndNobodyNotices() {
        int exchanges = 40;
        try (FaceScene at = FaceScene.lasting(30, null, call -> call)) {
            for (int i = 0; i < exchanges; i++) {
                at.callerSays("Question " + i, 600);
                at.callerIsSilent(1_500);
            }

            int rollovers = at.scene.heard.all(RolledOver.class).size();
            assertThat(rollovers).isGreaterThanOrEqualTo(3);
            assertThat(at.line.lines()).hasSizeGreaterThanOrEqualTo(rollovers + 1);
            assertThat(at.callerSaid()).hasSize(exchanges).doesNotHaveDuplicates();
            assertThat(at.heard()).hasSize(exchanges).containsOnly("Noted.");
            assertThat(at.scene.heard.all(TalkEvent.AgentHeard.class)).noneMatch(TalkEvent.AgentHeard::interrupted);
            assertThat(at.scene.heard.all(FarEndEvent.AiGone.class)).isEmpty();
            assertThat(at.ears.utterances()).hasSize(exchanges);
            DialogRequest last = at.mind.thought();
            for (int i = 1; i < exchanges; i++) {
                last = at.mind.thought();
            }
            String known = last.messages() + " " + last.contexts();
            for (int i = exchanges - 10; i < exchanges; i++) {
                assertThat(known).as("what the last session knows").containsOnlyOnce("Question " + i);
            }
        }
    }

    @Test
    void aSessionThatIsOverBeforeAnotherIsThereCostsNoWord() {
        try (FaceScene at = FaceScene.talking(false)) {
            at.callerSays("Hello", 600);
            at.callerIsSilent(1_000);

            at.line.line().hangUp(1_001);
            at.scene.callerSounds(FaceScene.CALLER_HZ, 20);
            at.callerSays("Goodbye", 600);
            at.callerIsSilent(2_000);

            assertThat(at.callerSaid()).containsExactly("Hello", "Goodbye");
            assertThat(at.scene.heard.all(CallEvent.Ended.class)).isEmpty();
        }
    }
}
