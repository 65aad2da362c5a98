package dev.trunkline.engine.mind.remote;

import static dev.trunkline.engine.mind.remote.ModelServer.content;
import static dev.trunkline.engine.mind.remote.ModelServer.finish;
import static dev.trunkline.engine.mind.remote.ModelServer.tools;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiDialogModelTest {

    private static final ToolDefinition WEATHER = new ToolDefinition("get_weather", "", "{\"type\":\"object\"}", "");

    private final ModelServer server = new ModelServer();
    private final OpenAiSettings settings = OpenAiSettings.of(server.url("/v1"), null, "small-model", null);
    private final DialogModel model = model(settings);
    private final Overheard heard = new Overheard();

    @AfterEach
    void stop() {
        server.close();
    }

    private static DialogModel model(OpenAiSettings settings) {
        return new OpenAiDialogModel(settings, GenerationMeter.NONE, System::nanoTime);
    }

    private static DialogRequest hello() {
        return asked(List.of(), List.of());
    }

    private static DialogRequest asked(List<ToolDefinition> tools, List<String> builtins) {
        return new DialogRequest(
                "",
                List.of(ChatMessage.of(ChatMessage.Role.CALLER, "Hello?")),
                List.of(),
                tools,
                builtins,
                new Trigger.CallerSpoke("Hello?", true, false),
                DialogRequest.Model.ANY);
    }

    @Test
    void sentenceIsToldWhileTheRestIsStillThoughtOf() {
        CountDownLatch gate = new CountDownLatch(1);
        server.willPlay(exchange -> {
            exchange.stream().event(content("Hi ")).event(content("there. ")).event(content("What"));
            exchange.await(gate);
            exchange.event(content(" now?"))
                    .event(finish("stop"))
                    .event("[DONE]")
                    .end();
        });

        model.generate(hello(), heard);

        assertThat(heard.sentence()).isEqualTo("Hi there.");
        assertThat(heard.ends()).isEmpty();
        gate.countDown();
        assertThat(heard.sentence()).isEqualTo("What now?");
        assertThat(heard.end()).isEqualTo("done");
    }

    @Test
    void charactersMayBeSplitBetweenChunks() {
        byte[] event =
                ("data: " + content("Grüße aus Zürich 😀 und 東京。") + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        server.willPlay(exchange -> {
            exchange.stream();
            for (int i = 0; i < event.length; i += 3) {
                exchange.write(Arrays.copyOfRange(event, i, Math.min(event.length, i + 3)));
            }
            exchange.event("[DONE]").end();
        });

        model.generate(hello(), heard);

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("Grüße aus Zürich und 東京。");
    }

    @Test
    void toolCallsArePutTogetherFromTheirPieces() {
        server.willPlay(exchange -> exchange.stream()
                .event(content("One moment."))
                .event(
                        tools(
                                "[{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"\"}}]"))
                .event(tools("[{\"index\":0,\"function\":{\"arguments\":\"{\\\"city\\\":\"}}]"))
                .event(tools(
                        "[{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"{}\"}}]"))
                .event(tools("[{\"index\":0,\"function\":{\"arguments\":\"\\\"Oslo\\\"}\"}}]"))
                .event(finish("tool_calls"))
                .event("[DONE]")
                .end());

        model.generate(asked(List.of(WEATHER), List.of()), heard);

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("One moment.");
        assertThat(heard.tools())
                .containsExactly(
                        new ToolRequest("get_weather", "{\"city\":\"Oslo\"}", false),
                        new ToolRequest("get_weather", "{}", false));
    }

    @Test
    void wholeCallsThatShareAnIndexAreTwoCalls() {
        server.willPlay(exchange -> exchange.stream()
                .event(
                        tools(
                                "[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"{\\\"n\\\":1}\"}}]"))
                .event(
                        tools(
                                "[{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"{\\\"n\\\":2}\"}}]"))
                .event(finish("stop"))
                .end());

        model.generate(asked(List.of(WEATHER), List.of()), heard);

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.tools()).extracting(ToolRequest::parametersJson).containsExactly("{\"n\":1}", "{\"n\":2}");
    }

    @Test
    void hangUpIsTheEnginesAndComesLast() {
        server.willPlay(exchange -> exchange.stream()
                .event(content("Goodbye."))
                .event(tools("[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"hang_up\",\"arguments\":\"\"}},"
                        + "{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"\"}}]"))
                .event(finish("tool_calls"))
                .end());

        model.generate(asked(List.of(WEATHER), List.of("hang_up")), heard);

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.tools())
                .containsExactly(new ToolRequest("get_weather", "{}", false), new ToolRequest("hang_up", "{}", true));
    }

    @Test
    void hangUpOfTheClientsIsTheClients() {
        ToolDefinition hangUp = new ToolDefinition("hang_up", "", "{}", "");
        server.willPlay(exchange -> exchange.stream()
                .event(tools("[{\"index\":0,\"function\":{\"name\":\"hang_up\",\"arguments\":\"{}\"}}]"))
                .event(finish("tool_calls"))
                .end());

        model.generate(asked(List.of(hangUp), List.of("hang_up")), heard);

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.tools()).containsExactly(new ToolRequest("hang_up", "{}", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\\\"city\\\":\\\"Os", "[1]", "Oslo"})
    void toolIsNotCalledWithArgumentsThatAreNoObject(String arguments) {
        server.willPlay(exchange -> exchange.stream()
                .event(tools(
                        "[{\"index\":0,\"function\":{\"name\":\"get_weather\",\"arguments\":\"" + arguments + "\"}}]"))
                .event(finish("length"))
                .end());

        model.generate(asked(List.of(WEATHER), List.of()), heard);

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(heard.tools()).isEmpty();
    }

    @Test
    void toolThatNobodyOfferedIsNotCalled() {
        server.willPlay(exchange -> exchange.stream()
                .event(tools("[{\"index\":0,\"function\":{\"name\":\"launch\",\"arguments\":\"{}\"}}]"))
                .event(finish("tool_calls"))
                .end());

        model.generate(asked(List.of(WEATHER), List.of()), heard);

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(heard.tools()).isEmpty();
    }

    @Test
    void answerThatReachedItsLengthIsToldAsFarAsItWent() {
        server.willPlay(exchange -> exchange.stream()
                .event(content("One. Two and"))
                .event(finish("length"))
                .event("[DONE]")
                .end());

        model.generate(hello(), heard);

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("One.", "Two and");
    }

    @Test
    void answerThatWasFilteredAwayIsAFailure() {
        server.willPlay(exchange -> exchange.stream()
                .event(finish("content_filter"))
                .event("[DONE]")
                .end());

        model.generate(hello(), heard);

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(heard.reason()).isEqualTo("the model said nothing (content_filter)");
    }

    @Test
    void nothingIsAnAnswerToATool() {
        server.willSay();
        DialogRequest conversation =
                DialogRequest.of(List.of(), List.of(), new Trigger.ToolSucceeded("transfer_call", "ok"));

        model.generate(conversation, heard);

        assertThat(heard.end()).isEqualTo("done");
    }

    @Test
    void endIsToldAtTheFinishReasonWithoutWaitingForMore() {
        CountDownLatch gate = new CountDownLatch(1);
        server.willPlay(exchange -> {
            exchange.stream().event(content("Bye")).event(finish("stop"));
            exchange.await(gate);
            exchange.end();
        });

        model.generate(hello(), heard);

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("Bye");
        gate.countDown();
    }

    @Test
    void oddChunksAreTolerated() {
        server.willPlay(exchange -> exchange.stream()
                .write(": OPENROUTER PROCESSING\n\n")
                .event("")
                .event("null")
                .event("{\"choices\":[],\"prompt_filter_results\":[]}")
                .event("{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null},\"finish_reason\":\"\"}]}")
                .event("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"Not this.\"}}]}")
                .event("{\"choices\":[{\"delta\":{\"reasoning_content\":\"Nor this.\"}}]}")
                .event(
                        "{\"choices\":[{\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"Good.\"}]}}],\"error\":null}")
                .event(finish("stop"))
                .event("{\"choices\":[],\"usage\":{\"total_tokens\":3}}")
                .event("[DONE]")
                .end());

        model.generate(hello(), heard);

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("Good.");
    }

    @Test
    void serverThatDoesNotStreamIsUnderstoodToo() {
        server.willPlay(exchange -> exchange.head(200, "application/json", "")
                .write("{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"All. At once.\"},")
                .write("\"finish_reason\":\"stop\"}]}")
                .end());

        model.generate(hello(), heard);

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("All.", "At once.");
    }

    @Test
    void connectionsAreUsedAgain() {
        int replies = 20;
        for (int i = 0; i < replies; i++) {
            server.willSay("Yes.");
        }

        for (int i = 0; i < replies; i++) {
            Overheard next = new Overheard();
            model.generate(hello(), next);
            assertThat(next.end()).isEqualTo("done");
        }

        // The end is told at the finish reason: on a busy machine some replies may begin before the first response
        // itself has ended.
        assertThat(server.connections()).isLessThanOrEqualTo(replies / 2);
    }

    @Test
    void manyChatsThinkAtOnceWithoutAThreadEach() throws InterruptedException {
        int chats = 40;
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(chats);
        for (int i = 0; i < chats; i++) {
            server.willPlay(exchange -> {
                exchange.stream().event(content("Yes"));
                begun.countDown();
                exchange.await(gate);
                exchange.event(content(", here.")).event(finish("stop")).end();
            });
        }
        List<Overheard> all = Stream.generate(Overheard::new).limit(chats).toList();
        long before = threads();

        all.forEach(one -> model.generate(hello(), one));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        long during = threads();
        gate.countDown();

        assertThat(during - before).isLessThanOrEqualTo(4);
        assertThat(all).allSatisfy(one -> {
            assertThat(one.end()).isEqualTo("done");
            assertThat(one.sentences()).containsExactly("Yes, here.");
        });
    }

    @Test
    void cancelClosesTheConnectionAndTheListenerHearsNoMore() {
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        server.willPlay(exchange -> {
            exchange.stream().event(content("Hello. And"));
            left.complete(exchange.isLeft());
        });
        DialogModel.PendingReply pending = model.generate(hello(), heard);
        assertThat(heard.sentence()).isEqualTo("Hello.");

        pending.cancel();
        pending.cancel();

        assertThat(left).succeedsWithin(Duration.ofSeconds(35)).isEqualTo(true);
        assertThat(heard.sentences()).containsExactly("Hello.");
        assertThat(heard.ends()).isEmpty();
    }

    @Test
    void cancelBeforeTheAnswerClosesTheConnectionToo() {
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        server.willPlay(exchange -> left.complete(exchange.isLeft()));
        DialogModel.PendingReply pending = model.generate(hello(), heard);
        server.request();

        pending.cancel();

        assertThat(left).succeedsWithin(Duration.ofSeconds(35)).isEqualTo(true);
        assertThat(heard.ends()).isEmpty();
    }

    @Test
    void listenerMayCallTheThoughtOffWhileItHearsOfIt() {
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        CompletableFuture<DialogModel.PendingReply> pending = new CompletableFuture<>();
        server.willPlay(exchange -> {
            exchange.await(gate);
            exchange.stream().event(content("One. Two. Three. Four."));
            left.complete(exchange.isLeft());
        });
        Overheard impatient = new Overheard() {
            @Override
            void heard() {
                pending.join().cancel();
            }
        };

        pending.complete(model.generate(hello(), impatient));
        gate.countDown();

        assertThat(left).succeedsWithin(Duration.ofSeconds(35)).isEqualTo(true);
        assertThat(impatient.sentences()).containsExactly("One.");
        assertThat(impatient.ends()).isEmpty();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("engine-mind"))
                .count();
    }
}
