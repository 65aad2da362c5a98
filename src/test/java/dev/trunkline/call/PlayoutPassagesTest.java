package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The agent's sentences on their way to the caller's ear, and where the phone ran dry. */
class PlayoutPassagesTest {

    private final PlayoutLedger ledger = new PlayoutLedger();

    @Test
    void aSentenceIsTakenWhenItIsCompleteAndHeard() {
        ledger.queued("m", 400);
        ledger.queued("m", 400);
        ledger.sent(800, 0, 0);
        assertThat(ledger.takeHeard(millis(200))).as("more may come").isNull();

        ledger.messageComplete();

        assertThat(ledger.takeHeard(millis(99))).as("not heard yet").isNull();
        PlayoutLedger.Passage passage = Objects.requireNonNull(ledger.takeHeard(millis(100)));
        assertThat(passage.messageId()).isEqualTo("m");
        assertThat(passage.spokenMillis()).isEqualTo(100);
        assertThat(ledger.heardMillis(passage, millis(100))).isEqualTo(100);
        assertThat(ledger.takeHeard(millis(100))).as("only once").isNull();
    }

    @Test
    void sentencesAreTakenInTheOrderInWhichTheySound() {
        say("a", 80);
        say("b", 160);
        say("c", 80);
        ledger.sent(320, 0, 0);

        assertThat(idOf(ledger.takeHeard(millis(31)))).isEqualTo("a");
        assertThat(idOf(ledger.takeHeard(millis(31)))).isEqualTo("b");
        assertThat(ledger.takeHeard(millis(31))).isNull();
        assertThat(idOf(ledger.takeHeard(millis(40)))).isEqualTo("c");
    }

    @Test
    void aMarkCompletesTheHearing() {
        say("a", 800);
        ledger.sent(800, 0, 0);
        ledger.marked(ledger.sentBytes());

        assertThat(idOf(ledger.takeHeard(0))).isEqualTo("a");
    }

    @Test
    void aSentenceBeginsWhenItIsHeardAndNotWhenItIsSent() {
        say("a", 800);
        say("b", 800);
        ledger.sent(1_600, 0, 0);

        assertThat(idOf(ledger.takeBegun(millis(10)))).isEqualTo("a");
        assertThat(ledger.takeBegun(millis(99))).isNull();
        assertThat(idOf(ledger.takeBegun(millis(101)))).isEqualTo("b");
        assertThat(ledger.takeBegun(millis(500))).isNull();
    }

    @Test
    void anInterruptionTellsHowMuchOfEachSentenceWasHeard() {
        say("a", 800);
        say("b", 800);
        say("c", 800);
        ledger.sent(1_600, 0, 0);
        long now = millis(130);

        assertThat(idOf(ledger.takeBegun(now))).isEqualTo("a");
        assertThat(idOf(ledger.takeBegun(now))).isEqualTo("b");
        assertThat(ledger.takeBegun(now)).isNull();
        assertThat(idOf(ledger.takeHeard(now))).isEqualTo("a");
        PlayoutLedger.Passage cut = Objects.requireNonNull(ledger.takeAny());
        assertThat(cut.messageId()).isEqualTo("b");
        assertThat(ledger.heardMillis(cut, now)).isEqualTo(30);
        PlayoutLedger.Passage unheard = Objects.requireNonNull(ledger.takeAny());
        assertThat(ledger.heardMillis(unheard, now)).isZero();
        assertThat(ledger.takeAny()).isNull();
    }

    @Test
    void afterAClearTheNextSentenceBeginsWithWhatIsSentNext() {
        say("a", 1_600);
        ledger.sent(800, 0, 0);

        ledger.cleared(millis(40));

        assertThat(ledger.takeAny()).isNull();
        assertThat(ledger.leadNanos(millis(40))).isZero();
        say("b", 400);
        ledger.sent(400, 0, millis(60));
        assertThat(ledger.takeHeard(millis(109))).isNull();
        PlayoutLedger.Passage next = Objects.requireNonNull(ledger.takeHeard(millis(110)));
        assertThat(next.messageId()).isEqualTo("b");
        assertThat(ledger.heardMillis(next, millis(110))).isEqualTo(50);
    }

    /** Its end never came: without this it would stand before all later sentences for ever. */
    @Test
    void aSentenceThatWasNeverFinishedDoesNotHoldUpTheNext() {
        ledger.queued("lost", 80);
        say("next", 80);
        ledger.sent(160, 0, 0);

        assertThat(idOf(ledger.takeHeard(millis(20)))).isEqualTo("lost");
        assertThat(idOf(ledger.takeHeard(millis(20)))).isEqualTo("next");
    }

    @Test
    void soundOfAnEarlierMessageIsAPassageOfItsOwn() {
        ledger.queued("a", 80);
        ledger.queued("b", 80);
        say("a", 160);
        ledger.sent(320, 0, 0);

        PlayoutLedger.Passage first = Objects.requireNonNull(ledger.takeHeard(millis(40)));
        PlayoutLedger.Passage second = Objects.requireNonNull(ledger.takeHeard(millis(40)));
        PlayoutLedger.Passage third = Objects.requireNonNull(ledger.takeHeard(millis(40)));
        assertThat(first.messageId() + second.messageId() + third.messageId()).isEqualTo("aba");
        assertThat(third.spokenMillis()).isEqualTo(20);
    }

    @Test
    void soundAfterTheEndOfItsMessageIsAPassageOfItsOwn() {
        say("a", 80);
        say("a", 80);
        ledger.sent(160, 0, 0);

        assertThat(idOf(ledger.takeHeard(millis(20)))).isEqualTo("a");
        assertThat(idOf(ledger.takeHeard(millis(20)))).isEqualTo("a");
        assertThat(ledger.takeHeard(millis(20))).isNull();
    }

    @Test
    void anEndWithoutAnySoundIsHarmless() {
        ledger.messageComplete();

        assertThat(ledger.takeHeard(0)).isNull();
    }

    @Test
    void paddingAfterASentenceIsNoPartOfIt() {
        say("a", 40);
        ledger.sent(40, 120, 0);
        say("b", 160);
        ledger.sent(160, 0, 0);

        PlayoutLedger.Passage first = Objects.requireNonNull(ledger.takeHeard(millis(5)));
        assertThat(first.spokenMillis()).isEqualTo(5);
        PlayoutLedger.Passage second = Objects.requireNonNull(ledger.takeAny());
        assertThat(ledger.heardMillis(second, millis(20))).isZero();
        assertThat(ledger.heardMillis(second, millis(30))).isEqualTo(10);
    }

    @Test
    void runningDryWithinASentenceIsAnUnderrun() {
        ledger.queued("a", 800);
        ledger.sent(400, 0, 0);

        assertThat(ledger.underrunNanos(millis(50))).isZero();
        assertThat(ledger.underrunNanos(millis(70))).isEqualTo(millis(20));
    }

    @Test
    void lateSoundOfTheSameSentenceIsAnUnderrun() {
        ledger.queued("a", 400);
        ledger.sent(400, 0, 0);
        assertThat(ledger.underrunNanos(millis(80))).as("nothing to play").isZero();

        ledger.queued("a", 400);

        assertThat(ledger.underrunNanos(millis(80))).isEqualTo(millis(30));
    }

    @Test
    void silenceBetweenSentencesIsNone() {
        assertThat(ledger.underrunNanos(millis(5))).isZero();
        say("a", 400);
        assertThat(ledger.underrunNanos(millis(5))).as("before the first").isZero();
        ledger.sent(400, 0, millis(5));
        say("b", 400);

        assertThat(ledger.underrunNanos(millis(500))).isZero();
        ledger.sent(400, 0, millis(500));
        assertThat(ledger.underrunNanos(millis(900))).isZero();
    }

    @Test
    void aClearEndsTheSentence() {
        ledger.queued("a", 800);
        ledger.sent(400, 0, 0);
        ledger.cleared(millis(10));

        assertThat(ledger.underrunNanos(millis(100))).isZero();
        ledger.queued("a", 800);
        assertThat(ledger.underrunNanos(millis(100))).isZero();
    }

    private void say(String messageId, int bytes) {
        ledger.queued(messageId, bytes);
        ledger.messageComplete();
    }

    private static String idOf(PlayoutLedger.@Nullable Passage passage) {
        return passage == null ? "none" : passage.messageId();
    }

    private static long millis(long millis) {
        return millis * 1_000_000;
    }
}
