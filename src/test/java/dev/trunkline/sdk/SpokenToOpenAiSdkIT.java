package dev.trunkline.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trunkline.engine.Engine;
import dev.trunkline.engine.EngineParts;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.access.Credentials;
import dev.trunkline.engine.expression.HeuristicExpression;
import dev.trunkline.engine.mind.script.ScriptedDialogModel;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.moonshine.MoonshineRecognizer;
import dev.trunkline.speech.moonshine.Weights;
import dev.trunkline.speech.tts.FreeTtsVoice;
import dev.trunkline.speech.vad.VoiceActivities;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's agents SDK, unmodified, and real speech both ways: what the caller says is understood, and so is what the agent answers. */
@Tag("long")
class SpokenToOpenAiSdkIT {

    private static final String KEY = "realtime-key";
    private static final int RATE_HZ = 24_000;

    @TempDir
    private Path folder;

    @Test
    void understandOneAnother() throws IOException {
        assumeTrue(Weights.inside("tiny").arePresent(), "this build is without Moonshine's weights; npm brings them");
        OfficialSdks sdks = OfficialSdks.installed();
        FreeTtsVoice voice = new FreeTtsVoice();
        write("hours", voice.say("What are your opening hours?"));
        write("balance", voice.say("What is my balance?"));
        write("billing", voice.say("Put me through to the billing department."));
        EngineSettings settings =
                EngineSettings.defaults().withGreeting("").withCredentials(Credentials.ofKeys(Set.of(KEY), null));
        VoiceActivities activities = VoiceActivities.best();
        try (EventLoops loops = new EventLoops("spoken", 1);
                MoonshineRecognizer ears = new MoonshineRecognizer(Weights.inside("tiny"));
                Engine engine = Engine.start(
                        loops,
                        settings,
                        new EngineParts(
                                voice,
                                ears,
                                activities::forStream,
                                ScriptedDialogModel.ofTheLab(),
                                new HeuristicExpression()))) {
            List<OfficialSdks.Check> checks = sdks.run(
                    "openai-spoken",
                    Map.of(
                            "REALTIME_URL",
                            "ws://127.0.0.1:" + engine.port() + "/v1",
                            "REALTIME_KEY",
                            KEY,
                            "SPEECH",
                            folder.toString()));

            assertThat(checks)
                    .allSatisfy(
                            check -> assertThat(check.error()).as(check.name()).isNull());
            Set<String> said = words(Files.readString(folder.resolve("answer.txt")));
            Set<String> heard = words(ears.recognize(read("answer").at(16_000)).text());
            Set<String> both = new HashSet<>(said);
            both.retainAll(heard);
            assertThat(both.size()).as("words of %s in %s", said, heard).isGreaterThan(said.size() * 2 / 3);
        }
    }

    private static Set<String> words(String text) {
        return new HashSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^a-z']+")));
    }

    private void write(String name, Speech speech) throws IOException {
        short[] samples = speech.at(RATE_HZ).samples();
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        Files.write(folder.resolve(name + ".pcm"), bytes.array());
    }

    private Speech read(String name) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name + ".pcm")))
                .order(ByteOrder.LITTLE_ENDIAN);
        short[] samples = new short[bytes.remaining() / 2];
        bytes.asShortBuffer().get(samples);
        return new Speech(samples, RATE_HZ);
    }
}
