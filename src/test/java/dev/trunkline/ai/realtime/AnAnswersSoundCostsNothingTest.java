package dev.trunkline.ai.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.RecordingCall;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.testing.Allocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the bytes of the far end's message to the call, and past whoever listens for interruptions: nothing is allocated. */
class AnAnswersSoundCostsNothingTest {

    private static final int TIMES = 2_000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onTheWholeWay(boolean weDecide) {
        AgentProfile profile =
                weDecide ? EmbeddedSession.turning(EmbeddedSession.WE_DECIDE) : EmbeddedSession.profile();
        long[] toldBytes = {0};
        RecordingCall call = new RecordingCall() {
            @Override
            public void onAgentAudio(String id, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
                toldBytes[0] += lengthBytes;
            }
        };
        try (EmbeddedSession session = new EmbeddedSession(call, profile)) {
            session.becomesReady();
            session.begins("r");
            byte[] text =
                    Events.utf8(Events.json("{'type':'response.output_audio.delta','event_id':'e','response_id':'r',"
                            + "'item_id':'i','output_index':0,'content_index':0,'delta':'" + "AAAA".repeat(400)
                            + "'}"));

            assertThat(Allocation.bytesOf(TIMES, () -> session.link.socket().onText(text, text.length)) / TIMES)
                    .isZero();
            assertThat(toldBytes[0]).isEqualTo((long) Allocation.ROUNDS * TIMES * 1_200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 24_000})
    void norDoesTheCallersWhereWeDecide(int sampleRateHz) {
        SoundFormat format = sampleRateHz == 8_000 ? SoundFormat.PHONE : SoundFormat.linear16(sampleRateHz);
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.begins("r");
            session.sounds("r", "i", 80_000);
            AgentFloor floor = new AgentFloor((RealtimeLeg) session.call.leg(), session.call, session.scheduler);
            OwnInterruptions listens = new OwnInterruptions(format, session.scheduler, floor);
            byte[] frame = new byte[format.sampleRateHz() / 50 * format.bytesPerSample()];

            assertThat(Allocation.bytesOf(TIMES, () -> listens.hear(frame, frame.length)) / TIMES)
                    .isZero();
            assertThat(floor.isHeard()).isTrue();
        }
    }
}
