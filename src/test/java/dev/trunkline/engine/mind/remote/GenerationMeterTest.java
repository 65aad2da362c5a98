package dev.trunkline.engine.mind.remote;

import static dev.trunkline.engine.mind.remote.ModelServer.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.Trigger;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GenerationMeterTest {

    private final ModelServer server = new ModelServer();
    private final AtomicLong nanos = new AtomicLong(1_000);
    private final List<String> measured = new CopyOnWriteArrayList<>();
    private final GenerationMeter meter = new GenerationMeter() {
        @Override
        public void generationStarted() {
            measured.add("started");
        }

        @Override
        public void firstToken(long afterNanos) {
            measured.add("token " + afterNanos);
        }

        @Override
        public void firstSentence(long afterNanos) {
            measured.add("sentence " + afterNanos);
        }

        @Override
        public void failed(DialogModel.Failure failure) {
            measured.add(failure.name());
        }
    };
    private final DialogModel model =
            new OpenAiDialogModel(OpenAiSettings.of(server.url("/v1"), null, "m", null), meter, nanos::get);

    @AfterEach
    void stop() {
        server.close();
    }

    private static DialogRequest hello() {
        return DialogRequest.of(List.of(), List.of(), new Trigger.CallerSpoke("Hi", true, false));
    }

    @Test
    void firstTokenAndFirstSentenceAreTimedOnce() {
        CountDownLatch sent = new CountDownLatch(1);
        server.willPlay(exchange -> {
            nanos.addAndGet(70);
            exchange.stream().event("{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}");
            exchange.event(content("Well"));
            exchange.await(sent);
            exchange.event(content(". Then. Bye.")).event("[DONE]").end();
        });
        Overheard heard = new Overheard();

        model.generate(hello(), heard);
        org.awaitility.Awaitility.await().until(() -> measured.size() == 2);
        nanos.addAndGet(30);
        sent.countDown();

        assertThat(heard.end()).isEqualTo("done");
        assertThat(measured).containsExactly("started", "token 70", "sentence 100");
    }

    @Test
    void failureIsMeasuredAsWhatItIs() {
        server.willPlay(exchange -> exchange.stream().event(content("Well")).cut());
        Overheard heard = new Overheard();

        model.generate(hello(), heard);

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(measured).startsWith("started").endsWith("DISCONNECTED");
    }
}
