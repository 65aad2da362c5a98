package dev.trunkline.engine.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.script.ScriptedDialogModel;
import org.junit.jupiter.api.Test;

/** The engine's own script, which was made for EVI's conversations, holds one of this protocol. */
class ScriptedSessionTest {

    private final SessionScene scene = new SessionScene(ScriptedDialogModel.ofTheLab());

    private String transcript() {
        return scene.next("response.output_audio_transcript.done")
                .path("transcript")
                .asText();
    }

    private void says(String words) {
        scene.ears.willHear(words);
        scene.speaks(600).isSilent(700);
        scene.time.advanceMillis(3_000);
    }

    @Test
    void itGreetsAndAnswersAndCallsAFunctionOfTheSession() {
        scene.update("'tools':[{'type':'function','name':'transfer_call','description':'Puts the caller through.',"
                + "'parameters':{'type':'object','properties':{'destination':{'type':'string',"
                + "'enum':['sales','support']}}}}]");

        scene.respond();
        assertThat(transcript()).startsWith("Hello");
        says("my bill is wrong");
        assertThat(transcript()).contains("balance");
        says("i want to talk to sales");

        assertThat(scene.next("response.function_call_arguments.done")
                        .path("arguments")
                        .asText())
                .contains("\"destination\":\"sales\"");
    }
}
