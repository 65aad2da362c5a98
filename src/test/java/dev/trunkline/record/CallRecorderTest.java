package dev.trunkline.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.groups.Tuple.tuple;

import dev.trunkline.ai.GrownText;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.call.OperatorEvent;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.IncomingCall;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CallRecorderTest {

    private static final IncomingCall CALL = new IncomingCall("CA1", "MZ1", "+14155550100", "+1800", Map.of());
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    private static final CallEvent ENDED =
            new CallEvent.Ended(CallEnd.CALLER_HUNG_UP, new CarrierInstruction.HangUp(), null, 1);

    private final CallRecorder recorder = new CallRecorder(NOON, 3);

    @Test
    void aSentenceThatWasCutOffSaysHowMuchOfItWasHeard() {
        tell(1_000, new CallEvent.Answered(CALL, "default", false));
        tell(1_300, new TalkEvent.AgentSays("m1", "Your balance is twelve dollars.", Map.of("Joy", 0.3)));
        tell(1_310, new TalkEvent.AgentBegins("m1"));
        tell(1_310, new TalkEvent.Greeted(310_000_000));
        tell(2_310, new TalkEvent.AgentHeard("m1", "Your balance is twelve dollars.", "Your balance", 1_000, 2_500));
        tell(2_310, new TalkEvent.BargedIn(TalkEvent.BargedIn.Cause.AI_NOTICED, 120_000, 1_500));
        tell(3_000, new TalkEvent.CallerSaid("let me speak to someone", false, Map.of()));

        CallRecord record = read(4_000);

        assertThat(record.state()).isEqualTo("live");
        assertThat(record.startedAt()).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(record.durationMillis()).isEqualTo(3_000);
        assertThat(record.greetingMillis()).isEqualTo(310);
        assertThat(record.transcript()).hasSize(2);
        CallRecord.Line agent = record.transcript().get(0);
        assertThat(agent.startMillis()).isEqualTo(310);
        assertThat(agent.heardMillis()).isEqualTo(1_000);
        assertThat(agent.spokenMillis()).isEqualTo(2_500);
        assertThat(agent.interrupted()).isTrue();
        assertThat(agent.heardText()).isEqualTo("Your balance");
        assertThat(record.transcript().get(1).who()).isEqualTo("caller");
        assertThat(record.bargeIns())
                .containsExactly(new CallRecord.Interruption(1_310, "ai_noticed", 120, 1_000, 1_500));
    }

    @Test
    void aSentenceThatNeverEndsIsKeptOnlySoFar() {
        String piece = "a".repeat(3_000);
        tell(0, new CallEvent.Answered(CALL, "default", false));
        tell(50, new TalkEvent.CallerSaid(piece.repeat(10), false, Map.of()));
        tell(100, new TalkEvent.AgentSays("m1", piece, Map.of()));
        for (int i = 0; i < 5; i++) {
            tell(200, new TalkEvent.AgentSaysMore("m1", piece));
        }
        tell(900, new TalkEvent.AgentHeard("m1", piece.repeat(6), piece.repeat(6), 800, 800));
        for (int i = 0; i < 5; i++) {
            tell(950, new TalkEvent.AgentSaysMore("m1", piece));
        }

        assertThat(read(2_000).transcript())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.text()).hasSize(GrownText.MOST_CHARACTERS))
                .allSatisfy(line -> assertThat(line.heardText()).hasSize(GrownText.MOST_CHARACTERS));
    }

    @Test
    void aSentenceWhoseTextGrowsIsOneLineAlsoWhenItsEndComesLate() {
        tell(0, new CallEvent.Answered(CALL, "default", false));
        tell(100, new TalkEvent.AgentSays("m1", "We open", Map.of()));
        tell(120, new TalkEvent.AgentBegins("m1"));
        tell(200, new TalkEvent.AgentSaysMore("m1", " at nine"));
        tell(900, new TalkEvent.AgentHeard("m1", "We open at nine", "We open at nine", 800, 800));
        tell(950, new TalkEvent.AgentSaysMore("m1", "."));
        tell(1_000, new TalkEvent.AgentSays("m2", "And close", Map.of()));
        tell(1_500, new TalkEvent.AgentHeard("m2", "And close", "And", 300, 800));
        tell(1_600, new TalkEvent.AgentSaysMore("m2", " at five."));

        assertThat(read(2_000).transcript())
                .extracting(CallRecord.Line::text, CallRecord.Line::heardText)
                .containsExactly(tuple("We open at nine.", "We open at nine."), tuple("And close at five.", "And"));
    }

    @Test
    void whileMemoryIsShortTheWordsAreLeftOutAndOldRecordsGo() {
        AtomicBoolean isShort = new AtomicBoolean();
        CallRecorder thrifty = new CallRecorder(NOON, 10, isShort::get, PriceTable.NONE, RecordSink.NONE);
        for (int i = 0; i < 5; i++) {
            IncomingCall call = new IncomingCall("CAold" + i, "MZ", "+1", "+2", Map.of());
            thrifty.onEvent(call.callSid(), 0, new CallEvent.Answered(call, "default", false));
            thrifty.onEvent(call.callSid(), 1, ENDED);
        }
        thrifty.onEvent("CA1", 0, new CallEvent.Answered(CALL, "default", false));
        thrifty.onEvent("CA1", 1, new TalkEvent.CallerSaid("before", false, Map.of()));
        assertThat(thrifty.all(2)).hasSize(6);

        isShort.set(true);
        thrifty.onEvent("CA1", 3, new TalkEvent.CallerSaid("meanwhile", false, Map.of()));
        thrifty.onEvent("CA1", 4, new TalkEvent.AgentSays("m", "as well", Map.of()));
        thrifty.onEvent("CA1", 5, ENDED);

        assertThat(thrifty.all(6)).singleElement().satisfies(record -> {
            assertThat(record.transcript())
                    .singleElement()
                    .satisfies(line -> assertThat(line.text()).isEqualTo("before"));
            assertThat(record.events())
                    .filteredOn(moment -> moment.name().equals("words_left_out"))
                    .hasSize(1);
            assertThat(record.state()).isEqualTo("ended");
        });
    }

    /** Its session was followed by another, which counts from one again. */
    @Test
    void aToolThatIsCalledByTheSameIdIsWrittenAsWell() {
        ToolCall first = new ToolCall("1", "balance", "{}", false, true);
        ToolCall second = new ToolCall("1", "hang_up", "{}", false, true);
        tell(0, new CallEvent.Answered(CALL, "default", false));
        tell(10, new FarEndEvent.ToolCalled(first));
        tell(12, new FarEndEvent.ToolAnswered(first, "ok", "12 EUR", 2_000_000));
        tell(14, new FarEndEvent.ToolCalled(second));
        tell(15, new FarEndEvent.ToolAnswered(second, "ok", "done", 1_000_000));
        tell(20, new CallEvent.Ended(CallEnd.TRANSFERRED, new CarrierInstruction.HangUp(), "billing", 20_000_000));

        assertThat(read(500).toolCalls())
                .containsExactly(
                        new CallRecord.ToolUse(10, "balance", "{}", "ok", "12 EUR", 2L),
                        new CallRecord.ToolUse(14, "hang_up", "{}", "ok", "done", 1L));
    }

    /** Its session was lost before it was answered, and the next one counts from one again. */
    @Test
    void eachOfTwoOpenToolsOfOneIdGetsItsOwnAnswer() {
        ToolCall first = new ToolCall("1", "balance", "{\"account\":1}", false, true);
        ToolCall second = new ToolCall("1", "balance", "{\"account\":2}", false, true);
        tell(0, new CallEvent.Answered(CALL, "default", false));
        tell(10, new FarEndEvent.ToolCalled(first));
        tell(14, new FarEndEvent.ToolCalled(second));
        tell(15, new FarEndEvent.ToolAnswered(first, "ok", "12 EUR", 5_000_000));
        tell(16, new FarEndEvent.ToolAnswered(second, "failed", "none", 2_000_000));

        assertThat(read(500).toolCalls())
                .containsExactly(
                        new CallRecord.ToolUse(10, "balance", "{\"account\":1}", "ok", "12 EUR", 5L),
                        new CallRecord.ToolUse(14, "balance", "{\"account\":2}", "failed", "none", 2L));
    }

    /** Asked again while an operator speaks, say: that is refused at once, and the first goes on. */
    @Test
    void theSameToolAskedTwiceIsAnsweredTwice() {
        ToolCall tool = new ToolCall("1", "balance", "{}", false, true);
        tell(0, new CallEvent.Answered(CALL, "default", false));
        tell(10, new FarEndEvent.ToolCalled(tool));
        tell(14, new FarEndEvent.ToolCalled(tool));
        tell(14, new FarEndEvent.ToolAnswered(tool, "failed", "not now", 0));
        tell(16, new FarEndEvent.ToolAnswered(tool, "ok", "12 EUR", 6_000_000));

        assertThat(read(500).toolCalls())
                .extracting(CallRecord.ToolUse::atMillis, CallRecord.ToolUse::content)
                .containsExactly(tuple(10L, "12 EUR"), tuple(14L, "not now"));
    }

    @Test
    void aToolIsWrittenOnceWithItsAnswer() {
        ToolCall tool = new ToolCall("t1", "transfer_call", "{\"destination\":\"billing\"}", false, true);
        tell(0, new CallEvent.Answered(CALL, "default", false));
        tell(10, new FarEndEvent.ToolCalled(tool));
        tell(12, new FarEndEvent.ToolAnswered(tool, "ok", "done", 2_000_000));
        tell(20, new CallEvent.Ended(CallEnd.TRANSFERRED, new CarrierInstruction.HangUp(), "billing", 20_000_000));

        CallRecord record = read(500);

        assertThat(record.toolCalls())
                .containsExactly(
                        new CallRecord.ToolUse(10, "transfer_call", "{\"destination\":\"billing\"}", "ok", "done", 2L));
        assertThat(record.state()).isEqualTo("ended");
        assertThat(record.end()).isEqualTo("transferred");
        assertThat(record.endedBy()).isEqualTo("agent");
        assertThat(record.transferredTo()).isEqualTo("billing");
        assertThat(record.durationMillis()).isEqualTo(20);
    }

    @Test
    void aSecondStreamGoesOnInTheSameRecord() {
        tell(0, new CallEvent.Answered(CALL, "default", false));
        tell(100, new CallEvent.Ended(CallEnd.STREAM_LOST, new CarrierInstruction.GoOn(), null, 100_000_000));
        tell(400, new CallEvent.Answered(CALL, "default", true));
        tell(500, new TalkEvent.CallerSaid("hello again", false, Map.of()));

        CallRecord record = read(600);

        assertThat(record.state()).isEqualTo("live");
        assertThat(record.end()).isNull();
        assertThat(record.transcript().get(0).startMillis()).isEqualTo(500);
        assertThat(record.events())
                .extracting(CallRecord.Moment::name)
                .containsExactly("answered", "ended", "answered");
    }

    @Test
    void whatWasDroppedIsCountedByLegAndReason() {
        tell(0, new CallEvent.Answered(CALL, "default", false));
        tell(1, new CallEvent.FrameRejected("phone", "bad_json"));
        tell(2, new CallEvent.FrameRejected("phone", "bad_json"));
        tell(3, new CallEvent.FrameRejected("ai", "not_wav"));
        tell(4, new TalkEvent.Underrun(25_000_000));
        tell(4, new CallEvent.FrameRejected("ai", "interrupted"));

        assertThat(read(5).framesLost()).isEqualTo(3);
        assertThat(read(5).framesRejected())
                .containsOnly(entry("phone:bad_json", 2), entry("ai:not_wav", 1), entry("ai:interrupted", 1));
        assertThat(read(5).underruns()).isEqualTo(1);
    }

    @Test
    void theOldestRecordGoesWhenThereAreTooMany() {
        for (int i = 1; i <= 4; i++) {
            var call = new IncomingCall("CA" + i, "MZ", "", "", Map.of());
            recorder.onEvent("CA" + i, 0, new CallEvent.Answered(call, "default", false));
            recorder.onEvent("CA" + i, 0, ENDED);
        }

        assertThat(recorder.all(0)).extracting(CallRecord::callSid).containsExactly("CA2", "CA3", "CA4");
        assertThat(recorder.find("CA1", 0)).isNull();
    }

    @Test
    void theSinkHasARecordWhenTheCallBeginsWhenItEndsAndWhenItsSoundIsThere() {
        List<CallRecord> began = new ArrayList<>();
        List<CallRecord> ended = new ArrayList<>();
        RecordSink sink = new RecordSink() {
            @Override
            public void began(CallRecord record) {
                began.add(record);
            }

            @Override
            public void ended(CallRecord record) {
                ended.add(record);
            }
        };
        PriceTable prices = new PriceTable("EUR", 0.01, 0.02, 0.06, 0, Set.of("embedded"));
        CallRecorder kept = new CallRecorder(NOON, 3, () -> false, prices, sink);
        kept.onEvent("CA1", 0, new CallEvent.Answered(CALL, "default", false));
        kept.onEvent("CA1", 0, new FarEndEvent.AiReady("chat", "group", 1, false, "evi.example"));
        kept.onEvent(
                "CA1",
                500,
                new OperatorEvent.Supervised("desk", OperatorEvent.Supervised.Action.NOTE, "speaks of a refund"));
        kept.onEvent("CA1", 90_000_000_000L, ENDED);
        kept.onEvent("CA1", 90_000_000_001L, new CallEvent.Recorded("MZ1", "wav", 89_000, true));

        assertThat(began)
                .singleElement()
                .satisfies(record -> assertThat(record.isLive()).isTrue());
        assertThat(ended).hasSize(2);
        CallRecord last = ended.get(1);
        assertThat(last.farEnd()).isEqualTo("evi.example");
        assertThat(last.usage()).isEqualTo(new CallRecord.Usage(90_000, 90_000));
        assertThat(last.cost()).isEqualTo(new CallRecord.Cost("EUR", 0.14, 0.05, 0.09));
        assertThat(last.recording()).isEqualTo(new CallRecord.Recording(true, "wav", 89_000, true));
        assertThat(last.notes()).containsExactly(new CallRecord.Note(0, "desk", "speaks of a refund"));
        assertThat(last.durationMillis()).isEqualTo(90_000);
    }

    @Test
    void talkOverOfAllStreamsIsAddedAndOfTheirSilencesTheLongestKept() {
        tell(0, new CallEvent.Answered(CALL, "default", false));
        CallRecord.Figures live = read(100).figures();
        tell(9_000, new TalkEvent.LineShared(400, 2_000));
        tell(9_000, ENDED);
        tell(10_000, new CallEvent.Answered(CALL, "default", true));
        tell(20_000, new TalkEvent.LineShared(300, 1_500));
        tell(20_000, ENDED);

        assertThat(live.talkOverMillis()).isNull();
        assertThat(live.longestSilenceMillis()).isNull();
        CallRecord.Figures figures = read(21_000).figures();
        assertThat(figures.talkOverMillis()).isEqualTo(700);
        assertThat(figures.longestSilenceMillis()).isEqualTo(2_000);
    }

    @Test
    void eachFarEndsTimeHasItsOwnPrice() {
        CallRecorder priced = new CallRecorder(
                NOON, 3, () -> false, new PriceTable("EUR", 0, 0, 0.6, 0.06, Set.of("local")), RecordSink.NONE);
        priced.onEvent("CA1", 0, new CallEvent.Answered(CALL, "default", false));
        priced.onEvent("CA1", 0, new FarEndEvent.AiReady("chat", "group", 1, false, "openai"));
        priced.onEvent("CA1", minutes(9), new FarEndEvent.AiReady("chat", "group", 1, true, "local"));
        CallRecord live = Objects.requireNonNull(priced.find("CA1", minutes(10)));
        priced.onEvent("CA1", minutes(12), ENDED);
        CallRecord ended = Objects.requireNonNull(priced.find("CA1", minutes(20)));

        assertThat(live.cost()).isEqualTo(new CallRecord.Cost("EUR", 5.46, 0, 5.46));
        assertThat(ended.cost()).isEqualTo(new CallRecord.Cost("EUR", 5.58, 0, 5.58));
        assertThat(ended.usage()).isEqualTo(new CallRecord.Usage(720_000, 720_000));
    }

    private static long minutes(int minutes) {
        return minutes * 60_000_000_000L;
    }

    private void tell(long atMillis, CallEvent event) {
        recorder.onEvent("CA1", atMillis * 1_000_000, event);
    }

    private CallRecord read(long atMillis) {
        return Objects.requireNonNull(recorder.find("CA1", atMillis * 1_000_000));
    }
}
