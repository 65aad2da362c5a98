package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.net.connection.ClientTls;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine ends chats that are silent (E0714) or too long (E0715); what becomes of the call is the bridge's affair. */
class EngineEndsChatsIT {

    private static final String NOBODY = "I hear nobody.";
    private static final String TOO_LONG = "One moment please.";
    private static final long INACTIVITY_MILLIS = 3_500;
    private static final long MAX_DURATION_MILLIS = 5_000;

    private static final PitchEars EARS = new PitchEars("thank you", "hello");
    private static ServedEngine engine;
    private static WholeLine line;
    private static CompletableFuture<PhoneRecord> silentCall;
    private static CompletableFuture<PhoneRecord> longCall;

    @BeforeAll
    static void bothCallAtOnce() throws Exception {
        EngineSettings settings =
                TestEngine.SETTINGS.withLimits(new ChatLimits(INACTIVITY_MILLIS, MAX_DURATION_MILLIS, 0, 0));
        engine = new ServedEngine(
                settings.withPlan(settings.plan().withAnnouncements(new ChatPlan.Announcements("", NOBODY, TOO_LONG))),
                EARS);
        line = new WholeLine(engine.uri(), Map.of("TRUNKLINE_EVI_MAX_CHAT_SECONDS", "0"), null, ClientTls.platform());
        silentCall = line.carrier().place(line.call(CallerScript.of()));
        longCall = line.carrier()
                .place(line.call(CallerScript.of(
                        new CallerStep.Pause(1_000),
                        EARS.say("thank you"),
                        new CallerStep.Pause(MAX_DURATION_MILLIS - 1_600 + 1_500),
                        EARS.say("hello"),
                        new CallerStep.AwaitAgent(Combination.QUIET_MILLIS, 10_000),
                        new CallerStep.HangUp())));
    }

    @AfterAll
    static void close() {
        line.close();
        engine.close();
    }

    @Test
    void callOfASilentCallerEndsAfterTheAnnouncementWasHeard() throws Exception {
        PhoneRecord phone = silentCall.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
        JsonNode bridge = line.recordOf(phone.callSid());

        assertThat(Hum.said(bridge)).containsExactly(NOBODY);
        Hum.assertHeard(phone, Hum.said(bridge));
        Hum.assertFlawless(phone, bridge);
        assertThat(bridge.path("end").asText()).isEqualTo("caller_silent");
        assertThat(phone.ending().hungUpBy()).isEqualTo(HungUpBy.AGENT);
        assertThat(phone.carrier().said()).isEmpty();
        assertThat(engine.endedChats(bridge.path("chatGroupId").asText(), 1))
                .extracting(chat -> chat.path("status").asText())
                .containsExactly("INACTIVITY_TIMEOUT");
    }

    /** A call may be longer than EVI's chats, and the bridge not know it: the next chat goes on, and nothing that was said meanwhile is lost. */
    @Test
    void callThatOutlastsItsChatGoesOnInAnother() throws Exception {
        PhoneRecord phone = longCall.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
        JsonNode bridge = line.recordOf(phone.callSid());

        assertThat(Hum.said(bridge))
                .containsExactly(
                        "You are welcome.", "Is there anything else?", TOO_LONG, "Hello.", "How can I help you?");
        Hum.assertHeard(phone, Hum.said(bridge));
        Hum.assertFlawless(phone, bridge);
        List<String> events = bridge.path("events").findValuesAsText("name");
        assertThat(events)
                .startsWith("answered", "agent_ready", "agent_error", "agent_gone", "agent_ready")
                .endsWith("ended")
                .containsOnlyOnce("agent_gone")
                .doesNotContain("rollover_failed");
        // The bridge has learnt how long a chat may be: the ones behind are followed before their end.
        int rolledOver = Collections.frequency(events, "agent_rolled_over");
        assertThat(bridge.path("end").asText()).isEqualTo("caller_hung_up");
        assertThat(engine.endedChats(bridge.path("chatGroupId").asText(), 2 + rolledOver))
                .extracting(chat -> chat.path("status").asText())
                .startsWith("MAX_DURATION_TIMEOUT")
                .filteredOn(status -> !status.equals("USER_ENDED"))
                .hasSize(1);
    }
}
