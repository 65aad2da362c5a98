package dev.trunkline.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.ai.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolboxTest {

    private final Deed deed = new Deed();
    private final Toolbox toolbox = new Toolbox(List.of(new HangUpTool()));

    @Test
    void tellsTheModelWhatThereIs() {
        assertThat(toolbox.specs()).extracting(ToolSpec::name).containsExactly("hang_up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HANG_UP", "hang_up ", "", "rm -rf", "hang_up\u0000", "transfer_call", "../hang_up"})
    void doesNothingForANameThatItDoesNotKnow(String name) {
        run(name, "{}");

        assertThat(deed.outcome).isEqualTo("unknown");
        assertThat(deed.content).isNotBlank();
        assertThat(deed.hungUp).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "[]",
                "[{}]",
                "null",
                "true",
                "1",
                "\"{}\"",
                "{}{}",
                "{} x",
                "{\"a\":}",
                "{a:1}",
                "{'a':1}",
                "NaN",
                "{\"a\":1e99999999999}x",
                "<xml/>",
                "\u0000",
                "{\"a\":\"\\ud800}"
            })
    void doesNothingForArgumentsThatAreNoObject(String parameters) {
        run("hang_up", parameters);

        assertThat(deed.outcome).isEqualTo("bad_parameters");
        assertThat(deed.content).isEqualTo("I could not end the call. You may simply hang up.");
        assertThat(deed.hungUp).isFalse();
    }

    @Test
    void survivesArgumentsOfAnyDepthAndLength() {
        run("hang_up", "{\"a\":".repeat(100_000));
        assertThat(deed.outcome).isEqualTo("bad_parameters");
        run("hang_up", "{\"a\":" + "9".repeat(1_000_000) + "}");
        assertThat(deed.outcome).isEqualTo("bad_parameters");
        assertThat(deed.hungUp).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "  ", "{\"why\":\"the caller is done\"}"})
    void runsTheToolOfThatName(String parameters) {
        run("hang_up", parameters);

        assertThat(deed.outcome).isEqualTo("ok");
        assertThat(deed.hungUp).isTrue();
    }

    @Test
    void saysSoWhenTheCallCannotBeEnded() {
        deed.permitted = false;

        run("hang_up", "{}");

        assertThat(deed.outcome).isEqualTo("failed");
        assertThat(deed.content).contains("transferred");
    }

    private void run(String name, String parameters) {
        toolbox.run(new ToolCall("t1", name, parameters, false, true), deed, deed);
    }
}
