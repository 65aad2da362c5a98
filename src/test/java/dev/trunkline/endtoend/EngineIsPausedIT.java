package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.PhoneRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A supervisor pauses the agent of a running call from outside, and lets it go on. */
class EngineIsPausedIT {

    private static final int ANSWER_SENTENCES = 6;
    private static final long HEARD_MILLIS = 1_000;
    private static final long SLACK_MILLIS = 1_500;

    @Test
    void callerHearsNothingMeanwhileAndIsAnsweredWhatWasSaidLast() throws Exception {
        Combination.playAll(this::pauseInTheMiddle);
    }

    private void pauseInTheMiddle(Combination combination) throws Exception {
        PitchEars ears = new PitchEars("what can you do", "thank you", "hello");
        int greeted = combination.greeting().size();
        try (ServedEngine engine = new ServedEngine(combination.settings(), ears);
                WholeLine line = new WholeLine(engine.uri(), null)) {
            CompletableFuture<PhoneRecord> call = line.carrier()
                    .place(line.call(CallerScript.of(
                            combination.opening(),
                            ears.say("what can you do"),
                            new CallerStep.AwaitAgent(Combination.QUIET_MILLIS, 20_000),
                            ears.say("thank you"),
                            new CallerStep.Pause(1_200),
                            ears.say("hello"),
                            new CallerStep.AwaitAgent(Combination.QUIET_MILLIS, 20_000),
                            new CallerStep.HangUp())));
            String chat = engine.openChat();
            engine.awaitEvents(chat, "AGENT_MESSAGE", greeted + ANSWER_SENTENCES);
            await().pollDelay(Duration.ofMillis(HEARD_MILLIS)).until(() -> true); // some of it is heard
            engine.steer(chat, "pause_assistant_message");
            engine.awaitEvents(chat, "USER_MESSAGE", 3);
            engine.steer(chat, "resume_assistant_message");

            PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            JsonNode bridge = line.recordOf(phone.callSid());

            List<String> said = Hum.said(bridge);
            assertThat(said)
                    .as("%s", combination)
                    .startsWith(combination.said("Gladly.").toArray(String[]::new));
            assertThat(said.subList(greeted + ANSWER_SENTENCES, said.size()))
                    .containsExactly("Hello.", "How can I help you?");
            Hum.assertFlawless(phone, bridge);
            assertSilentBetweenTheAnswers(phone);
            assertThat(engine.endedChats(bridge.path("chatGroupId").asText(), 1))
                    .hasSize(1);
            assertThat(engine.events(chat).map(event -> event.path("type").asText()))
                    .containsSubsequence(
                            "PAUSE_ONSET", "USER_MESSAGE", "USER_MESSAGE", "RESUME_ONSET", "AGENT_MESSAGE");
        }
    }

    /** One answer is cut short, one is given; the caller speaks twice between them. */
    private static void assertSilentBetweenTheAnswers(PhoneRecord phone) {
        List<PhoneRecord.Span> heard = phone.conversation().agentSegments();
        PhoneRecord.Span cut = heard.get(heard.size() - 2);
        PhoneRecord.Span answer = heard.get(heard.size() - 1);
        assertThat(cut.endMillis() - cut.startMillis()).isGreaterThanOrEqualTo(HEARD_MILLIS / 2);
        if (!Hum.isMachineTooBusy(phone)) {
            assertThat(cut.endMillis() - cut.startMillis()).isLessThanOrEqualTo(HEARD_MILLIS + SLACK_MILLIS);
        }
        assertThat(phone.conversation().callerUtterances())
                .filteredOn(words -> words.startMillis() > cut.endMillis() && words.endMillis() < answer.startMillis())
                .extracting(PhoneRecord.Utterance::text)
                .containsExactly("thank you", "hello");
    }
}
