package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.testing.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AiClosesWithoutAReasonTest {

    @Test
    void inMidSentenceSoItIsCalledAgain() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "Goodbye is not what I wanted to say, but", 440, 2_000);

        scene.agent().lose(AiLoss.Kind.CLOSED);
        scene.time.advanceMillis(5);
        scene.ai.ready();
        scene.time.advanceMillis(5_000);

        assertThat(scene.ai.lines()).hasSize(2);
        assertThat(scene.agent().profile().resumedChatGroupId()).isEqualTo("group-1");
        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Goodbye!",
                "Thanks for calling, bye-bye.",
                "Have a wonderful evening.",
                "Take care.",
                "Auf Wiederhören!",
                "¡Hasta luego!",
                "Thank you for calling Goodbye",
                "I hope that helps, and have a really nice day!",
                "Alright, we'll see you tomorrow.",
                "Goodbye now, take care of yourself",
            })
    void afterAFarewellSoItWasAGoodbye(String farewell) {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", farewell, 440, 1_000);
        scene.agentSpeaks("m2", "It was a pleasure.", 440, 1_000);
        scene.agent().endsTurn();

        scene.agent().lose(AiLoss.Kind.CLOSED);
        scene.time.advanceMillis(1_900);
        assertThat(scene.phone.hasLeft()).as("the last words are heard").isFalse();
        scene.time.advanceMillis(200);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
        assertThat(scene.ai.lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I will put that into the basket.",
                "Shall I say goodbye?",
                "The goods are by the door.",
                "That is a nice day for it.",
                "I will take care of that for you now.",
                "I'll take care of it right away.",
                "Sure, I can take care of the payment, one second please",
                "Our farewell party is on Friday at eight.",
                "Your appointment is on Friday; we will see you at nine.",
                "To say farewell in French, one says au revoir.",
                "You can see your balance later. Just press bye bye to end.",
                "Goodbye is the word that ends this call.",
            })
    void afterOtherWordsSoItIsCalledAgain(String words) {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", words, 440, 1_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(3_000);

        scene.agent().lose(AiLoss.Kind.CLOSED);
        scene.time.advanceMillis(5);

        assertThat(scene.ai.lines()).hasSize(2);
    }

    @Test
    void butTheCallerAnsweredTheFarewellSoItIsCalledAgain() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "Goodbye!", 440, 1_000);
        scene.agent().endsTurn();
        scene.agent().transcribes("Wait, one more", true);

        scene.agent().lose(AiLoss.Kind.CLOSED);
        scene.time.advanceMillis(5);

        assertThat(scene.ai.lines()).hasSize(2);
    }

    @Test
    void butTheCallerInterruptedTheFarewellSoItIsCalledAgain() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "Goodbye now, it was a pleasure.", 440, 5_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);
        scene.agent().noticesInterruption();

        scene.agent().lose(AiLoss.Kind.CLOSED);
        scene.time.advanceMillis(5);

        assertThat(scene.ai.lines()).hasSize(2);
    }

    @Test
    void twiceWithNotAWordBetweenSoTheCallerIsHelpedOtherwise() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "One moment", 440, 500);
        scene.agent().lose(AiLoss.Kind.CLOSED);
        scene.time.advanceMillis(5);
        scene.ai.ready();
        scene.time.advanceMillis(100);

        scene.agent().lose(AiLoss.Kind.CLOSED);
        scene.time.advanceMillis(2_000);

        assertThat(scene.ai.lines()).hasSize(2);
        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AI_LOST);
        assertThat(scene.continuation().next()).isInstanceOf(CarrierInstruction.Apologise.class);
    }

    @Test
    void againAndAgainButTalkingInBetweenSoItGoesOn() {
        Scene scene = Scene.talking();
        for (int i = 0; i < 5; i++) {
            scene.agentSpeaks("m" + i, "Where were we?", 440, 500);
            scene.agent().endsTurn();
            scene.time.advanceMillis(4_000);
            scene.agent().lose(AiLoss.Kind.CLOSED);
            scene.time.advanceMillis(2_100);
            scene.ai.ready();
        }

        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
    }
}
