package dev.trunkline.engine.mind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers of a mind that is down. */
class RescuedMindTest {

    private static final String APOLOGY = "I am sorry, I am having trouble thinking. Could you say that again?";
    private static final Tool TRANSFER = new Tool(
            "transfer_call",
            "",
            "{\"type\":\"object\",\"properties\":{\"destination\":{\"type\":\"string\",\"enum\":[\"sales\",\"support\"]}}}",
            "");

    private final List<String> told = new ArrayList<>();
    private final Mind down = (conversation, listener) -> {
        listener.onFailed(Mind.Failure.BROKEN, "down");
        return () -> {};
    };

    private List<String> think(Mind mind, List<Tool> tools, List<String> builtins, Occasion occasion, Line... lines) {
        told.clear();
        new RescuedMind(mind, APOLOGY)
                .think(
                        new Conversation(
                                "", List.of(lines), List.of(), tools, builtins, occasion, Conversation.Model.ANY),
                        new Mind.Listener() {
                            @Override
                            public void onSentence(String text) {
                                told.add(text);
                            }

                            @Override
                            public void onTool(ToolRequest request) {
                                told.add(request.name() + (request.builtin() ? " builtin" : ""));
                            }

                            @Override
                            public void onDone() {
                                told.add("done");
                            }

                            @Override
                            public void onFailed(Mind.Failure failure, String reason) {
                                told.add("failed");
                            }
                        });
        return told;
    }

    private List<String> said(@Nullable Tool tool, String text, Line... before) {
        Line[] lines = new Line[before.length + 1];
        System.arraycopy(before, 0, lines, 0, before.length);
        lines[before.length] = Line.of(Line.Who.CALLER, text);
        return think(
                down,
                tool == null ? List.of() : List.of(tool),
                List.of("hang_up"),
                new Occasion.CallerSpoke(text, true, false),
                lines);
    }

    private static Line[] afterOneFailure() {
        return new Line[] {
            Line.of(Line.Who.CALLER, "where is my parcel"),
            Line.of(Line.Who.AGENT, "I am sorry, I am having trouble thinking."),
            Line.of(Line.Who.AGENT, "Could you say that again?")
        };
    }

    @Test
    void theFirstFailureIsTheChatsToApologiseFor() {
        assertThat(said(TRANSFER, "where is my parcel")).containsExactly("failed");
    }

    @Test
    void theSecondInARowGoesToAPerson() {
        assertThat(said(TRANSFER, "where is my parcel", afterOneFailure()))
                .containsExactly(
                        "I am sorry that I could not help you.",
                        "I will find someone for you.",
                        "transfer_call",
                        "failed");
        assertThat(think(down, List.of(TRANSFER), List.of(), new Occasion.CallerSilent(1), afterOneFailure()))
                .contains("transfer_call");
    }

    @Test
    void whereNobodyCanBeReachedTheCallEndsWithAnApology() {
        assertThat(said(null, "where is my parcel", afterOneFailure()))
                .containsExactly(
                        "I am sorry that I could not help you.",
                        "Please call again later.",
                        "Goodbye.",
                        "hang_up builtin",
                        "failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"goodbye", "okay then bye", "thanks, good bye!"})
    void goodbyeIsObeyed(String words) {
        assertThat(said(TRANSFER, words))
                .contains("Goodbye.", "hang_up builtin")
                .doesNotContain("transfer_call");
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "give me your manager", "Could I talk to a human, please?", "an agent", "0"})
    void aPersonIsFound(String words) {
        assertThat(said(TRANSFER, words)).contains("transfer_call");
    }

    @Test
    void aTransferUnderWayNeedsNoMind() {
        assertThat(think(down, List.of(TRANSFER), List.of(), new Occasion.ToolSucceeded("transfer_call", "ok")))
                .containsExactly("I am putting you through now.", "failed");
        assertThat(think(down, List.of(TRANSFER), List.of(), new Occasion.ToolSucceeded("hang_up", "ok")))
                .containsExactly("done");
    }

    @Test
    void aMindThatWorksIsLeftAlone() {
        Mind works = (conversation, listener) -> {
            listener.onSentence("Hello.");
            listener.onDone();
            return () -> {};
        };

        assertThat(think(
                        works,
                        List.of(TRANSFER),
                        List.of(),
                        new Occasion.CallerSpoke("goodbye", true, false),
                        afterOneFailure()))
                .containsExactly("Hello.", "done");
    }
}
