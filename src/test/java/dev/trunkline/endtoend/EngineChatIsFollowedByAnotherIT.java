package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.net.connection.ClientTls;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The engine holds two chats of one conversation while the second takes over, greets once, and knows in it what was said before. */
class EngineChatIsFollowedByAnotherIT {

    private static final int MAX_CHAT_SECONDS = 4;
    private static final String TOO_LONG = "One moment please.";
    private static final PitchEars EARS = new PitchEars("hello", "thank you");

    @Test
    void beforeTheEngineEndsItAndNobodyNotices() throws Exception {
        Retake.whenSpoilt(this::outlastsItsChat);
    }

    private void outlastsItsChat(Consumer<PhoneRecord> placed) throws Exception {
        EngineSettings settings =
                TestEngine.SETTINGS.withLimits(new ChatLimits(60_000, MAX_CHAT_SECONDS * 1_000, 0, 0));
        settings = settings.withPlan(
                settings.plan().withAnnouncements(new ChatPlan.Announcements("Good day.", "Silent.", TOO_LONG)));
        try (ServedEngine engine = new ServedEngine(settings, EARS);
                WholeLine line = new WholeLine(
                        engine.uri(),
                        Map.of("TRUNKLINE_EVI_MAX_CHAT_SECONDS", String.valueOf(MAX_CHAT_SECONDS)),
                        null,
                        ClientTls.platform())) {
            PhoneRecord phone = line.carrier()
                    .place(line.call(CallerScript.of(
                            new CallerStep.Pause(900),
                            EARS.say("hello"),
                            new CallerStep.Pause(3_000),
                            EARS.say("thank you"),
                            new CallerStep.AwaitAgent(Combination.QUIET_MILLIS, 10_000),
                            new CallerStep.HangUp())))
                    .get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            placed.accept(phone);
            JsonNode bridge = line.recordOf(phone.callSid());

            assertThat(Hum.said(bridge))
                    .containsExactly(
                            "Good day.",
                            "Hello.",
                            "How can I help you?",
                            "You are welcome.",
                            "Is there anything else?");
            Hum.assertHeard(phone, Hum.said(bridge));
            Hum.assertFlawless(phone, bridge);
            assertThat(bridge.path("events").findValuesAsText("name"))
                    .startsWith("answered", "agent_ready", "agent_rolled_over")
                    .doesNotContain("agent_gone", "agent_error", "rollover_failed")
                    .endsWith("ended");
            List<String> rolled = bridge.path("events").findValuesAsText("name").stream()
                    .filter(name -> name.equals("agent_rolled_over"))
                    .toList();
            assertThat(engine.endedChats(bridge.path("chatGroupId").asText(), 1 + rolled.size()))
                    .extracting(chat -> chat.path("status").asText())
                    .containsOnly("USER_ENDED");
        }
    }
}
