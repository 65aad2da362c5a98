package dev.trunkline.lab.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.history.HistoryEvent.ActiveCalls;
import dev.trunkline.lab.history.HistoryEvent.Admitted;
import dev.trunkline.lab.history.HistoryEvent.ChatClosed;
import dev.trunkline.lab.history.HistoryEvent.ChatOpened;
import dev.trunkline.lab.history.HistoryEvent.Cleared;
import dev.trunkline.lab.history.HistoryEvent.DialledOut;
import dev.trunkline.lab.history.HistoryEvent.DrainBegan;
import dev.trunkline.lab.history.HistoryEvent.Heard;
import dev.trunkline.lab.history.HistoryEvent.Recorded;
import dev.trunkline.lab.history.HistoryEvent.StreamClosed;
import dev.trunkline.lab.history.HistoryEvent.StreamOpened;
import dev.trunkline.lab.history.HistoryEvent.ToolAnswered;
import dev.trunkline.lab.history.HistoryEvent.ToolAsked;
import dev.trunkline.lab.history.HistoryEvent.ToolExecuted;
import dev.trunkline.lab.history.HistoryEvent.TransferAsked;
import dev.trunkline.lab.history.HistoryEvent.TransferDialled;
import dev.trunkline.lab.history.HistoryEvent.TurnAccounted;
import dev.trunkline.lab.history.HistoryEvent.WordHeard;
import dev.trunkline.lab.history.HistoryEvent.WordSaid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A call that lost its chat and went on as it should holds every invariant; each is broken by what breaks it, and by no other. */
class InvariantsTest {

    private static final String CALL = "+15550001";

    /** Milliseconds since the call began. */
    private static long at(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Greeted; interrupts; the chat breaks at 10 s; comfort tone; the next chat talks on; hung up at 20 s. */
    private static List<HistoryEvent> good() {
        return List.of(
                new StreamOpened(CALL, at(0)),
                new Admitted(CALL, at(0)),
                new ChatOpened(CALL, "a", "g", 0, at(100)),
                heard(0, 56, true, 300, 3_000),
                new WordSaid(CALL, 0, at(1_000)),
                new WordHeard(CALL, "a", 0, at(1_060)),
                new ActiveCalls("node", 1, at(4_000)),
                heard(0, 1, false, 4_000, 6_000),
                new Cleared(CALL, at(6_000)),
                heard(0, 2, false, 6_700, 10_100),
                new ToolAsked(CALL, "a", "tool-1", at(7_000)),
                new ToolExecuted(CALL, "tool-1", at(7_010)),
                new ToolAnswered(CALL, "a", "tool-1", at(7_020)),
                new ChatClosed(CALL, "a", false, at(10_000)),
                new WordSaid(CALL, 1, at(10_100)),
                heard(Heard.NOBODY, -2, false, 10_500, 11_000),
                new ChatOpened(CALL, "b", "g", 1, at(11_000)),
                new WordHeard(CALL, "b", 1, at(11_100)),
                heard(1, 8, false, 11_200, 19_000),
                new WordSaid(CALL, 2, at(12_000)),
                new WordHeard(CALL, "b", 2, at(12_060)),
                new TurnAccounted(CALL, "2", 3_400, 3_000, 0, 400, at(13_000)),
                new TransferAsked(CALL, at(18_000)),
                new TransferDialled(CALL, at(18_100)),
                new StreamClosed(CALL, true, at(20_000)),
                new ChatClosed(CALL, "b", true, at(20_100)),
                new Recorded(CALL, "caller_hung_up", at(20_200)),
                new DialledOut("node", at(20_500)),
                new DrainBegan("node", at(21_000)),
                new ActiveCalls("node", 0, at(23_000)));
    }

    private static Heard heard(int generation, int turn, boolean greeting, long fromMillis, long toMillis) {
        return new Heard(CALL, generation, turn, greeting, at(fromMillis), at(toMillis), at(toMillis - fromMillis));
    }

    private static CallHistory history(List<HistoryEvent> events, HistoryEvent... more) {
        CallHistory history = new CallHistory();
        history.addAll(events);
        history.addAll(Arrays.asList(more));
        return history;
    }

    @Test
    void aGoodCallHoldsAllOfThem() {
        assertThat(Invariants.check(history(good()))).isEmpty();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                with(Invariant.ONE_RECORD, new Recorded(CALL, "stream_lost", at(20_300))),
                without(Invariant.ONE_RECORD, event -> event instanceof Recorded),
                with(Invariant.ONE_RECORD, new Recorded("+15550002", "bug", at(300))),
                with(Invariant.ONE_GENERATION, heard(0, 3, false, 15_000, 15_200)),
                with(Invariant.ONE_GENERATION, heard(1, 9, false, 9_000, 9_500)),
                with(Invariant.NOTHING_STALE, heard(0, 1, false, 6_020, 6_100)),
                with(Invariant.SOUND_ADDS_UP, new TurnAccounted(CALL, "3", 5_000, 4_000, 100, 0, at(9_000))),
                with(Invariant.SOUND_ADDS_UP, new TurnAccounted(CALL, "3", 5_000, 5_200, 0, 0, at(9_000))),
                replaced(
                        Invariant.NO_LONG_SILENCE,
                        event -> event instanceof Heard sound && sound.nanos() >= at(10_500),
                        heard(1, 8, false, 13_300, 19_000)),
                replaced(
                        Invariant.NO_LONG_SILENCE,
                        event -> event instanceof Heard sound && sound.nanos() >= at(11_000)),
                with(Invariant.ONE_GREETING, heard(1, 57, true, 19_200, 19_800)),
                with(Invariant.TOOLS_ONCE, new ToolExecuted(CALL, "tool-1", at(12_000))),
                with(Invariant.TOOLS_ONCE, new ToolAsked(CALL, "b", "tool-2", at(9_000))),
                with(Invariant.TRANSFERS_ASKED, new TransferDialled(CALL, at(18_200))),
                with(Invariant.TRANSFERS_ASKED, new TransferDialled(CALL, at(17_000))),
                with(Invariant.NO_DIALLING_WHILE_DRAINING, new DialledOut("node", at(21_500))),
                with(
                        Invariant.CHATS_BELONG_TO_CALLS,
                        new ChatOpened(CALL, "c", "g", 2, at(14_000)),
                        new ChatClosed(CALL, "c", true, at(19_000))),
                replaced(Invariant.CHATS_BELONG_TO_CALLS, InvariantsTest::isLastClose),
                replaced(
                        Invariant.CHATS_BELONG_TO_CALLS,
                        InvariantsTest::isLastClose,
                        new ChatClosed(CALL, "b", true, at(26_000))),
                with(Invariant.WORDS_IN_ORDER, new WordHeard(CALL, "b", 2, at(13_000))),
                with(
                        Invariant.WORDS_IN_ORDER,
                        new WordSaid(CALL, 3, at(13_000)),
                        new WordSaid(CALL, 4, at(13_500)),
                        new WordHeard(CALL, "b", 4, at(14_000)),
                        new WordHeard(CALL, "b", 3, at(14_100))),
                with(Invariant.GAUGE_IS_RIGHT, new ActiveCalls("node", 0, at(15_000))),
                with(Invariant.GAUGE_IS_RIGHT, new ActiveCalls("node", 1, at(23_500))));
    }

    private static boolean isLastClose(HistoryEvent event) {
        return event instanceof ChatClosed closed && closed.chat().equals("b");
    }

    private static Arguments with(Invariant broken, HistoryEvent... more) {
        return Arguments.of(broken, history(good(), more));
    }

    private static Arguments without(Invariant broken, Predicate<HistoryEvent> what) {
        return replaced(broken, what);
    }

    private static Arguments replaced(Invariant broken, Predicate<HistoryEvent> what, HistoryEvent... by) {
        List<HistoryEvent> events = new ArrayList<>(good());
        events.removeIf(what);
        return Arguments.of(broken, history(events, by));
    }

    @ParameterizedTest
    @MethodSource
    void broken(Invariant invariant, CallHistory history) {
        List<Violation> violations = Invariants.check(history);

        assertThat(violations)
                .isNotEmpty()
                .extracting(Violation::invariant)
                .as(violations.toString())
                .containsOnly(invariant);
        assertThat(violations.get(0).line(0)).startsWith(invariant.label() + " " + invariant.words() + " at ");
    }

    @Test
    void everyInvariantIsPlanted() {
        assertThat(broken().map(arguments -> (Invariant) arguments.get()[0])).contains(Invariant.values());
    }

    @Test
    void aChatMayBeLateToNoticeThatItsSuccessorTookOver() {
        List<HistoryEvent> events = new ArrayList<>(good());
        events.add(new ChatOpened(CALL, "c", "g", 2, at(19_000)));
        events.removeIf(InvariantsTest::isLastClose);
        events.add(new ChatClosed(CALL, "b", true, at(19_500)));
        events.add(new ChatClosed(CALL, "c", true, at(20_100)));

        assertThat(Invariants.check(history(events))).isEmpty();
    }

    @Test
    void wordsThatAreSentAgainToTheNextChatAreInOrder() {
        assertThat(Invariants.check(history(good(), new WordHeard(CALL, "b", 0, at(11_050)))))
                .isEmpty();
    }
}
