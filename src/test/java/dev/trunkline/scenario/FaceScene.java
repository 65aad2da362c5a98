package dev.trunkline.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.ai.TurnDetection;
import dev.trunkline.ai.realtime.EmbeddedRealtime;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.realtime.session.EmbeddedFace;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.Scene;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A whole call at the engine's Realtime face, over our own client, in virtual time; what a session refuses or reports fails the test. */
final class FaceScene implements AutoCloseable {

    static final double CALLER_HZ = 300;
    static final double AGENT_HZ = 440;
    static final TurnDetection WE_DECIDE = new TurnDetection(TurnDetection.Mode.USUAL, null, null, null, true);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ANSWER_MILLIS = 900; // until the turn is over, and the answer begins

    final ManualScheduler time = new ManualScheduler();
    final NotingMind mind = new NotingMind();
    final TestEngine.ToldEars ears = new TestEngine.ToldEars();
    final EmbeddedFace face;
    final EmbeddedRealtime line;
    final Scene scene;

    FaceScene(UnaryOperator<Scene.Builder> call) {
        this(null, ChatPlan.defaults(), call);
    }

    /** @param others in the place of ears that are told what they hear; null for those */
    private FaceScene(@Nullable SpeechRecognizer others, ChatPlan plan, UnaryOperator<Scene.Builder> call) {
        face = new EmbeddedFace(time, others == null ? ears : others, mind, plan);
        line = new EmbeddedRealtime(time, face::epochSeconds, this::connect);
        scene = another(call);
    }

    /** The caller has been greeted, or nobody greets. */
    static FaceScene talking(boolean weDecide) {
        return talking(weDecide, call -> call);
    }

    static FaceScene talking(boolean weDecide, UnaryOperator<Scene.Builder> call) {
        FaceScene scene = new FaceScene(each -> call.apply(weDecide ? each.turns(WE_DECIDE) : each));
        scene.callerIsSilent(200);
        return scene;
    }

    /** Of which sessions last so long, with ears of its own. */
    static FaceScene lasting(int seconds, @Nullable SpeechRecognizer ears, UnaryOperator<Scene.Builder> call) {
        ChatLimits limits = new ChatLimits(600_000, seconds * 1_000L, 0, 0);
        FaceScene scene = new FaceScene(ears, ChatPlan.defaults().withLimits(limits), call);
        scene.callerIsSilent(200);
        return scene;
    }

    /** Another call there, in the same time. */
    Scene another(UnaryOperator<Scene.Builder> call) {
        return call.apply(Scene.prepare().at(time).ai(line)).begin();
    }

    private EmbeddedRealtime.FarEnd connect(EmbeddedRealtime.Line connection) {
        EmbeddedFace.Session session = face.open(connection::say, () -> connection.hangUp(1_000));
        return new EmbeddedRealtime.FarEnd() {
            @Override
            public void onText(String text) {
                session.receive(text);
            }

            @Override
            public void onClosed() {
                session.disconnect();
            }
        };
    }

    void callerIsSilent(int millis) {
        scene.callerSounds(0, millis);
    }

    /** The caller says that, and the answer begins. */
    void callerSays(String words, int millis) {
        ears.willHear(words);
        scene.callerSounds(CALLER_HZ, millis);
        callerIsSilent(ANSWER_MILLIS);
    }

    /** What the caller has heard of the agent, each message once it was over. */
    List<String> heard() {
        return scene.heard.all(TalkEvent.AgentHeard.class).stream()
                .map(TalkEvent.AgentHeard::heardText)
                .toList();
    }

    List<String> callerSaid() {
        return scene.heard.all(TalkEvent.CallerSaid.class).stream()
                .filter(said -> !said.interim())
                .map(TalkEvent.CallerSaid::text)
                .toList();
    }

    /** What a connection was sent, of one type. */
    static List<JsonNode> sent(EmbeddedRealtime.Line connection, String type) {
        return connection.sent().stream()
                .map(FaceScene::json)
                .filter(event -> event.path("type").asText().equals(type))
                .toList();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    @Override
    public void close() {
        line.close();
        assertThat(scene.heard.all(FarEndEvent.AiReported.class))
                .as("what the face refused")
                .isEmpty();
        assertThat(scene.heard.all(CallEvent.FrameRejected.class))
                .as("what our client refused")
                .isEmpty();
    }
}
