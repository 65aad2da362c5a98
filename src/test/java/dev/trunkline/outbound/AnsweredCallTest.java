package dev.trunkline.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.ChatAllowance;
import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.audio.MuLaw;
import dev.trunkline.call.Call;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallPorts;
import dev.trunkline.call.CallSetup;
import dev.trunkline.call.OwnVoice;
import dev.trunkline.call.SoundBudget;
import dev.trunkline.call.SoundTaps;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.phone.PlacedCallEvents.WhoAnswered;
import dev.trunkline.telemetry.CallMetrics;
import dev.trunkline.telemetry.Metrics;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.RecordingPhone;
import dev.trunkline.testing.RecordingVoice;
import dev.trunkline.testing.Wavs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // what is missing fails the test
class AnsweredCallTest {

    private static final String SID = "CA0123456789abcdef0123456789abcdef";
    private static final String MESSAGE = "Please call us back. Thank you.";

    private final ManualScheduler time = new ManualScheduler();
    private final RecordingAi ai = new RecordingAi();
    private final RecordingPhone phone = new RecordingPhone(time);
    private final List<String> judged = new ArrayList<>();
    private final List<String> unwanted = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(3);
    private final Metrics metrics = new Metrics();
    private final AnsweredCalls calls = new AnsweredCalls(metrics, '9');
    private final RecordingVoice voice = new RecordingVoice();
    private FarEndTraits traits = new FarEndTraits(FarEndTraits.Interruption.ANNOUNCED, true);
    private PhoneEvents line;

    private void answered(MachineAction machine) {
        calls.onDoNotCall(unwanted::add);
        OutboundOrder order = new OutboundOrder(
                "0123", "+14155550100", "+18005550199", "main", Map.of("name", "Anna"), machine, MESSAGE, 0);
        assertThat(calls.begin(SID, "0123-1", order, (attempt, who) -> judged.add(who)))
                .isTrue();
        IncomingCall incoming = new IncomingCall(SID, "MZ1", order.to(), order.from(), Map.of());
        AgentProfile agent = new AgentProfile(SID, null, null, null, 16_000, Map.of("shop", "north"), null, List.of());
        SoundTaps taps = new SoundTaps(time);
        Call call = Call.begin(
                new CallSetup(incoming, "main", agent, CallPolicy.defaults(), new Apologise("Sorry.")),
                new CallPorts(
                        phone,
                        calls.of(SID).around(ai, voice),
                        (tool, actions, answer) -> {},
                        time,
                        calls,
                        new CallMetrics(metrics),
                        (sid, left) -> {},
                        SoundBudget.ofThisMachine(),
                        ChatAllowance.UNLIMITED,
                        taps,
                        OwnVoice.NONE));
        line = calls.of(SID).around(call, time);
        phone.attach(line);
        ai.line().has(traits);
        ai.ready();
        ai.line().says("greeting", "Hello, this is Example Limited.");
        ai.line().sounds("greeting", Wavs.chunks(24_000, 440, 3_000, 200));
        ai.line().endsTurn();
    }

    @Test
    void theAgentIsToldWhatTheOrderSays() {
        answered(MachineAction.TALK);

        assertThat(ai.line().profile().variables())
                .containsEntry("name", "Anna")
                .containsEntry("shop", "north")
                .containsEntry("direction", "outbound");
    }

    @Test
    void aMachineIsHungUpOn() {
        answered(MachineAction.HANG_UP);
        voice(2_600);

        assertThat(judged).containsExactly("machine");
        assertThat(phone.hasLeft()).isTrue();
        assertThat(over()).isEqualTo(OutboundOutcome.MACHINE);
    }

    @Test
    void aPersonIsTalkedTo() {
        answered(MachineAction.HANG_UP);
        voice(600);
        quiet(4_000);
        line.onStreamEnded(PhoneEvents.StreamEnding.STOPPED);

        assertThat(judged).containsExactly("human");
        assertThat(phone.soundedMillis()).isGreaterThanOrEqualTo(3_000);
        assertThat(over()).isEqualTo(OutboundOutcome.HUMAN);
    }

    @Test
    void whoHangsUpDuringTheGreetingHasNotTalked() {
        answered(MachineAction.HANG_UP);
        voice(500);
        quiet(700);
        line.onStreamEnded(PhoneEvents.StreamEnding.STOPPED);

        assertThat(over()).isEqualTo(OutboundOutcome.HUNG_UP);
    }

    @Test
    void theMessageIsHeardAfterTheBeepAndNothingElse() {
        answered(MachineAction.MESSAGE);
        voice(2_400);
        assertThat(ai.line().spoken()).containsExactly(MESSAGE);

        ai.line().says("stray", "Pardon?");
        ai.line().sounds("stray", Wavs.chunks(24_000, 900, 1_000, 200));
        ai.line().says("said", "Please call us back.");
        ai.line().sounds("said", Wavs.chunks(24_000, 600, 1_000, 200));
        voice(1_500);
        long soundedMillis = phone.soundedMillis();
        voice(500);
        quiet(300);
        tone(1_000, 500);
        assertThat(phone.soundedMillis()).as("nothing during greeting and beep").isEqualTo(soundedMillis);

        long beepOverMillis = time.elapsedMillis();
        quiet(200);
        assertThat(phone.soundedMillis()).as("within 200 ms").isGreaterThan(soundedMillis);
        assertThat(phone.frames().get(phone.frames().size() - 1).atMillis()).isGreaterThan(beepOverMillis);
        ai.line().endsTurn();
        quiet(4_000);

        assertThat(phone.soundedMillis() - soundedMillis).isBetween(980L, 1_100L);
        assertThat(phone.hasLeft()).isTrue();
        assertThat(over()).isEqualTo(OutboundOutcome.MESSAGE_LEFT);
    }

    @Test
    void theMessageIsInOurOwnVoiceWhereTheFarEndSpeaksAsItLikes() {
        traits = new FarEndTraits(FarEndTraits.Interruption.OURS, false);
        voice.isHere();
        answered(MachineAction.MESSAGE);
        voice(2_400);
        assertThat(ai.line().spoken()).isEmpty();
        assertThat(voice.asked()).containsExactly(MESSAGE);
        ai.line().says("stray", "Shall I leave a message?");
        ai.line().sounds("stray", Wavs.chunks(24_000, 900, 1_000, 200));
        voice.speaks(600, 1_000);
        voice(2_000);
        quiet(300);
        tone(1_000, 500);
        long soundedMillis = phone.soundedMillis();
        quiet(4_000);

        assertThat(phone.soundedMillis() - soundedMillis).isBetween(980L, 1_020L);
        assertThat(over()).isEqualTo(OutboundOutcome.MESSAGE_LEFT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itIsHeardOnceAlsoWhenTheLegThatAskedForItIsLost(boolean madeBefore) {
        traits = new FarEndTraits(FarEndTraits.Interruption.OURS, false);
        voice.isHere();
        answered(MachineAction.MESSAGE);
        voice(2_400);
        if (madeBefore) {
            voice.speaks(600, 1_000);
        }
        ai.line().lose(AiLoss.Kind.DROPPED);
        if (!madeBefore) {
            voice.speaks(600, 1_000);
        }
        anotherLegIsCalled();
        ai.ready();
        assertThat(voice.asked()).containsExactly(MESSAGE, MESSAGE);
        voice.speaks(600, 1_000);

        assertThat(heardBehindTheBeepMillis()).isBetween(980L, 1_020L);
        assertThat(over()).isEqualTo(OutboundOutcome.MESSAGE_LEFT);
    }

    /** What the leg before had said by then would be heard by nobody, and taken for the message all the same. */
    @Test
    void theMachineRecordsWhileAnotherLegIsCalledAndHearsThatOne() {
        answered(MachineAction.MESSAGE);
        voice(2_400);
        ai.line().says("said", MESSAGE);
        ai.line().sounds("said", Wavs.chunks(24_000, 600, 1_000, 200));
        ai.line().lose(AiLoss.Kind.DROPPED);
        anotherLegIsCalled();
        voice(1_500);
        quiet(300);
        tone(1_000, 500);
        quiet(400);
        long soundedMillis = phone.soundedMillis();
        ai.ready();

        assertThat(ai.line().spoken()).containsExactly(MESSAGE);
        ai.line().says("said", MESSAGE);
        ai.line().sounds("said", Wavs.chunks(24_000, 600, 1_000, 200));
        ai.line().endsTurn();
        quiet(4_000);

        assertThat(phone.soundedMillis() - soundedMillis).isBetween(980L, 1_100L);
        assertThat(over()).isEqualTo(OutboundOutcome.MESSAGE_LEFT);
    }

    /** A chat that is to follow is opened beside the one that was asked for the message, and goes on in its place. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itIsHeardOnceAlsoWhenAnotherChatFollowsMeanwhile(boolean inOurVoice) {
        traits = new FarEndTraits(FarEndTraits.Interruption.OURS, !inOurVoice);
        voice.isHere();
        answered(MachineAction.MESSAGE);
        voice(2_400);
        RecordingAi.Line first = ai.line();
        first.endsIn(3_000);
        anotherLegIsCalled();
        RecordingAi.Line second = ai.ready();
        voice(100);
        assertThat(second.spoken()).isEmpty();
        for (int i = 0; i < 200 && !first.wasClosed(); i++) {
            voice(20);
        }
        if (inOurVoice) {
            assertThat(voice.asked()).containsExactly(MESSAGE, MESSAGE);
            voice.speaks(600, 1_000);
            voice.speaks(600, 1_000);
        } else {
            assertThat(second.spoken()).containsExactly(MESSAGE);
            second.says("said", MESSAGE);
            second.sounds("said", Wavs.chunks(24_000, 600, 1_000, 200));
            second.endsTurn();
        }

        assertThat(heardBehindTheBeepMillis()).isBetween(980L, 1_100L);
        assertThat(over()).isEqualTo(OutboundOutcome.MESSAGE_LEFT);
    }

    /** It greets, say: nobody hears it, and the machine still has no message. */
    @Test
    void whatAChatSaysWhileItWaitsIsNoPartOfTheMessage() {
        answered(MachineAction.MESSAGE);
        voice(3_900);
        RecordingAi.Line first = ai.line();
        quiet(300);
        tone(1_000, 500);
        quiet(400);
        first.endsIn(3_000);
        for (int i = 0; i < 100 && ai.line() == first; i++) {
            quiet(20);
        }
        RecordingAi.Line second = ai.line();
        second.has(traits);
        ai.ready();
        second.says("greeting", "Thank you.");
        second.sounds("greeting", Wavs.chunks(24_000, 600, 1_000, 200));
        second.endsTurn();
        for (int i = 0; i < 200 && !first.wasClosed(); i++) {
            quiet(20);
        }

        assertThat(second.spoken()).containsExactly(MESSAGE);
        assertThat(phone.hasLeft()).isFalse();
    }

    private void anotherLegIsCalled() {
        int before = ai.lines().size();
        for (int i = 0; i < 100 && ai.lines().size() == before; i++) {
            voice(20);
        }
        ai.line().has(traits);
    }

    private long heardBehindTheBeepMillis() {
        voice(1_500);
        quiet(300);
        tone(1_000, 500);
        long soundedMillis = phone.soundedMillis();
        quiet(4_000);
        return phone.soundedMillis() - soundedMillis;
    }

    @Test
    void whereThereIsNoVoiceWhatTheFarEndSaysWhenAskedIsTheMessage() {
        traits = new FarEndTraits(FarEndTraits.Interruption.OURS, false);
        answered(MachineAction.MESSAGE);
        voice(2_400);
        assertThat(ai.line().spoken()).containsExactly(MESSAGE);
        ai.line().says("said", "Would you call us back? Thanks!");
        ai.line().sounds("said", Wavs.chunks(24_000, 600, 1_000, 200));
        ai.line().endsTurn();
        voice(2_000);
        quiet(300);
        tone(1_000, 500);
        quiet(4_000);

        assertThat(over()).isEqualTo(OutboundOutcome.MESSAGE_LEFT);
    }

    @Test
    void theAiHearsNothingOfAMachineThatIsToHaveAMessage() {
        answered(MachineAction.MESSAGE);
        voice(2_400);
        int heard = ai.line().heard().length;
        voice(2_000);

        short[] all = ai.line().heard();
        for (int i = heard + 16_000 / 10; i < all.length; i++) {
            assertThat(Math.abs(all[i])).isLessThan((short) 50);
        }
    }

    @Test
    void aFaxIsHungUpOnWhateverTheOrderSays() {
        answered(MachineAction.TALK);
        quiet(300);
        tone(2_100, 1_500);

        assertThat(phone.hasLeft()).isTrue();
        assertThat(over()).isEqualTo(OutboundOutcome.FAX);
    }

    @Test
    void theCarriersWordCountsUntilThereIsAConversation() {
        answered(MachineAction.HANG_UP);
        voice(600);
        quiet(1_000);
        calls.carrierHeard(SID, WhoAnswered.MACHINE_LISTENS);
        time.advanceMillis(20);

        assertThat(judged).containsExactly("human", "machine");
        assertThat(phone.hasLeft()).isTrue();
    }

    @Test
    void afterTwoTurnsItIsAPersonWhateverTheCarrierSays() {
        answered(MachineAction.HANG_UP);
        voice(600);
        quiet(3_500);
        for (int turn = 0; turn < 2; turn++) {
            ai.line().transcribes("Yes, go on.", false);
            ai.line().says("turn" + turn, "Well.");
            ai.line().sounds("turn" + turn, Wavs.chunks(24_000, 440, 400, 200));
            ai.line().endsTurn();
            quiet(1_000);
        }
        calls.carrierHeard(SID, WhoAnswered.MACHINE_LISTENS);
        time.advanceMillis(20);

        assertThat(phone.hasLeft()).isFalse();
    }

    @Test
    void wordsThatOnlyMachinesSayAreBelieved() {
        answered(MachineAction.HANG_UP);
        voice(600);
        quiet(1_000);
        ai.line().transcribes("please leave a message", true);
        time.advanceMillis(20);

        assertThat(judged).containsExactly("human", "machine");
    }

    @Test
    void theStopKeyPressedAlonePutsTheNumberOnTheList() {
        answered(MachineAction.TALK);
        quiet(500);
        line.onDigit('5');
        quiet(2_500);

        line.onDigit('9');
        assertThat(unwanted).isEmpty();
        quiet(2_500);

        assertThat(unwanted).containsExactly("+14155550100");
    }

    @Test
    void amongOtherKeysItIsADigitOfANumber() {
        answered(MachineAction.TALK);
        quiet(500);

        for (char digit : "1290".toCharArray()) {
            line.onDigit(digit);
            quiet(300);
        }
        quiet(3_000);
        for (char digit : "901".toCharArray()) {
            line.onDigit(digit);
            quiet(300);
        }
        quiet(3_000);

        assertThat(unwanted).isEmpty();
    }

    @Test
    void whoPressesItAndHangsUpMeansIt() {
        answered(MachineAction.TALK);
        quiet(500);

        line.onDigit('9');
        line.onStreamEnded(PhoneEvents.StreamEnding.STOPPED);

        assertThat(unwanted).containsExactly("+14155550100");
    }

    @Test
    void theToolDoesSoInAnyCallWhoseNumberIsKnown() {
        calls.onDoNotCall(unwanted::add);
        calls.onEvent(
                "CAin",
                0,
                new CallEvent.Answered(
                        new IncomingCall("CAin", "MZ1", "+14155550177", "+18005550199", Map.of()), "main", false));
        calls.onEvent(
                "CAanon",
                0,
                new CallEvent.Answered(
                        new IncomingCall("CAanon", "MZ2", "anonymous", "+18005550199", Map.of()), "main", false));

        assertThat(calls.doNotCall("CAin")).isTrue();
        assertThat(calls.doNotCall("CAanon")).isFalse();
        assertThat(unwanted).containsExactly("+14155550177");
    }

    private OutboundOutcome over() {
        calls.completed(SID, 0);
        return calls.outcome(SID, 0);
    }

    private void quiet(int millis) {
        feed(millis, i -> random.nextInt(-12, 13));
    }

    private void voice(int millis) {
        feed(millis, i -> random.nextDouble(-4_000, 4_000) * (0.3 + 0.7 * Math.abs(Math.sin(i * 0.0015))));
    }

    private void tone(double hertz, int millis) {
        feed(millis, i -> 5_000 * Math.sin(2 * Math.PI * hertz * i / 8_000));
    }

    private interface Wave {
        double at(int sample);
    }

    private void feed(int millis, Wave wave) {
        byte[] frame = new byte[160];
        for (int at = 0; at < millis * 8 && !phone.hasLeft(); at += 160) {
            for (int i = 0; i < 160; i++) {
                frame[i] = MuLaw.encode((short) Math.round(wave.at(at + i)));
            }
            line.onCallerAudio(frame, 160);
            time.advanceMillis(20);
        }
    }
}
