package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.ai.FarEndTraits.Interruption;
import dev.trunkline.ai.GrownText;
import dev.trunkline.call.TalkEvent.AgentBegins;
import dev.trunkline.call.TalkEvent.AgentHeard;
import dev.trunkline.call.TalkEvent.AgentSays;
import dev.trunkline.call.TalkEvent.AgentSaysMore;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Wavs;
import org.junit.jupiter.api.Test;

class AgentsTextGrowsBesideItsSoundTest {

    private static final String LONG =
            "You have three appointments this week, on Monday at ten, on Tuesday at noon, and on Friday at four.";

    private final Scene scene = Scene.talkingWith(new FarEndTraits(Interruption.OURS, false));

    private void sounds(String messageId, int millis) {
        scene.agent().sounds(messageId, Wavs.chunks(24_000, 440, millis, 200));
    }

    @Test
    void andIsOneSentenceInTheEnd() {
        scene.agent().adds("m1", "We open");
        sounds("m1", 400);
        scene.agent().adds("m1", " at nine");
        sounds("m1", 400);
        scene.agent().adds("m1", ".");
        scene.agent().endsTurn();
        scene.time.advanceMillis(2_000);

        assertThat(scene.heard.only(AgentSays.class).text()).isEqualTo("We open");
        assertThat(scene.heard.all(AgentSaysMore.class))
                .extracting(AgentSaysMore::more)
                .containsExactly(" at nine", ".");
        AgentHeard heard = scene.heard.only(AgentHeard.class);
        assertThat(heard.text()).isEqualTo("We open at nine.");
        assertThat(heard.heardText()).isEqualTo("We open at nine.");
        assertThat(heard.interrupted()).isFalse();
    }

    @Test
    void butNotWithoutEnd() {
        String piece = "a".repeat(3_000);
        for (int i = 0; i < 10; i++) {
            scene.agent().adds("m1", piece);
        }
        sounds("m1", 400);
        scene.agent().endsTurn();
        scene.time.advanceMillis(2_000);

        assertThat(scene.heard.all(AgentSaysMore.class)).hasSize(6);
        assertThat(scene.heard.only(AgentHeard.class).text()).hasSize(GrownText.MOST_CHARACTERS);
    }

    @Test
    void thoughItsSoundComesFirst() {
        sounds("m1", 1_000);
        scene.time.advanceMillis(300);
        scene.agent().adds("m1", "We open at nine.");
        scene.agent().endsTurn();
        scene.time.advanceMillis(2_000);

        assertThat(scene.heard.events().stream()
                        .filter(event -> event instanceof AgentSays
                                || event instanceof AgentBegins
                                || event instanceof AgentHeard)
                        .map(event -> event.getClass().getSimpleName()))
                .containsExactly("AgentSays", "AgentBegins", "AgentHeard");
        assertThat(scene.heard.only(AgentHeard.class).heardText()).isEqualTo("We open at nine.");
    }

    @Test
    void andAsFarAsItWasHeardByWhatIsKnownOfIt() {
        scene.agent().adds("m1", LONG); // its sound takes 8 s, of which one has come
        sounds("m1", 1_000);
        scene.time.advanceMillis(900);
        scene.agent().noticesInterruption();

        assertThat(scene.heard.only(AgentHeard.class).heardText()).isEqualTo("You have");

        scene.agent().adds("m2", "On a Monday, at ten.");
        sounds("m2", 2_000);
        scene.time.advanceMillis(1_000);
        scene.agent().noticesInterruption();

        assertThat(scene.heard.last(AgentHeard.class).heardText()).isEqualTo("On a");
    }

    @Test
    void andWhatComesOfAMessageThatWasInterruptedIsNotWrittenDown() {
        scene.agent().adds("m1", "We open at nine");
        sounds("m1", 1_000);
        scene.time.advanceMillis(500);
        scene.agent().noticesInterruption();

        scene.agent().adds("m1", " and close at five.");

        assertThat(scene.heard.only(AgentSays.class).text()).isEqualTo("We open at nine");
        assertThat(scene.heard.all(AgentSaysMore.class)).isEmpty();
        assertThat(scene.heard.all(AgentHeard.class)).hasSize(1);
    }

    @Test
    void andWhatComesLateOfAMessageThatWasHeardOutBelongsToIt() {
        sounds("m1", 400);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);
        scene.agent().adds("m1", "Yes");
        scene.agent().adds("m1", ", gladly.");
        scene.time.advanceMillis(1_000);
        scene.call.onStreamEnded(StreamEnding.STOPPED);

        assertThat(scene.heard.only(AgentSays.class).text()).isEqualTo("Yes");
        assertThat(scene.heard.only(AgentSaysMore.class).more()).isEqualTo(", gladly.");
        assertThat(scene.heard.all(AgentHeard.class))
                .extracting(AgentHeard::heardText, AgentHeard::interrupted)
                .containsExactly(tuple("Yes", false));
    }

    @Test
    void andWhatWasAnsweredBeforeItsWordsCameIsNotAnsweredTwice() {
        sounds("m1", 400);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);
        scene.agent().transcribes("Are you open today?", false);
        scene.agent().adds("m1", "Yes.");
        scene.time.advanceMillis(500);

        RecordingAi.Line next = lost();

        assertThat(next.userTexts()).isEmpty();
        assertThat(next.contexts()).isEmpty();
    }

    @Test
    void andAGoodbyeThatWasHeardBeforeItsWordsCameIsOne() {
        sounds("m1", 400);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);
        scene.agent().transcribes("That was all, thank you.", false);
        scene.agent().adds("m1", "Goodbye!");
        scene.agent().lose(AiLoss.Kind.CLOSED);
        scene.time.advanceMillis(3_000);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
    }

    @Test
    void andTeachesNoPaceBeforeItIsComplete() {
        scene.agent().adds("m1", "One");
        sounds("m1", 6_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(5_800);
        scene.agent().adds("m1", " moment"); // more may come
        scene.time.advanceMillis(2_000);
        scene.agent().says("m2", LONG);
        sounds("m2", 6_600);
        scene.agent().sounds("m2", Wavs.silence(24_000, 200));

        assertThat(lost().spoken()).isEmpty(); // by a pace of two words in six seconds, it would not have ended
    }

    @Test
    void andAGoodbyeInPiecesIsOne() {
        scene.agent().adds("m1", "It was a pleasure to talk to you. Is that all? Then good");
        scene.agent().adds("m1", "bye");
        scene.agent().adds("m1", ".");
        sounds("m1", 600);
        scene.agent().endsTurn();
        scene.agent().lose(AiLoss.Kind.CLOSED);
        scene.time.advanceMillis(3_000);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
    }

    @Test
    void andAGoodbyeThatWasLongAgoIsNone() {
        scene.agent().adds("m1", "I will say goodbye soon. Goodbye is what I say in the end. First: ");
        scene.agent().adds("m1", "your order is here. It has been paid.");
        sounds("m1", 600);
        scene.agent().endsTurn();
        scene.agent().lose(AiLoss.Kind.CLOSED);
        scene.time.advanceMillis(3_000);

        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
    }

    @Test
    void andWhoIsLostInTheMidstOfItIsAskedToGoOn() {
        scene.agent().transcribes("When are you open?", false);
        scene.agent().adds("m1", "We open at nine, and on Saturdays");
        sounds("m1", 3_000);
        scene.time.advanceMillis(1_000);

        RecordingAi.Line next = lost();

        assertThat(next.spoken()).isEmpty();
        assertThat(next.userTexts()).containsExactly("Please go on.");
        assertThat(next.contexts().get(0))
                .contains("cut off in mid-sentence")
                .contains("The caller has heard: \"We open at nine, and on Saturdays\".");
    }

    @Test
    void butNotWhoHadComeToTheEndOfASentence() {
        scene.agent().adds("m1", "We open at nine.");
        sounds("m1", 3_000);
        scene.time.advanceMillis(1_000);

        RecordingAi.Line next = lost();

        assertThat(next.spoken()).isEmpty();
        assertThat(next.userTexts()).isEmpty();
        assertThat(next.contexts()).isEmpty();
    }

    private RecordingAi.Line lost() {
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(260);
        RecordingAi.Line next = scene.ready(new FarEndTraits(Interruption.OURS, false));
        next.flush();
        return next;
    }
}
