package dev.trunkline.ai.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLeg;
import dev.trunkline.audio.MuLaw;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.testing.Allocation;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The far end was told neither to interrupt nor to answer by itself. Voices are a 120 Hz hum with overtones. */
class WeDecideWhatInterruptsTest {

    private static final String CREATE = "{'type':'response.create','event_id':'response_1'}";
    private static final String CANCEL = "{'type':'response.cancel','response_id':'r1'}";
    private static final int FRAME_BYTES = 160;

    private final Random random = new Random(20261130);
    private int at; // sample

    @Test
    void aTurnInTheAgentsSilenceIsAnsweredAtOnce() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.turning(EmbeddedSession.WE_DECIDE))) {
            session.hears("speech_started", "c1");
            speaks(session, 800, this::voice);
            session.hears("speech_stopped", "c1");
            assertThat(session.sent()).doesNotContain(CREATE);
            session.hears("committed", "c1");

            assertThat(session.sent()).containsExactly(CREATE);
            session.transcribes("c1", "yeah");
            assertThat(session.call.heard).containsExactly("user yeah");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mm-hm.", "Yeah, okay.", ""})
    void aBackchannelHoldsTheAgentForAMomentAndIsForgotten(String words) {
        try (EmbeddedSession session = speaking()) {
            session.hears("speech_started", "c1");
            speaks(session, 300, this::voice);
            assertThat(session.call.heard).containsExactly("held");
            speaks(session, 500, this::hush);
            assertThat(session.call.heard).containsExactly("held", "goes on");
            session.hears("speech_stopped", "c1");
            session.hears("committed", "c1");
            session.says("{'type':'conversation.item.input_audio_transcription.delta','item_id':'c1','delta':'" + words
                    + "'}");
            session.transcribes("c1", words);

            assertThat(session.call.heard).containsExactly("held", "goes on");
            assertThat(events(session)).containsExactly("{'type':'conversation.item.delete','item_id':'c1'}");
        }
    }

    @Test
    void whoGoesOnSpeakingHasTheFloorBeforeAnyWordIsUnderstood() {
        try (EmbeddedSession session = speaking()) {
            session.hears("speech_started", "c1");
            speaks(session, 800, this::voice);

            assertThat(session.call.heard).containsExactly("held", "interrupted");
            assertThat(events(session)).containsExactly(CANCEL);
            session.sounds("r1", "i1", 160);
            session.hears("speech_stopped", "c1");
            session.hears("committed", "c1");
            assertThat(events(session)).isEmpty();
            session.ends("r1", "cancelled");
            session.transcribes("c1", "But I have paid already.");

            assertThat(events(session)).containsExactly(CREATE);
            assertThat(session.call.heard)
                    .containsExactly("held", "interrupted", "turn ended", "user But I have paid already.");
        }
    }

    @Test
    void aShortWishInterruptsWhenItIsUnderstood() {
        try (EmbeddedSession session = speaking()) {
            session.hears("speech_started", "c1");
            speaks(session, 300, this::voice);
            speaks(session, 500, this::hush);
            session.hears("committed", "c1");
            session.transcribes("c1", "Stop!");

            assertThat(session.call.heard).containsExactly("held", "goes on", "interrupted", "user Stop!");
            assertThat(events(session)).containsExactly(CANCEL);
            session.ends("r1", "cancelled");

            assertThat(events(session)).containsExactly(CREATE);
        }
    }

    @Test
    void yesIsAnAnswerWhenTheAgentHasAsked() {
        try (EmbeddedSession session = speaking()) {
            session.says("{'type':'response.output_audio_transcript.delta','response_id':'r1','item_id':'i1',"
                    + "'delta':'Shall I? '}");
            session.ends("r1", "completed");
            session.hears("speech_started", "c1");
            speaks(session, 300, this::voice);
            speaks(session, 500, this::hush);
            session.hears("committed", "c1");
            session.transcribes("c1", "Yeah.");

            assertThat(events(session)).containsExactly(CREATE);
            assertThat(session.call.heard).endsWith("interrupted", "user Yeah.");
        }
    }

    @Test
    void aCoughHoldsNobody() {
        try (EmbeddedSession session = speaking()) {
            session.hears("speech_started", "c1");
            speaks(session, 300, this::noise);
            speaks(session, 400, this::hush);
            session.hears("committed", "c1");
            session.transcribes("c1", "Sure, do that now.");

            assertThat(session.call.heard).isEmpty();
            assertThat(events(session)).containsExactly("{'type':'conversation.item.delete','item_id':'c1'}");
        }
    }

    @Test
    void whatNobodyUnderstandsInTimeChangesNothing() {
        try (EmbeddedSession session = speaking()) {
            speaks(session, 300, this::voice);
            speaks(session, 500, this::hush);
            session.hears("committed", "c1");
            session.answersPingsFor(3_100);
            session.transcribes("c1", "Stop!");

            assertThat(session.call.heard).containsExactly("held", "goes on", "user Stop!");
            assertThat(events(session)).isEmpty();
        }
    }

    @Test
    void whoGoesOnBeforeTheAnswerIsHeardIsAnsweredOnce() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.turning(EmbeddedSession.WE_DECIDE))) {
            session.hears("committed", "c1");
            session.begins("r1");
            session.sent();
            session.hears("speech_started", "c2");
            assertThat(events(session)).containsExactly(CANCEL);
            session.hears("committed", "c2");
            session.ends("r1", "cancelled");

            assertThat(events(session)).containsExactly("{'type':'response.create','event_id':'response_2'}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "failed", "never"})
    void whoeverSpeaksSoftlyBeforeTheAnswerTakesItFromNobody(String transcription) {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.turning(EmbeddedSession.WE_DECIDE))) {
            session.hears("speech_started", "c1");
            speaks(session, 1_200, this::voice);
            session.hears("committed", "c1");
            session.begins("r1");
            assertThat(events(session)).containsExactly(CREATE);
            session.hears("speech_started", "c2");
            speaks(session, 100, this::hush);
            speaks(session, 800, sample -> voice(sample) / 8);
            session.hears("committed", "c2");
            session.ends("r1", "cancelled");
            assertThat(events(session)).containsExactly(CANCEL);

            if (transcription.equals("never")) {
                session.answersPingsFor(2_900);
                session.scheduler.advanceMillis(100);
            } else {
                session.says("{'type':'conversation.item.input_audio_transcription." + transcription
                        + "','item_id':'c2','transcript':'The weather is fine.'}");
            }

            assertThat(events(session)).contains("{'type':'response.create','event_id':'response_2'}");
        }
    }

    @ParameterizedTest
    @CsvSource({"300, false", "440, true"})
    void whatNobodyCouldWriteDownIsNeverTakenBackAndAnsweredIfItWasSpeech(int millis, boolean isAnswered) {
        try (EmbeddedSession session = speaking()) {
            session.ends("r1", "completed");
            session.hears("speech_started", "c1");
            speaks(session, millis, this::voice);
            speaks(session, 500, this::hush);
            session.hears("committed", "c1");
            assertThat(session.call.heard).endsWith("held", "goes on");
            session.says("{'type':'conversation.item.input_audio_transcription.failed','item_id':'c1',"
                    + "'error':{'code':'c','message':'m'}}");

            assertThat(events(session)).isEqualTo(isAnswered ? List.of(CREATE) : List.of());
        }
    }

    @Test
    void toListenAllocatesNothing() {
        AgentItems items = new AgentItems();
        short[] seen = {0};
        OverheardFrames frames = new OverheardFrames(SoundFormat.linear16(24_000), frame -> seen[0] += frame[0]);
        byte[] sound = new byte[960];
        items.add("i", "r", 0, SoundFormat.PHONE, 160, 0);

        assertThat(Allocation.bytesOf(2_000, () -> {
                    frames.add(sound, sound.length);
                    items.add("i", "r", 0, SoundFormat.PHONE, 160, 0);
                }))
                .isZero();
    }

    /** Ten seconds of an answer. */
    private EmbeddedSession speaking() {
        EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.turning(EmbeddedSession.WE_DECIDE));
        session.begins("r1");
        session.sounds("r1", "i1", 80_000);
        session.call.heard.clear();
        return session;
    }

    private void speaks(EmbeddedSession session, int millis, IntToDoubleFunction sound) {
        AiLeg leg = session.call.leg();
        byte[] frame = new byte[FRAME_BYTES];
        for (int passed = 0; passed < millis; passed += 20) {
            for (int i = 0; i < FRAME_BYTES; i++) {
                frame[i] = MuLaw.encode((short) sound.applyAsDouble(at++));
            }
            session.scheduler.advanceMillis(20);
            leg.sendAudio(frame, FRAME_BYTES);
            leg.flush();
        }
    }

    private double voice(int sample) {
        double phase = 2 * Math.PI * 120 * sample / 8_000;
        return 4_000 * (Math.sin(phase) + 0.6 * Math.sin(2 * phase) + 0.4 * Math.sin(3 * phase));
    }

    private double noise(int sample) {
        return 3_000 * random.nextGaussian();
    }

    private double hush(int sample) {
        return 4 * random.nextGaussian();
    }

    private static List<String> events(EmbeddedSession session) {
        return session.sent().stream()
                .filter(text -> !text.contains("input_audio_buffer.append"))
                .toList();
    }
}
