package dev.trunkline.engine.mind.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The script, read aloud, when not all goes well: callers who are angry, silent or not understood, and transfers that fail. */
class RoughConversationsTest {

    @Test
    void angryCallerIsOfferedAPerson() {
        assertPlays(Scene.office(), """
                caller: this is terrible
                agent: I am sorry. I understand that this is frustrating. Would you like to speak to a person?
                caller: yes please
                agent: Of course. I will find someone for you. [transfer_call support]
                """);
    }

    @Test
    void angryCallerWhoWantsNobodyGoesOn() {
        assertPlays(Scene.office(), """
                caller: i am very angry
                agent: I am sorry. I understand that this is frustrating. Would you like to speak to a person?
                caller: no
                agent: All right. What can I do for you?
                caller: my bill is too high
                agent: I am sorry. It is thirty pounds for the line, and twelve pounds and fifty pence for calls. \
                Would you like to speak to a person?
                caller: yes
                agent: Of course. I will find someone for you. [transfer_call billing]
                """);
    }

    @Test
    void troubleIsASupportMatter() {
        assertPlays(Scene.office(), """
                caller: something is terribly wrong
                agent: I am sorry to hear that. Would you like to speak to a person?
                caller: yes that is right
                agent: Of course. I will find someone for you. [transfer_call support]
                """);
    }

    @Test
    void afterTwoTurnsNotUnderstoodAPersonIsOffered() {
        assertPlays(Scene.office(), """
                mumbles
                agent: Sorry, I did not understand. You can ask about your balance or our opening hours, or ask to \
                speak to someone.
                mumbles
                agent: I am sorry, I cannot make it out. Would you like to speak to a person?
                caller: yes
                agent: Of course. I will find someone for you. [transfer_call support]
                """);
    }

    @Test
    void understandingStartsAfresh() {
        assertPlays(Scene.office(), """
                mumbles
                agent: Sorry, I did not understand. You can ask about your balance or our opening hours, or ask to \
                speak to someone.
                caller: who are you
                agent: I am the automatic assistant. I can help with your account, or connect you with a person.
                caller: purple elephants
                agent: Sorry, I did not understand. You can ask about your balance or our opening hours, or ask to \
                speak to someone.
                caller: purple elephants
                agent: I am sorry, I cannot make it out. Would you like to speak to a person?
                mumbles
                agent: I am sorry that I could not help you. I will find someone for you. [transfer_call support]
                """);
    }

    @Test
    void interruptionThatIsNotUnderstoodIsInvitedToGoOn() {
        assertPlays(Scene.office(), """
                caller: tell me a story
                agent: Once there was a telephone that never rang. It was very happy when you called. Now, what \
                can I do for you?
                interrupts: purple elephants
                agent: Sure. Please go ahead.
                """);
    }

    @Test
    void keysAreAnswered() {
        assertPlays(Scene.office(), """
                told: The caller pressed 1 on the keypad.
                agent: You pressed 1. Let me see. Your current balance is forty two pounds and fifty pence. The \
                last payment of thirty pounds arrived on the third of this month. The next bill will be sent to \
                you on the twentieth, and it will be due two weeks later. Is there anything else you would like to \
                know?
                told: The caller pressed 9 on the keypad.
                agent: You pressed 9. Let me see. Your current balance is forty two pounds and fifty pence. The \
                last payment of thirty pounds arrived on the third of this month. The next bill will be sent to \
                you on the twentieth, and it will be due two weeks later. Is there anything else you would like to \
                know?
                told: The caller pressed 7 on the keypad.
                agent: You pressed 7. There is nothing behind that key. What would you like to do?
                told: The caller pressed 4711# on the keypad.
                agent: You entered 4 7 1 1 hash. What would you like to do?
                told: The caller pressed 9 on the keypad.
                agent: You pressed 9. You entered 4 7 1 1 hash. What would you like to do?
                told: The caller pressed 0 on the keypad.
                agent: You pressed 0. Of course. I will find someone for you. [transfer_call support]
                """);
    }

    @Test
    void contextsAreNotSpokenAbout() {
        assertPlays(Scene.office(), """
                told: The caller lives in Oslo.
                caller: hello
                agent: Hello. How can I help you?
                """);
    }

    @Test
    void silentCallerIsAskedTwice() {
        assertPlays(Scene.office(), """
                caller: tell me a story
                agent: Once there was a telephone that never rang. It was very happy when you called. Now, what \
                can I do for you?
                silent: 1
                agent: Are you still there?
                caller: yes
                agent: All right. What can I do for you?
                silent: 1
                agent: Are you still there?
                silent: 2
                agent: I am still here. Just say what you need, or say goodbye.
                caller: can you repeat that please
                agent: All right. What can I do for you?
                """);
    }

    @Test
    void failedTransferGoesOn() {
        assertPlays(Scene.office(), """
                caller: transfer me to sales please
                agent: I will connect you with sales. [transfer_call sales]
                failed:
                agent: I am sorry, I could not connect you. Is there anything else I can do?
                caller: no
                agent: All right. Thank you for calling. Goodbye. [hang_up]
                """);
    }

    @Test
    void unansweredTransferGoesOn() {
        assertPlays(Scene.office(), """
                caller: transfer me to billing
                agent: I will connect you with billing. [transfer_call billing]
                done: ok
                agent: I am putting you through now.
                resumed: The transfer to billing failed: no-answer. Ask what else you can do.
                agent: I am sorry, nobody could take your call just now. What else can I do for you?
                caller: that is all thank you goodbye
                agent: Thank you for calling. Goodbye. [hang_up]
                """);
    }

    @Test
    void whereNobodyElseIsNobodyIsOffered() {
        assertPlays(Scene.alone(), """
                caller: this is terrible
                agent: I am sorry. I understand that this is frustrating. What would you like to do?
                caller: let me speak to someone
                agent: I am sorry, I cannot connect you. There is no other person on this line. Is there anything \
                else I can do?
                caller: no thank you
                agent: All right. Thank you for calling. Goodbye. [hang_up]
                """);
    }

    @Test
    void announcementsAreNoCallers() {
        assertPlays(Scene.office(), """
                caller: please hold while we try to connect you
                agent: Of course. Take your time.
                caller: thank you for your patience
                agent: You are welcome. Is there anything else?
                caller: all circuits are busy now
                agent: That sounds like a recording. If there is somebody on the line, please say how I can help.
                caller: your call cannot be completed as dialed
                agent: That sounds like a recording. If there is somebody on the line, please say how I can help.
                """);
    }

    private static void assertPlays(Scene scene, String conversation) {
        assertThat(scene.play(conversation)).isEqualTo(conversation);
    }
}
