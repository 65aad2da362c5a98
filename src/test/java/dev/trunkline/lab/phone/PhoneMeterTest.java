package dev.trunkline.lab.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhoneMeterTest {

    private static final short[] SILENCE = new short[40];
    private static final short[] VOICE = new short[40];

    static {
        Arrays.fill(VOICE, (short) 1_000);
    }

    private final List<String> watched = new ArrayList<>();
    private final PhoneMeter meter = new PhoneMeter("CA1", new CallWatcher() {
        @Override
        public void agentStartsSpeaking(long atMillis) {
            watched.add("starts at " + atMillis);
        }

        @Override
        public void agentStopsSpeaking(long atMillis) {
            watched.add("stops at " + atMillis);
        }
    });

    @Test
    void joinsPausesUnder400MillisecondsAndTellsTheWatcher() {
        carry(200, SILENCE);
        carry(300, VOICE);
        carry(395, SILENCE);
        carry(300, VOICE);
        carry(400, SILENCE);
        carry(100, VOICE);

        PhoneRecord record = finish();

        assertThat(record.conversation().agentSegments())
                .containsExactly(new PhoneRecord.Span(200, 1_195), new PhoneRecord.Span(1_595, 1_695));
        assertThat(watched).startsWith("starts at 200");
        assertThat(watched).endsWith("stops at 1695");
    }

    @Test
    void measuresTheGreetingFromTheFirstStream() {
        carry(500, VOICE);
        carry(100, SILENCE);
        meter.streamStarted("MZ1");
        carry(250, SILENCE);
        carry(100, VOICE);
        meter.streamStarted("MZ2");

        assertThat(finish().conversation().greetingMillis()).isEqualTo(250);
    }

    @Test
    void measuresTurnsFromTheLastSoundOfAnUtteranceToTheNextSoundOfTheAgent() {
        meter.streamStarted("MZ1");
        meter.callerSays("one", CallerSound.TURN, 10, 110);
        carry(600, SILENCE);
        carry(350, SILENCE);
        carry(500, VOICE);
        carry(500, SILENCE);
        meter.callerSays("two, unanswered", CallerSound.TURN, 0, 20);
        carry(300, SILENCE);
        meter.callerSays("three, spoken over", CallerSound.TURN, 0, 20);
        carry(50, SILENCE);
        carry(500, VOICE);

        PhoneRecord.Conversation talk = finish().conversation();

        assertThat(talk.callerUtterances())
                .containsExactly(
                        new PhoneRecord.Utterance("one", 50, 550, false, 400),
                        new PhoneRecord.Utterance("two, unanswered", 1_950, 2_050, false, -1),
                        new PhoneRecord.Utterance("three, spoken over", 2_250, 2_350, false, -1));
        assertThat(talk.turnMillis()).containsExactly(400L);
        assertThat(talk.bargeIns()).isEmpty();
    }

    @Test
    void takesNeitherTheCarriersVoiceNorAPersonForTheAgent() {
        meter.streamStarted("MZ1");
        carry(1_000, SILENCE);
        meter.streamEnded(new PhoneRecord.StreamRecord("MZ1", "ws://bridge", 0, 1_000, "closed 1000"));
        carry(500, VOICE); // <Say>
        meter.callerSays("is anybody there", CallerSound.TURN, 0, 20);
        carry(500, SILENCE);
        carry(500, VOICE); // the person who was dialled

        PhoneRecord.Conversation talk = finish().conversation();

        assertThat(talk.greetingMillis()).isEqualTo(-1);
        assertThat(talk.turnMillis()).isEmpty();
        assertThat(talk.agentSegments()).hasSize(2);
    }

    @Test
    void takesAnAgentWhoComesBackForTheAgent() {
        meter.streamStarted("MZ1");
        carry(1_000, SILENCE);
        meter.streamEnded(new PhoneRecord.StreamRecord("MZ1", "ws://bridge", 0, 1_000, "error 31903"));
        carry(200, SILENCE);
        meter.streamStarted("MZ2");
        carry(300, SILENCE);
        carry(500, VOICE);

        assertThat(finish().conversation().greetingMillis()).isEqualTo(1_500);
    }

    @Test
    void splitsSpeechAtAClearEvenWhenTheAnswerComesQuickly() {
        meter.streamStarted("MZ1");
        carry(1_000, VOICE);
        meter.callerSays("stop", CallerSound.TURN, 0, 40);
        carry(150, VOICE);
        meter.cleared(new PhoneRecord.Clear("MZ1", meter.nowMillis(), 9_200, 1_150, 100));
        carry(30, SILENCE);
        meter.agentAudioReceived(160);
        carry(70, SILENCE);
        meter.agentAudioReceived(1_600);
        carry(300, VOICE);

        PhoneRecord.Conversation talk = finish().conversation();

        assertThat(talk.agentSegments())
                .containsExactly(new PhoneRecord.Span(0, 1_150), new PhoneRecord.Span(1_250, 1_550));
        assertThat(talk.bargeIns()).containsExactly(new PhoneRecord.BargeIn(1_000, 1_150, 150, 20, 1_150, 9_200));
        assertThat(talk.turnMillis()).containsExactly(50L);
    }

    @Test
    void countsAnUnderrunOnlyWhereSpeechIsTornApart() {
        carry(200, VOICE);
        dry(100); // counts
        carry(200, VOICE);
        dry(15); // too short to be heard
        carry(200, VOICE);
        carry(150, SILENCE);
        dry(100); // between two sentences
        carry(200, VOICE);
        dry(450); // a pause
        carry(200, VOICE);

        assertThat(finish().quality().underruns()).isEqualTo(1);
    }

    @Test
    void countsFramesByHowLateTheyWere() {
        meter.frameSent(5_000_000);
        meter.frameSent(21_000_000);
        meter.frameSent(61_000_000);
        meter.frameDropped();

        PhoneRecord.Quality quality = finish().quality();

        assertThat(quality.framesSent()).isEqualTo(3);
        assertThat(quality.lateFrames()).isEqualTo(2);
        assertThat(quality.framesLost()).isEqualTo(1);
    }

    @Test
    void cutsOffWhatTheEndOfTheCallCutOff() {
        meter.callerSays("half", CallerSound.TURN, 0, 100);
        carry(200, SILENCE);

        PhoneRecord record = finish();

        assertThat(record.conversation().callerUtterances())
                .containsExactly(new PhoneRecord.Utterance("half", 0, 200, false, -1));
        assertThat(record.audio().callerSamples()).hasSize(1_600);
        assertThat(record.ending()).isEqualTo(new PhoneRecord.Ending(HungUpBy.AGENT, "completed", 200));
    }

    private PhoneRecord finish() {
        return meter.finish(HungUpBy.AGENT, "completed");
    }

    private void dry(long millis) {
        int from = meter.block();
        carry(millis, SILENCE);
        meter.ranDry(from, meter.block());
    }

    private void carry(long millis, short[] agent) {
        for (int i = 0; i < millis / 5; i++) {
            meter.agentBlock(agent);
            meter.callerBlock(SILENCE);
        }
    }
}
