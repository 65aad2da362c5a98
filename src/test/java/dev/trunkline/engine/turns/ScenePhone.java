package dev.trunkline.engine.turns;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.audio.MuLaw;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.lab.caller.CallerActions;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.ScriptedCaller;
import dev.trunkline.lab.panel.LineActivity;
import dev.trunkline.lab.panel.SpeechDetector;
import dev.trunkline.lab.phone.Blocks;
import dev.trunkline.lab.phone.CallerSound;
import dev.trunkline.speech.Speech;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * A caller of the lab at the telephone of a chat in virtual time. What the agent says is played as soon as it comes; when it is held the
 * telephone plays 160 ms more. What the caller does comes from a script, as in {@code fleet --profile conversation}.
 */
final class ScenePhone implements CallerActions {

    private static final int LEAD_BLOCKS = Blocks.of(160);
    private static final int LONGEST_BLOCKS = Blocks.of(120_000);
    private static final int BLOCKS_OF_A_FRAME = 4;

    private final ChatScene scene;
    private final ChatScene.Caller client;
    private final ScriptedCaller caller;
    private final List<LineActivity.Sound> said = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final short[] played = new short[LONGEST_BLOCKS * Blocks.SAMPLES];
    private short[] queue = new short[60 * Blocks.SAMPLE_RATE_HZ];
    private int queued;
    private int taken;
    private int block;
    private boolean held;
    private int heldAtBlock;
    private boolean over;

    ScenePhone(ChatScene scene, ChatScene.Caller client, CallerScript script) {
        this.scene = scene;
        this.client = client;
        this.caller = new ScriptedCaller(script, this);
    }

    /** The whole call. */
    LineActivity call() {
        short[] agentBlock = new short[Blocks.SAMPLES];
        short[] callerBlock = new short[Blocks.SAMPLES];
        short[] frame = new short[BLOCKS_OF_A_FRAME * Blocks.SAMPLES];
        while (!over && block < LONGEST_BLOCKS && !client.isClosed()) {
            take();
            play(agentBlock);
            caller.nextBlock(agentBlock, Blocks.isAudible(agentBlock, 0), callerBlock);
            System.arraycopy(callerBlock, 0, frame, block % BLOCKS_OF_A_FRAME * Blocks.SAMPLES, Blocks.SAMPLES);
            block++;
            if (block % BLOCKS_OF_A_FRAME == 0) {
                client.send(linear16(frame));
            }
            scene.time.advanceMillis(Blocks.MILLIS);
        }
        short[] agent = Arrays.copyOf(played, block * Blocks.SAMPLES);
        return new LineActivity(
                said,
                SpeechDetector.speech(agent, Blocks.SAMPLE_RATE_HZ),
                SpeechDetector.sounds(agent, Blocks.SAMPLE_RATE_HZ),
                Blocks.millis(block));
    }

    /** What was said and decided, with its time in seconds. */
    List<String> told() {
        return told;
    }

    @Override
    public void says(String text, CallerSound sound, int leadBlocks, int endBlocks) {
        said.add(new LineActivity.Sound(Blocks.millis(block + leadBlocks), Blocks.millis(block + endBlocks), sound));
        tell("CALLER " + sound + " " + text + " until " + Blocks.millis(block + endBlocks) / 1_000.0);
    }

    @Override
    public void presses(char digit) {
        throw new IllegalStateException("no scene has keys");
    }

    @Override
    public void hangsUp() {
        over = true;
    }

    private void tell(String what) {
        told.add(String.format(Locale.ROOT, "%.2f %s", Blocks.millis(block) / 1_000.0, what));
    }

    private void take() {
        for (JsonNode message : client.take()) {
            switch (EviClient.type(message)) {
                case "audio_output" ->
                    enqueue(Base64.getDecoder().decode(message.path("data").asText()));
                case "user_interruption" -> {
                    taken = queued;
                    held = false;
                    tell("INTERRUPTED");
                }
                case "playback_hold" -> {
                    held = message.path("held").asBoolean();
                    heldAtBlock = block;
                    tell(held ? "hold" : "go on");
                }
                case "user_message" ->
                    tell((message.path("interim").asBoolean() ? "interim " : "HEARD ")
                            + message.path("message").path("content").asText());
                case "assistant_message" ->
                    tell("AGENT " + message.path("message").path("content").asText());
                default -> {}
            }
        }
    }

    private void enqueue(byte[] wav) {
        ByteBuffer bytes = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        int rateHz = bytes.getInt(24);
        short[] samples = new short[(wav.length - 44) / 2];
        bytes.position(44).asShortBuffer().get(samples);
        short[] slow =
                new Speech(samples, rateHz).withoutRestAt(Blocks.SAMPLE_RATE_HZ).samples();
        if (queued + slow.length > queue.length) {
            queue = Arrays.copyOf(queue, 2 * queue.length);
        }
        System.arraycopy(slow, 0, queue, queued, slow.length);
        queued += slow.length;
    }

    private void play(short[] agentBlock) {
        boolean silent = held && block - heldAtBlock >= LEAD_BLOCKS;
        int length = silent ? 0 : Math.min(Blocks.SAMPLES, queued - taken);
        for (int i = 0; i < Blocks.SAMPLES; i++) {
            agentBlock[i] = i < length ? throughMuLaw(queue[taken + i]) : 0;
        }
        taken += length;
        System.arraycopy(agentBlock, 0, played, block * Blocks.SAMPLES, Blocks.SAMPLES);
    }

    private static byte[] linear16(short[] frame) {
        byte[] bytes = new byte[2 * frame.length];
        for (int i = 0; i < frame.length; i++) {
            short heard = throughMuLaw(frame[i]);
            bytes[2 * i] = (byte) heard;
            bytes[2 * i + 1] = (byte) (heard >> 8);
        }
        return bytes;
    }

    private static short throughMuLaw(short sample) {
        return MuLaw.decode(MuLaw.encode(sample));
    }
}
