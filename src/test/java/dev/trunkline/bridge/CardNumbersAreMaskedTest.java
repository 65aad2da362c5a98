package dev.trunkline.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.ToolCall;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CardNumbers;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.call.OperatorEvent;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.record.CallRecord;
import dev.trunkline.record.CallRecorder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersAreMaskedTest {

    private static final String CARD = "4111 1111 1111 1111";
    private static final String MASKED = "•••• •••• •••• ••••";

    private final List<CallEvent> told = new ArrayList<>();
    private final MaskedCards masked = new MaskedCards((callSid, atNanos, event) -> told.add(event));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111-1111-1111-1111",
                "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
                "5555 5555 5555 4444",
                "2223 0031 2200 3222",
                "3782 822463 10005",
                "3056 930902 5904",
                "3530 1113 3330 0000",
                "6205 5000 0000 0000 004",
                "4111 1111 1111 1111, 12/27, 123",
                "1 4111 1111 1111 1111",
            })
    void aCardIsMaskedWithWhatFollowsAtOnce(String number) {
        String text = "It is " + number + ". That's it.";

        assertThat(CardNumbers.masked(text)).isEqualTo(text.replaceAll("[0-9]", "•"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "No number at all.",
                "4111 1111 1111 1112", // Luhn
                "4111 1111 1111", // too short
                "41111111111111111111111", // one of twenty-three digits
                "my number is +49 151 1234 5678, or 0049 151 1234 5678",
                "356938035643809", // an IMEI, whose last digit is Luhn's too
                "8991101200003204514", // a SIM's number, likewise
                "from 2024, to 2025, it was 1999",
                "4111 and 1111 and then 1111 and 1111",
            })
    void whatIsNoCardStays(String text) {
        assertThat(CardNumbers.masked(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'Call 555 0100, my card is 4111 1111 1111 1111', 'Call 555 0100, my card is •••• •••• •••• ••••'",
        "'4111111111111111 or 5555555555554444 then', '•••••••••••••••• or •••••••••••••••• then'",
    })
    void onlyTheCardIsMasked(String text, String expected) {
        assertThat(CardNumbers.masked(text)).isEqualTo(expected);
    }

    @Test
    void nobodyWhoKeepsOrShowsWhatWasSaidIsToldOfIt() {
        ToolCall tool = new ToolCall("t", "pay", "{\"card\":\"" + CARD + "\"}", false, true);
        for (CallEvent event : List.of(
                new TalkEvent.CallerSaid(CARD, false, Map.of("joy", 0.5)),
                new TalkEvent.AgentSays("m", CARD, Map.of()),
                new TalkEvent.AgentSaysMore("m", CARD),
                new TalkEvent.AgentHeard("m", "So " + CARD + "?", "So 4111 1111 11", 900, 1_800),
                new FarEndEvent.ToolCalled(tool),
                new FarEndEvent.ToolAnswered(tool, "ok", CARD, 1),
                new OperatorEvent.Supervised("ann", OperatorEvent.Supervised.Action.NOTE, CARD),
                new OperatorEvent.Escalated("transfer", null, CARD, Map.of()))) {
            masked.onEvent("CA1", 0, event);
        }

        ToolCall maskedTool = new ToolCall("t", "pay", "{\"card\":\"" + MASKED + "\"}", false, true);
        assertThat(told)
                .containsExactly(
                        new TalkEvent.CallerSaid(MASKED, false, Map.of("joy", 0.5)),
                        new TalkEvent.AgentSays("m", MASKED, Map.of()),
                        new TalkEvent.AgentSaysMore("m", MASKED),
                        new TalkEvent.AgentHeard("m", "So " + MASKED + "?", "So •••• •••• ••", 900, 1_800),
                        new FarEndEvent.ToolCalled(maskedTool),
                        new FarEndEvent.ToolAnswered(maskedTool, "ok", MASKED, 1),
                        new OperatorEvent.Supervised("ann", OperatorEvent.Supervised.Action.NOTE, MASKED),
                        new OperatorEvent.Escalated("transfer", null, MASKED, Map.of()));
    }

    /** As far ends do that tell text beside its sound; the last pieces may come after it, or it is cut off before them. */
    @ParameterizedTest
    @CsvSource({"2,4", "4,4", "0,0", "1,0", "3,3", "9,0"})
    void aCardThatIsSaidPieceByPieceIsNotInTheRecord(int piecesBeforeItWasHeard, int piecesHeard) {
        List<String> pieces = List.of("Is it 4111 ", "1111 ", "1111 ", "1111?");
        CallRecorder recorder = new CallRecorder(Clock.systemUTC(), 3);
        MaskedCards before = new MaskedCards(recorder);
        before.onEvent(
                "CA1",
                0,
                new CallEvent.Answered(new IncomingCall("CA1", "MZ1", "+1", "+2", Map.of()), "default", false));
        before.onEvent("CA1", 1, new TalkEvent.AgentSays("m", "", Map.of()));
        for (int i = 0; i <= pieces.size(); i++) {
            if (i == piecesBeforeItWasHeard) {
                String known = String.join("", pieces.subList(0, i));
                String heard = String.join("", pieces.subList(0, Math.min(i, piecesHeard)));
                before.onEvent("CA1", 2, new TalkEvent.AgentHeard("m", known, heard, piecesHeard, 4));
            }
            if (i < pieces.size()) {
                before.onEvent("CA1", 3, new TalkEvent.AgentSaysMore("m", pieces.get(i)));
            }
        }

        CallRecord.Line line =
                Objects.requireNonNull(recorder.find("CA1", 4)).transcript().get(0);
        assertThat(line.text()).isEqualTo("Is it •••• •••• •••• ••••?");
        assertThat(line.heardText()).doesNotContainPattern("[0-9]");
    }

    @Test
    void everythingElseIsToldAsItIs() {
        CallEvent greeted = new TalkEvent.Greeted(1);

        masked.onEvent("CA1", 0, greeted);

        assertThat(told).singleElement().isSameAs(greeted);
    }
}
