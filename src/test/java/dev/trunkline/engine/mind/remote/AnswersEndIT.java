package dev.trunkline.engine.mind.remote;

import static dev.trunkline.engine.mind.remote.ModelServer.content;
import static dev.trunkline.engine.mind.remote.ModelServer.finish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer ends where it ends, whatever its chunks say about that. */
class AnswersEndIT {

    private final ModelServer server = new ModelServer();
    private final Overheard heard = new Overheard();

    @AfterEach
    void stop() {
        server.close();
    }

    private void generate() {
        DialogRequest conversation = DialogRequest.of(
                List.of(ChatMessage.of(ChatMessage.Role.CALLER, "Hello?")),
                List.of(new ToolDefinition("pay", "", "{}", "")),
                new Trigger.CallerSpoke("Hello?", true, false));
        new OpenAiDialogModel(
                        OpenAiSettings.of(server.url("/v1"), null, "m", null), GenerationMeter.NONE, System::nanoTime)
                .generate(conversation, heard);
    }

    private static String said(String text, String reason) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":" + reason
                + "}]}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"stop\"", "\"\"", "null", "\"null\"", "\"length\"", "\"tool_calls\""})
    void aReasonWithEveryChunkEndsNothing(String reason) {
        server.willPlay(exchange -> exchange.stream()
                .event(said("", reason))
                .event(said("One. ", reason))
                .event(said("Two. ", reason))
                .event(said("", reason))
                .event(said("Three.", reason))
                .event("[DONE]")
                .end());

        generate();

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("One.", "Two.", "Three.");
    }

    @Test
    void whatFollowsAReasonIsPartOfTheAnswer() {
        server.willPlay(exchange -> {
            exchange.stream().event(content("One. ")).event(finish("stop"));
            exchange.waitMillis(150);
            exchange.event(content("Two."))
                    .event("{\"choices\":[],\"usage\":{\"total_tokens\":3}}")
                    .event(ModelServer.tools(
                            "[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"pay\",\"arguments\":\"{}\"}}]"))
                    .event(finish("tool_calls"))
                    .event("{\"choices\":[],\"usage\":{\"total_tokens\":3}}")
                    .end();
        });

        generate();

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("One.", "Two.");
        assertThat(heard.tools()).containsExactly(new ToolRequest("pay", "{}", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream", "text/plain; charset=utf-8", ""})
    void aWholeAnswerToARequestForAStreamIsUnderstoodWhateverItsTypeSays(String type) {
        server.willPlay(exchange -> exchange.head(200, type, "")
                .write(" {\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"All. At once.\",")
                .write(
                        "\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"pay\",\"arguments\":\"{}\"}}]},")
                .write("\"finish_reason\":\"tool_calls\"}]}")
                .end());

        generate();

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("All.", "At once.");
        assertThat(heard.tools()).hasSize(1);
    }

    @Test
    void aStreamThatCallsItselfJsonIsAStream() {
        server.willPlay(exchange -> exchange.head(200, "application/json", "")
                .write("data: " + content("Hello.") + "\n\n")
                .write("data: [DONE]\n\n")
                .end());

        generate();

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("Hello.");
    }

    @Test
    void functionsOfOldAreTools() {
        server.willPlay(exchange -> exchange.stream()
                .event("{\"choices\":[{\"delta\":{\"function_call\":{\"name\":\"pay\",\"arguments\":\"\"}}}]}")
                .event("{\"choices\":[{\"delta\":{\"function_call\":{\"arguments\":\"{\\\"a\\\":\"}}}]}")
                .event("{\"choices\":[{\"delta\":{\"function_call\":{\"arguments\":\"1}\"}}}]}")
                .event(finish("function_call"))
                .event("[DONE]")
                .end());

        generate();

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.tools()).containsExactly(new ToolRequest("pay", "{\"a\":1}", false));
    }

    @Test
    void nothingPrivateIsSpoken() {
        server.willPlay(exchange -> exchange.stream()
                .event("{\"choices\":[{\"delta\":{\"reasoning\":\"Secret one.\"}}]}")
                .event(
                        "{\"choices\":[{\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Secret two.\"}]},"
                                + "{\"type\":\"reasoning\",\"text\":\"Secret three.\"},{\"type\":\"text\",\"text\":\"Hello. \"}]}}]}")
                .event(content("<Rea"))
                .event(content("soning>Secret four.</REASONING"))
                .event(content(">How are you?"))
                .event("[DONE]")
                .end());

        generate();

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("Hello.", "How are you?");
    }

    @Test
    void aClosingTagAloneMakesAllBeforeItPrivate() {
        server.willPlay(exchange -> exchange.stream()
                .event(content("Greeting is due. "))
                .event(content("I will greet. Then"))
                .event(content(" ask.</th"))
                .event(content("ink>Good day."))
                .event("[DONE]")
                .end());

        generate();

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("Good day.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"error\":\"\"",
                "\"error\":{}",
                "\"error\":[]",
                "\"error\":false",
                "\"error\":0",
                "\"error\":{\"code\":0}",
                "\"error\":{\"code\":\"0\",\"message\":\"\"}",
                "\"logprobs\":{\"content\":[NaN,-Infinity,Infinity]}"
            })
    void aHarmlessFieldBesideGoodWordsFailsNothing(String field) {
        server.willPlay(exchange -> exchange.stream()
                .event("{" + field
                        + ",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Good day.\",\"tool_calls\":[null]}}]}")
                .event("[DONE]")
                .end());

        generate();

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("Good day.");
        assertThat(heard.tools()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"overloaded\"", "{\"message\":\"overloaded\"}", "{\"code\":500}", "true", "[{\"code\":1}]"})
    void anErrorThatSaysSomethingFailsTheAnswer(String error) {
        server.willPlay(
                exchange -> exchange.stream().event("{\"error\":" + error + "}").end());

        generate();

        assertThat(heard.end()).isNotEqualTo("done");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"type\":\"reasoning_text\",\"text\":\"Secret.\"},{\"type\":\"output_text\",\"text\":\"Hello.\"}]",
                "[{\"type\":\"summary_text\",\"text\":\"Secret.\"},{\"type\":\"text\",\"text\":\"Hello.\"}]",
                "[{\"text\":\"Secret.\",\"thought\":true},{\"text\":\"Hello.\"},null]",
                "[\"Hello.\",{\"type\":\"thinking\",\"text\":\"Secret.\"}]",
                "{\"type\":\"text\",\"text\":\"Hello.\"}"
            })
    void onlyPartsThatAreSpeechAreSpoken(String parts) {
        server.willPlay(exchange -> exchange.stream()
                .event("{\"choices\":[{\"delta\":{\"content\":{\"type\":\"thinking\",\"text\":\"Secret.\"}}}]}")
                .event("{\"choices\":[{\"delta\":{\"content\":" + parts + "}}]}")
                .event("[DONE]")
                .end());

        generate();

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("Hello.");
    }
}
