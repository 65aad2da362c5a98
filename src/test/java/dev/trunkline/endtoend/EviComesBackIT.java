package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.audio.Tones;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneRecord;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** EVI dies in mid-sentence: the caller stays, and what he says meanwhile is heard by the EVI that comes. */
class EviComesBackIT {

    private static final int AGENT_RATE_HZ = 24_000;
    private static final int EVI_HEARS_HZ = 16_000;
    private static final double AMPLITUDE = 12_000;
    private static final int CALLER_HZ = 853;
    private static final int FIRST_HZ = 1_013;
    private static final int SECOND_HZ = 1_747;
    private static final int CALLER_MILLIS = 500;
    private static final int AGENT_MILLIS = 600;

    private static final int FRAMES_UNTIL_LOST = 50; // 1 s of the caller's line
    private static final int CALLER_SPEAKS_MILLIS = 1_500;
    private static final int BACK_AFTER_MILLIS = 1_500;

    private int framesOfFirst; // may still come after it has vanished
    private int framesOfSecond;

    @Test
    void andHearsWhatWasSaidMeanwhile() throws Exception {
        Retake.whenSpoilt(this::diesAndComesBack);
    }

    private void diesAndComesBack(Consumer<PhoneRecord> placed) throws Exception {
        framesOfFirst = 0;
        framesOfSecond = 0;
        try (ScriptedEvi evi = new ScriptedEvi(this::onMessage, this::onOpen);
                WholeLine line = new WholeLine(evi)) {
            float[] words = Sound.tone(CALLER_HZ, Sound.PHONE_RATE_HZ, CALLER_MILLIS, AMPLITUDE);
            PhoneRecord phone = line.carrier()
                    .place(line.call(CallerScript.of(
                            new CallerStep.Pause(CALLER_SPEAKS_MILLIS),
                            new CallerStep.Say("are you there", Sound.speech(words, Sound.PHONE_RATE_HZ)))))
                    .get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            placed.accept(phone);
            JsonNode bridge = line.recordOf(phone.callSid());

            assertThat(evi.chats()).hasSize(2);
            ScriptedEvi.Chat first = evi.chats().get(0);
            ScriptedEvi.Chat second = evi.chats().get(1);
            assertThat(first.request().queryValue("resumed_chat_group_id")).isNull();
            assertThat(second.request().queryValue("resumed_chat_group_id")).isEqualTo("group-1");
            assertThat(Sound.onset(first.heardSamples(), 0))
                    .as("the first chat heard nothing")
                    .isEqualTo(first.heardSamples().length);
            assertHeard(second.heardSamples(), EVI_HEARS_HZ, 0, CALLER_HZ, CALLER_MILLIS);

            assertThat(phone.streams()).hasSize(1);
            assertThat(WholeLine.complaints(phone)).isEmpty();
            assertThat(phone.ending().status()).isEqualTo("completed");
            assertThat(phone.ending().hungUpBy()).isEqualTo(HungUpBy.AGENT);
            float[] agent = Sound.samples(phone.audio().agentSamples());
            int answerAt =
                    (int) phone.conversation().callerUtterances().get(0).endMillis() * Sound.PHONE_RATE_HZ / 1_000;
            assertHeard(agent, Sound.PHONE_RATE_HZ, 0, FIRST_HZ, AGENT_MILLIS);
            assertHeard(agent, Sound.PHONE_RATE_HZ, answerAt, SECOND_HZ, AGENT_MILLIS);

            assertThat(bridge.path("end").asText()).isEqualTo("agent_hung_up");
            assertThat(bridge.path("framesLost").asInt()).isZero();
            assertThat(bridge.path("events").findValuesAsText("name"))
                    .containsExactly(
                            "answered", "agent_ready", "agent_gone", "comforted", "agent_ready", "agent_gone", "ended");
        }
    }

    private void onOpen(ScriptedEvi.Chat chat) {
        if (chat.number() == 1) {
            chat.ready();
        } else {
            chat.after(BACK_AFTER_MILLIS, chat::ready);
        }
    }

    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (chat.number() == 1 && type.equals("session_settings")) {
            // Without an end: this is all that EVI will have sent of it.
            chat.speak("first", "as I was saying", tone(FIRST_HZ), AGENT_RATE_HZ);
        } else if (chat.number() == 1 && type.equals("audio_input") && ++framesOfFirst == FRAMES_UNTIL_LOST) {
            chat.vanish();
        } else if (chat.number() == 2 && type.equals("audio_input") && framesOfSecond++ == 0) {
            chat.speak("second", "here I am, and goodbye", tone(SECOND_HZ), AGENT_RATE_HZ);
            chat.endTurn();
            chat.close(1_000);
        }
    }

    private static float[] tone(int hz) {
        return Sound.tone(hz, AGENT_RATE_HZ, AGENT_MILLIS, AMPLITUDE);
    }

    /** The whole tone, with no hole and no repetition in it. */
    private static void assertHeard(float[] heard, int sampleRateHz, int from, int hz, int millis) {
        int perMilli = sampleRateHz / 1_000;
        int begin = Sound.onset(heard, from);
        int end = begin + millis * perMilli;
        assertThat(end).isLessThanOrEqualTo(heard.length);
        Tones.Fit tone = Tones.fit(heard, begin + 20 * perMilli, end - 20 * perMilli, hz, sampleRateHz);
        assertThat(tone.gainDb(AMPLITUDE)).as("%d Hz, dB", hz).isCloseTo(0, within(0.5));
        assertThat(tone.snrDb()).as("signal to noise of %d Hz, dB", hz).isGreaterThan(30);
        int after = Math.min(heard.length, end + 50 * perMilli);
        assertThat(Sound.loudest(heard, end + 10 * perMilli, after))
                .as("loudest sample after %d Hz", hz)
                .isLessThan(100);
    }
}
