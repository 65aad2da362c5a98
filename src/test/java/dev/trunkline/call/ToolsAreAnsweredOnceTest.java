package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.RecordingAi.ToolAnswer;
import dev.trunkline.testing.Scene;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolsAreAnsweredOnceTest {

    private final List<ToolRunner.Answer> running = new ArrayList<>();
    private final Scene scene =
            Scene.prepare().tools((tool, call, answer) -> running.add(answer)).talking();

    @Test
    void withWhatTheToolSaid() {
        scene.agent().callsTool("t1", "weather", "{}");
        scene.time.advanceMillis(300);

        running.get(0).succeed("sunny");

        assertThat(scene.agent().toolAnswers()).containsExactly(new ToolAnswer(call("t1"), true, "sunny", ""));
        assertThat(scene.agent().unflushedRequests()).isZero();
        var answered = scene.heard.only(FarEndEvent.ToolAnswered.class);
        assertThat(answered.outcome()).isEqualTo("ok");
        assertThat(answered.nanos()).isEqualTo(300_000_000L);
    }

    @Test
    void andNotAgainWhateverTheToolSaysLater() {
        scene.agent().callsTool("t1", "weather", "{}");

        running.get(0).succeed("sunny");
        running.get(0).fail("failed", "second thoughts", "No.");
        running.get(0).succeed("rainy");
        scene.time.advanceMillis(20_000);

        assertThat(scene.agent().toolAnswers()).hasSize(1);
        assertThat(scene.heard.all(FarEndEvent.ToolAnswered.class)).hasSize(1);
    }

    @Test
    void withinTheDeadlineEvenIfTheToolNeverAnswers() {
        scene.agent().callsTool("t1", "weather", "{}");
        scene.time.advanceMillis(9_999);
        assertThat(scene.agent().toolAnswers()).isEmpty();

        scene.time.advanceMillis(1);
        running.get(0).succeed("sunny");

        assertThat(scene.agent().toolAnswers()).hasSize(1).allMatch(answer -> !answer.succeeded());
        assertThat(scene.agent().toolAnswers().get(0).content()).isNotBlank();
        assertThat(scene.heard.only(FarEndEvent.ToolAnswered.class).outcome()).isEqualTo("timeout");
    }

    @Test
    void andARepeatedIdGetsTheSameAnswerWithoutRunningAgain() {
        scene.agent().callsTool("t1", "weather", "{}");
        scene.agent().callsTool("t1", "weather", "{}");
        running.get(0).succeed("sunny");
        scene.agent().callsTool("t1", "weather", "{}");

        assertThat(running).hasSize(1);
        assertThat(scene.agent().toolAnswers())
                .containsExactly(
                        new ToolAnswer(call("t1"), true, "sunny", ""), new ToolAnswer(call("t1"), true, "sunny", ""));
        assertThat(scene.heard.all(FarEndEvent.ToolCalled.class)).hasSize(1);
        assertThat(scene.heard.all(FarEndEvent.ToolAnswered.class)).hasSize(1);
    }

    @Test
    void sideBySide() {
        scene.agent().callsTool("t1", "weather", "{}");
        scene.agent().callsTool("t2", "weather", "{}");

        running.get(1).succeed("second");
        running.get(0).succeed("first");

        assertThat(scene.agent().toolAnswers())
                .extracting(answer -> answer.tool().id())
                .containsExactly("t2", "t1");
    }

    @Test
    void andNobodyIsToldWhenTheAskerIsGone() {
        RecordingAi.Line asker = scene.agent();
        asker.callsTool("t1", "weather", "{}");
        asker.lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(5);
        RecordingAi.Line next = scene.ai.ready();

        running.get(0).succeed("sunny");

        assertThat(asker.toolAnswers()).isEmpty();
        assertThat(asker.lateRequests()).isEmpty();
        assertThat(next.toolAnswers()).isEmpty();
        assertThat(scene.heard.only(FarEndEvent.ToolAnswered.class).outcome()).isEqualTo("ok");
        next.callsTool("t1", "weather", "{}");
        assertThat(next.toolAnswers()).containsExactly(new ToolAnswer(call("t1"), true, "sunny", ""));
        assertThat(running).hasSize(1);
    }

    @Test
    void andNobodyIsToldAfterTheCall() {
        scene.agent().callsTool("t1", "weather", "{}");
        scene.call.onStreamEnded(StreamEnding.STOPPED);

        running.get(0).succeed("sunny");
        scene.time.advanceMillis(20_000);

        assertThat(scene.agent().toolAnswers()).isEmpty();
        assertThat(scene.agent().lateRequests()).isEmpty();
        assertThat(scene.heard.all(FarEndEvent.ToolAnswered.class)).isEmpty();
        assertThat(scene.time.timers()).isZero();
    }

    @Test
    void thoughTheToolThrows() {
        Scene broken = Scene.prepare()
                .tools((tool, call, answer) -> {
                    throw new IllegalStateException("boom");
                })
                .talking();

        broken.agent().callsTool("t1", "weather", "{}");

        assertThat(broken.agent().toolAnswers()).hasSize(1).allMatch(answer -> !answer.succeeded());
        assertThat(broken.agent().toolAnswers().get(0).content()).doesNotContain("boom");
        assertThat(broken.heard.all(CallEvent.Ended.class)).isEmpty();
    }

    @Test
    void thoughThereAreHundredsAtOnce() {
        for (int i = 0; i < 300; i++) {
            scene.agent().callsTool("t" + i, "weather", "{}");
        }
        running.forEach(answer -> answer.succeed("sunny"));

        assertThat(scene.agent().toolAnswers())
                .extracting(answer -> answer.tool().id())
                .doesNotHaveDuplicates()
                .hasSize(300);
        scene.call.onStreamEnded(StreamEnding.STOPPED);
        assertThat(scene.time.timers()).isZero();
    }

    private static ToolCall call(String id) {
        return new ToolCall(id, "weather", "{}", false, true);
    }
}
