package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.mind.script.ScriptedDialogModel;
import dev.trunkline.engine.plan.ChatPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code on_new_chat} that is enabled without a text: the mind opens the conversation as its prompt says. */
class GreetingByThePromptIT {

    private static final EngineSettings BY_PROMPT = TestEngine.SETTINGS.withPlan(TestEngine.SETTINGS
            .plan()
            .withSystemPrompt("Greet {{name}}.")
            .withAnnouncements(new ChatPlan.Announcements(
                    new ChatPlan.Announcement(true, ""), ChatPlan.Announcement.of(""), ChatPlan.Announcement.of(""))));

    @Test
    void mindIsAskedAndKnowsTheVariablesOfTheFirstMessage() {
        NotingMind mind = new NotingMind().willSay("Hello, Ada.");
        ChatScene scene = new ChatScene(BY_PROMPT, mind);
        ChatScene.Caller client =
                scene.connect().send("{\"type\":\"session_settings\",\"variables\":{\"name\":\"Ada\"}}");

        assertThat(client.words()).containsExactly("Hello, Ada.");
        var thought = mind.thought();
        assertThat(thought.trigger()).isEqualTo(new Trigger.Begun(""));
        assertThat(thought.systemPrompt()).isEqualTo("Greet Ada.");
    }

    @Test
    void callerWhoSpeaksFirstIsAnsweredInstead() {
        NotingMind mind = new NotingMind();
        ChatScene scene = new ChatScene(BY_PROMPT, mind);
        scene.connect().type("hello").words();

        assertThat(mind.thought().trigger()).isInstanceOf(Trigger.CallerSpoke.class);
    }

    @Test
    void resumedChatIsNotGreeted() {
        NotingMind mind = new NotingMind();
        ChatScene scene = new ChatScene(BY_PROMPT, mind);
        ChatScene.Caller first = scene.connect();
        String group = first.next().path("chat_group_id").asText();
        first.words();
        mind.thought();
        first.disconnect();

        scene.connect("?resumed_chat_group_id=" + group).type("hello").words();

        assertThat(mind.thought().trigger()).isInstanceOf(Trigger.CallerSpoke.class);
    }

    @Test
    void scriptedMindHasAGreetingOfItsOwn() {
        assertThat(greeting(ScriptedDialogModel.ofTheLab()))
                .containsExactly("Hello, thank you for calling.", "How can I help you?");
    }

    private static List<String> greeting(DialogModel mind) {
        ChatScene scene = new ChatScene(BY_PROMPT, mind);
        return scene.connect("?session_settings[variables][name]=Ada").words();
    }
}
