package dev.trunkline.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.call.Call;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallPorts;
import dev.trunkline.call.CallSetup;
import dev.trunkline.call.OwnVoice;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ABrokenBuildIsCaughtTest {

    private static final String STORY = "Once upon a time there was a telephone that listened to everybody.";

    @TempDir
    private Path folder;

    private RecordedScene interrupted() {
        RecordedScene scene = RecordedScene.talking(folder);
        scene.passes(300);
        scene.agentSpeaks("m1", STORY, 4_000);
        scene.callerSounds(330, 1_000);
        scene.agent().noticesInterruption();
        scene.callerSounds(330, 4_000);
        scene.call.onStreamEnded(StreamEnding.STOPPED);
        return scene;
    }

    @Test
    void whoseCallerCannotInterrupt() throws IOException {
        ReplayResult result = interrupted().replayed((setup, ports) -> Call.begin(setup, deafToInterruptions(ports)));

        assertThat(result.isEqual()).isFalse();
        assertThat(result.moreMillis()).isBetween(2_960L, 3_020L);
        assertThat(result.lessMillis()).isZero();
        assertThat(result.differences())
                .extracting(ReplayDifference::words)
                .anyMatch(words -> words.matches("the caller would have heard (29[5-9]|30[0-2])\\d ms more of “" + STORY
                        + "” after interrupting"))
                .anyMatch(words -> words.matches("“barged in” .* would not have happened"));
        ReplayDifference first = result.differences().get(0);
        assertThat(first.atMillis()).isBetween(1_280L, 1_320L);
    }

    @Test
    void whosePhoneIsFarAhead() throws IOException {
        ReplayResult result = interrupted().replayed((setup, ports) -> Call.begin(leading(setup, 2_000), ports));

        assertThat(result.isEqual()).isFalse();
    }

    @Test
    void andTheSameBuildIsNot() throws IOException {
        assertThat(interrupted().replayed().isEqual()).isTrue();
    }

    private static CallSetup leading(CallSetup setup, long millis) {
        CallPolicy policy = setup.policy().speaking(Duration.ofMillis(millis), 2);
        return new CallSetup(
                setup.incoming(),
                setup.route(),
                setup.agent(),
                policy,
                setup.apology(),
                setup.dialing(),
                setup.cutOff());
    }

    private static CallPorts deafToInterruptions(CallPorts ports) {
        AiConnector connector = new AiConnector() {
            @Override
            public Attempt connect(AgentProfile profile, AiEvents events) {
                return ports.connector().connect(profile, deaf(events));
            }
        };
        return new CallPorts(
                ports.phone(),
                connector,
                ports.tools(),
                ports.scheduler(),
                ports.listener(),
                ports.latencies(),
                ports.continuations(),
                ports.sound(),
                ports.chats(),
                ports.taps(),
                OwnVoice.NONE);
    }

    private static AiEvents deaf(AiEvents events) {
        return (AiEvents) Proxy.newProxyInstance(
                AiEvents.class.getClassLoader(), new Class<?>[] {AiEvents.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("onUserInterrupted")) {
                        return null;
                    }
                    try {
                        return method.invoke(events, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
