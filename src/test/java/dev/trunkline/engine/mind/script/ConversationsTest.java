package dev.trunkline.engine.mind.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The script, read aloud: what callers say, and what they hear. */
class ConversationsTest {

    @Test
    void questionIsAnsweredAndTheCallerSaysGoodbye() {
        assertPlays(Scene.office(), """
                caller: hello
                agent: Hello. How can I help you?
                caller: what is my account balance please
                agent: Let me see. Your current balance is forty two pounds and fifty pence. The last payment of \
                thirty pounds arrived on the third of this month. The next bill will be sent to you on the \
                twentieth, and it will be due two weeks later. Is there anything else you would like to know?
                caller: no thank you
                agent: All right. Thank you for calling. Goodbye. [hang_up]
                """);
    }

    @Test
    void callerWhoWantsMoreIsAskedToGoOn() {
        assertPlays(Scene.office(), """
                caller: when are you open
                agent: We are open every day. On weekdays from eight in the morning until eight in the evening, \
                and at weekends from ten until four. Is there anything else?
                caller: yes please
                agent: Please go ahead.
                caller: where is your office
                agent: It is in Station Road. From the station you walk for five minutes, and the bus stops in \
                front of the door. If you come by car, you can park behind the house. Is there anything else?
                caller: no
                agent: All right. Thank you for calling. Goodbye. [hang_up]
                caller: goodbye
                agent: Thank you for calling. Goodbye. [hang_up]
                """);
    }

    @Test
    void callerWhoAskedAboutMoneyIsPutThroughToBilling() {
        assertPlays(Scene.office(), """
                caller: what is my account balance
                agent: Let me see. Your current balance is forty two pounds and fifty pence. The last payment of \
                thirty pounds arrived on the third of this month. The next bill will be sent to you on the \
                twentieth, and it will be due two weeks later. Is there anything else you would like to know?
                interrupts: let me speak to someone please
                agent: Of course. I will find someone for you. [transfer_call billing]
                done: ok
                agent: I am putting you through now.
                """);
    }

    @Test
    void callerNamesTheDepartment() {
        assertPlays(Scene.office(), """
                caller: how much do i owe
                agent: Let me see. Your current balance is forty two pounds and fifty pence. The last payment of \
                thirty pounds arrived on the third of this month. The next bill will be sent to you on the \
                twentieth, and it will be due two weeks later. Is there anything else you would like to know?
                caller: transfer me to support please
                agent: I will connect you with support. [transfer_call support]
                done: ok
                agent: I am putting you through now.
                """);
    }

    @Test
    void callerWithoutATopicIsPutThroughToSomebodyWhoCanHelp() {
        assertPlays(Scene.office(), """
                caller: can i talk to a human please
                agent: Of course. I will find someone for you. [transfer_call support]
                """);
    }

    @Test
    void interruptionIsAcknowledged() {
        assertPlays(Scene.office(), """
                caller: tell me about your services
                agent: Gladly. I can tell you the balance of your account and explain your latest bill. I can tell \
                you when our offices are open, and how to reach them by train, by bus or by car. I can also \
                connect you with our colleagues in billing, in sales and in technical support. And if you would \
                rather speak to a person right away, just say so at any time. What would you like to do?
                interrupts: what are your opening hours
                agent: Sure. We are open every day. On weekdays from eight in the morning until eight in the \
                evening, and at weekends from ten until four. Is there anything else?
                interrupts: stop
                agent: Sure. I am listening.
                interrupts: thank you very much
                agent: You are welcome. Is there anything else?
                interrupts: this is ridiculous
                agent: I am sorry. I understand that this is frustrating. Would you like to speak to a person?
                """);
    }

    @Test
    void lastAnswerIsRepeated() {
        assertPlays(Scene.office(), """
                caller: can you repeat that
                agent: I have not said anything yet. How can I help?
                caller: when are you open
                agent: We are open every day. On weekdays from eight in the morning until eight in the evening, \
                and at weekends from ten until four. Is there anything else?
                silent: 1
                agent: Are you still there?
                caller: can you repeat that please
                agent: We are open every day. On weekdays from eight in the morning until eight in the evening, \
                and at weekends from ten until four. Is there anything else?
                """);
    }

    @Test
    void smallTalk() {
        assertPlays(Scene.office(), """
                caller: how are you
                agent: I am fine, thank you. How can I help?
                caller: are you a real person
                agent: I am the automatic assistant. I can help with your account, or connect you with a person.
                caller: i am very happy
                agent: I am glad to hear that. Is there anything else?
                caller: never mind
                agent: No problem. What can I do for you?
                caller: one moment please
                agent: Of course. Take your time.
                caller: no that is wrong
                agent: I am sorry. Please tell me again what you need.
                """);
    }

    @Test
    void noIsAWordOfOtherSentencesToo() {
        assertPlays(Scene.office(), """
                caller: when are you open
                agent: We are open every day. On weekdays from eight in the morning until eight in the evening, \
                and at weekends from ten until four. Is there anything else?
                caller: there is no internet
                agent: I am sorry to hear that. Would you like to speak to a person?
                caller: no i do not want to speak to a person
                agent: All right. What can I do for you?
                """);
    }

    private static void assertPlays(Scene scene, String conversation) {
        assertThat(scene.play(conversation)).isEqualTo(conversation);
    }
}
