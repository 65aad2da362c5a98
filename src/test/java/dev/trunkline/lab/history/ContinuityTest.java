package dev.trunkline.lab.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.history.HistoryEvent.ChatClosed;
import dev.trunkline.lab.history.HistoryEvent.ChatOpened;
import dev.trunkline.lab.history.HistoryEvent.Heard;
import dev.trunkline.lab.history.HistoryEvent.StreamClosed;
import dev.trunkline.lab.history.HistoryEvent.StreamOpened;
import dev.trunkline.lab.history.HistoryEvent.WordHeard;
import dev.trunkline.lab.history.HistoryEvent.WordSaid;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What callers notice of lost chats is counted rightly. */
class ContinuityTest {

    private final CallHistory history = new CallHistory();

    private static long at(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void call(String name, String nextGroup, long backMillis) {
        history.add(new StreamOpened(name, at(0)));
        history.add(new ChatOpened(name, name + "a", "g", 0, at(10)));
        history.add(new Heard(name, 0, 1, false, at(20), at(5_200), at(5_180)));
        history.add(new ChatClosed(name, name + "a", false, at(5_000)));
        history.add(new ChatOpened(name, name + "b", nextGroup, 1, at(backMillis)));
        history.add(new Heard(name, 1, 9, false, at(backMillis + 100), at(20_000), at(1_000)));
        history.add(new StreamClosed(name, true, at(20_000)));
        history.add(new ChatClosed(name, name + "b", true, at(20_010)));
    }

    @Test
    void aChatThatIsResumedIsCountedWithItsSilence() {
        call("one", "g", 5_300);
        Continuity all = Continuity.of(history);

        assertThat(all.calls()).isEqualTo(1);
        assertThat(all.losses()).isEqualTo(1);
        assertThat(all.resumed()).isEqualTo(1);
        assertThat(all.droppedLegs()).isZero();
        assertThat(all.outages().max()).isEqualTo(300);
        assertThat(all.silences().max())
                .as("from the last sound, not from the loss")
                .isEqualTo(200);
        assertThat(all.longSilences()).isZero();
    }

    @Test
    void anotherConversationIsNotTheSame() {
        call("one", "other", 5_300);

        assertThat(Continuity.of(history).wrongGroup()).isEqualTo(1);
        assertThat(Continuity.of(history).resumed()).isZero();
    }

    @Test
    void aLongSilenceNeedsATone() {
        call("one", "g", 7_000);
        call("two", "g", 7_000);
        history.add(new Heard("two", Heard.NOBODY, -2, false, at(5_600), at(6_900), at(1_300)));
        Continuity all = Continuity.of(history);

        assertThat(all.silences().millis()).containsExactly(1_900L, 1_900L);
        assertThat(all.longSilences()).isEqualTo(2);
        assertThat(all.toneless()).isEqualTo(1);
    }

    @Test
    void wordsAreLostWhenNoChatHearsThem() {
        call("one", "g", 6_000);
        history.add(new WordSaid("one", 0, at(4_900)));
        history.add(new WordHeard("one", "onea", 0, at(4_960)));
        history.add(new WordHeard("one", "oneb", 0, at(6_050)));
        history.add(new WordSaid("one", 1, at(5_100)));
        history.add(new WordHeard("one", "oneb", 1, at(6_060)));
        history.add(new WordSaid("one", 2, at(5_500)));
        history.add(new WordSaid("one", 3, at(9_000)));
        history.add(new WordHeard("one", "oneb", 3, at(9_060)));
        history.add(new WordHeard("one", "oneb", 3, at(9_400)));
        history.add(new WordSaid("one", 4, at(19_500)));

        assertThat(Continuity.of(history).words())
                .as("said, lost, said in gaps, lost in gaps, repeated, doubled")
                .isEqualTo(new Continuity.Words(4, 1, 2, 1, 1, 1));
    }

    @Test
    void whoIsDroppedIsCounted() {
        history.add(new StreamOpened("one", at(0)));
        history.add(new StreamClosed("one", false, at(900)));

        assertThat(Continuity.of(history).droppedLegs()).isEqualTo(1);
    }

    @Test
    void aChatThatFollowsNobodyIsMissed() {
        history.add(new StreamOpened("one", at(0)));
        history.add(new ChatOpened("one", "a", "g", 0, at(10)));
        history.add(new ChatClosed("one", "a", false, at(1_000)));
        history.add(new StreamClosed("one", true, at(9_000)));

        assertThat(Continuity.of(history).abandoned()).isEqualTo(1);
    }

    @Test
    void theRestIsNone() {
        Continuity none = Continuity.of(history);

        assertThat(none.calls()).isZero();
        assertThat(none.silences().max()).isNaN();
        assertThat(none.violations()).isEmpty();
    }
}
