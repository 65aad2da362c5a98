package dev.trunkline.ai.evi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.ai.HeardLine;
import dev.trunkline.ai.evi.EviCommand.AssistantInput;
import dev.trunkline.ai.evi.EviCommand.BuiltinTool;
import dev.trunkline.ai.evi.EviCommand.PauseAssistant;
import dev.trunkline.ai.evi.EviCommand.ResumeAssistant;
import dev.trunkline.ai.evi.EviCommand.SessionSettings;
import dev.trunkline.ai.evi.EviCommand.ToolError;
import dev.trunkline.ai.evi.EviCommand.ToolResponse;
import dev.trunkline.ai.evi.EviCommand.UserInput;
import dev.trunkline.net.websocket.TextWriter;
import dev.trunkline.testing.Allocation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EviCommandsAreWrittenTest {

    private static final long SEED = 20261121;

    private final EviCodec codec = new EviCodec();

    @Test
    void everyCommandIsExactlyItsGoldenLine() {
        AgentProfile profile = new AgentProfile(
                "CA1",
                "config",
                3,
                null,
                16_000,
                Map.of("caller", "+15550199999", "called", "+15550100000", "route", "default"),
                "Nobody answered in \"billing\".",
                List.of(new ToolSpec(
                        "transfer_call", "Puts the caller through.", "{\"type\":\"object\"}", "That did not work.")));
        List<EviCommand> commands = List.of(
                SessionSettings.opening(profile),
                SessionSettings.opening(new AgentProfile("CA1", null, null, null, 8_000, Map.of(), null, List.of())),
                SessionSettings.context("The caller pressed 1.", false),
                new SessionSettings(
                        null,
                        null,
                        "Be brief.",
                        Map.of(),
                        null,
                        List.of(),
                        List.of(new BuiltinTool("web_search"), new BuiltinTool("hang_up")),
                        "v",
                        "k",
                        Map.of("a", "b")),
                new UserInput("I pressed 1\nand \"2\" \u00dc \ud83d\ude42"),
                new AssistantInput("One moment, please."),
                new ToolResponse("call_1", "done", "transfer_call"),
                new ToolError("call_2", "timeout", "It takes too long.", null),
                new PauseAssistant(),
                new ResumeAssistant());

        String sound = written(new byte[] {0, 1, 2, -1, 77, 77}, 4);
        assertThat(Stream.concat(Stream.of(sound), commands.stream().map(this::written)))
                .containsExactlyElementsOf(Wire.lines("outbound.jsonl"));
    }

    @Test
    void anOldCallInANewChatIsToldWhatWasHeard() {
        AgentProfile known = new AgentProfile(
                        "CA1", null, null, null, 8_000, Map.of(), "Do not greet again.", List.of())
                .after(List.of(
                        new HeardLine(HeardLine.Speaker.AGENT, "Good morning."),
                        new HeardLine(HeardLine.Speaker.CALLER, "When are you open?")));

        assertThat(Objects.requireNonNull(SessionSettings.opening(known).context())
                        .text())
                .isEqualTo("Do not greet again. This was said before:\nYou: Good morning.\nCaller: When are you open?");
        assertThat(SessionSettings.opening(known.resuming("group-1", null)).context())
                .as("it knows")
                .isNull();
    }

    @Test
    void soundOfAnyLengthIsWhatWasHeard() {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            byte[] linear16 = new byte[2_000];
            random.nextBytes(linear16);
            int lengthBytes = random.nextInt(linear16.length + 1);

            String json = written(linear16, lengthBytes);

            assertThat(json).startsWith("{\"type\":\"audio_input\",\"data\":\"").endsWith("\"}");
            assertThat(json.length()).isEqualTo(messageBytes(lengthBytes));
            String data = json.substring(json.lastIndexOf(':') + 2, json.length() - 2);
            assertThat(Base64.getDecoder().decode(data)).isEqualTo(Arrays.copyOf(linear16, lengthBytes));
        }
    }

    @Test
    void soundIsWrittenWithoutAllocating() {
        byte[] frame = new byte[640];
        new Random(SEED).nextBytes(frame);
        long[] written = {0};
        TextWriter out = (text, lengthBytes) -> written[0] += lengthBytes;
        int times = 20_000;

        assertThat(Allocation.bytesOf(times, () -> codec.encodeAudio(frame, frame.length, out)) / times)
                .isZero();
        assertThat(written[0]).isEqualTo((long) Allocation.ROUNDS * times * messageBytes(frame.length));
    }

    private static int messageBytes(int lengthBytes) {
        return "{\"type\":\"audio_input\",\"data\":\"\"}".length() + (lengthBytes + 2) / 3 * 4;
    }

    private String written(byte[] linear16, int lengthBytes) {
        ByteBuf out = Unpooled.buffer();
        codec.encodeAudio(linear16, lengthBytes, (text, textBytes) -> out.writeBytes(text, 0, textBytes));
        return out.toString(StandardCharsets.UTF_8);
    }

    private String written(EviCommand command) {
        ByteBuf out = Unpooled.buffer();
        codec.encode(command, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
