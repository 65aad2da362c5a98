package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.phone.twilio.TwilioRest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Somebody else's REST call takes the caller away and brings him back: the conversation goes on. */
class CallIsTakenElsewhereAndBackIT {

    private static final int RATE_HZ = 24_000;

    private final List<JsonNode> sessions = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> talking = new CompletableFuture<>();

    @Test
    void toTheSameConversationOnAStreamOfItsOwn() throws Exception {
        try (ScriptedEvi evi = new ScriptedEvi(this::onMessage);
                WholeLine line = new WholeLine(evi);
                TwilioRest rest = new TwilioRest(new TwilioRest.Access(
                        CarrierSettings.SOME_ACCOUNT,
                        CarrierSettings.SOME_ACCOUNT,
                        WholeLine.TOKEN,
                        URI.create(
                                "http://localhost:" + line.carrier().restUrl().getPort())))) {
            CompletableFuture<PhoneRecord> call = line.carrier().place(line.call(CallerScript.of()));
            String callSid = talking.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

            rest.obey(
                            callSid,
                            "<Response><Say>One moment.</Say><Redirect method=\"POST\">" + line.url("/twilio/voice")
                                    + "</Redirect></Response>",
                            () -> true)
                    .get(30, TimeUnit.SECONDS);
            PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

            assertThat(WholeLine.complaints(phone)).isEmpty();
            assertThat(phone.streams()).hasSize(2);
            assertThat(phone.ending().hungUpBy()).isEqualTo(HungUpBy.AGENT);
            assertThat(evi.chats().get(1).request().queryValue("resumed_chat_group_id"))
                    .isEqualTo("group-1");
            assertThat(sessions.get(1).path("context").path("text").asText()).contains("back on the line");
        }
    }

    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (type.equals("session_settings") && message.has("custom_session_id")) {
            sessions.add(message);
            chat.speak("words-" + chat.number(), "Go on", Sound.tone(1_013, RATE_HZ, 300, 12_000), RATE_HZ);
            if (chat.number() == 1) {
                talking.complete(message.path("custom_session_id").asText());
            } else {
                chat.callTool("tool-1", "hang_up", "{}");
            }
        } else if (type.startsWith("tool_")) {
            chat.endTurn();
        }
    }
}
