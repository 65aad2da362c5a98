package dev.trunkline.ai.gemini;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.ai.FarEndTraits.Interruption;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.ai.gemini.GeminiCommand.ClientContent;
import dev.trunkline.ai.gemini.GeminiCommand.Content;
import dev.trunkline.ai.gemini.GeminiCommand.FunctionResponse;
import dev.trunkline.ai.gemini.GeminiCommand.RealtimeText;
import dev.trunkline.ai.gemini.GeminiCommand.ToolResponse;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.net.websocket.ClientSocket;
import dev.trunkline.net.websocket.TextWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the call asks of its session becomes Gemini's messages. There is one as soon as the socket is open; until {@link #begin} it takes
 * no sound and keeps the rest; when that is over it does nothing. Confined to the call's loop.
 */
final class GeminiLeg implements AiLeg {

    private static final SoundFormat HEARS = SoundFormat.linear16(AudioWriter.SAMPLE_RATE_HZ);
    /** Some models are told nothing while the caller only speaks. */
    private static final int MOST_NOTES = 32;

    private final ClientSocket<GeminiMessage> socket;
    private final TextWriter texts;
    private final GeminiCodec codec;
    private final GeminiModel model;
    private final FarEndTraits traits;
    private final SoundRead reading;
    private final GeminiReporter reporter;
    private final Runnable onClose;
    private final List<GeminiCommand> early = new ArrayList<>();
    private final List<String> notes = new ArrayList<>(); // for the model, with the next thing that it answers
    private String lasting = ""; // the newest that says all that lasts
    private final Set<String> openTools = new TreeSet<>();
    private boolean begun;

    /** @param onClose when the call wants no more of it */
    GeminiLeg(
            ClientSocket<GeminiMessage> socket,
            GeminiCodec codec,
            GeminiSettings settings,
            AgentProfile profile,
            SoundRead reading,
            GeminiReporter reporter,
            Runnable onClose) {
        this.socket = socket;
        this.texts = socket.texts();
        this.codec = codec;
        String wanted = profile.description().model();
        this.model = GeminiModel.of(wanted == null ? settings.model() : wanted);
        boolean weDecide = profile.description().turns().weDecideInterruptions();
        this.traits = new FarEndTraits(weDecide ? Interruption.OURS : Interruption.ANNOUNCED, false, true);
        this.reading = reading;
        this.reporter = reporter;
        this.onClose = onClose;
    }

    /** Whom it talks with. */
    GeminiModel model() {
        return model;
    }

    /** The session is there. */
    void begin() {
        begun = true;
        early.forEach(this::write);
        early.clear();
        flushNow();
    }

    /** Sends what was written. */
    void flushNow() {
        socket.flush();
    }

    /** Leaves with the next flush, whether the session is there or not. */
    void write(GeminiCommand command) {
        socket.write(text -> codec.encode(command, text));
    }

    private void send(GeminiCommand command) {
        if (begun) {
            write(command);
        } else {
            early.add(command);
        }
    }

    /** Waits for our answer. */
    void onToolCalled(@Nullable String id) {
        if (id != null) {
            openTools.add(id);
        }
    }

    /** Does not any more. */
    void onToolCancelled(String id) {
        openTools.remove(id);
    }

    /** Nobody speaks: what could have broken off the agent's turn can be told now. */
    void onTurnOver() {
        if (model.takesContentMidway() && !notes.isEmpty()) {
            write(new ClientContent(List.of(Content.of("user", notes)), false));
            notes.clear();
            flush();
        }
    }

    @Override
    public SoundFormat hears() {
        return HEARS;
    }

    @Override
    public FarEndTraits traits() {
        return traits;
    }

    @Override
    public void sendAudio(byte[] sound, int lengthBytes) {
        if (begun && !socket.isOver()) {
            codec.encodeAudio(sound, lengthBytes, texts);
            reading.sent(lengthBytes);
        }
    }

    @Override
    public boolean hasRoom() {
        return begun && socket.hasRoom();
    }

    @Override
    public void holdBack(boolean held) {
        socket.holdBack(held);
    }

    @Override
    public void heard(String messageId, long heardMillis) {
        reporter.forget(messageId); // and Gemini cannot be told
    }

    @Override
    public void userSaid(String text) {
        notes.add(text);
        String all = String.join("\n", notes);
        notes.clear();
        send(new RealtimeText(all));
    }

    @Override
    public void speak(String text) {
        reporter.letPass();
        userSaid("Say exactly these words to the caller, and nothing else: \"" + text + "\"");
    }

    @Override
    public void context(String text, boolean persistent) {
        if (persistent) {
            notes.remove(lasting);
            lasting = text;
        }
        if (notes.size() == MOST_NOTES) {
            notes.remove(notes.get(0).equals(lasting) ? 1 : 0);
        }
        notes.add(text);
        if (begun && !reporter.isInTurn()) {
            onTurnOver();
        }
    }

    @Override
    public void toolSucceeded(ToolCall tool, String content) {
        answer(tool, "output", content);
    }

    @Override
    public void toolFailed(ToolCall tool, String error, String speakable) {
        answer(tool, "error", speakable);
    }

    private void answer(ToolCall tool, String key, String content) {
        if (openTools.remove(tool.id())) {
            send(new ToolResponse(List.of(new FunctionResponse(tool.id(), tool.name(), Map.of(key, content)))));
        }
    }

    /** Gemini has nothing like it: it goes on, hears the caller, and nobody hears what it says. */
    @Override
    public void pause() {
        reporter.pause();
    }

    @Override
    public void resume() {
        if (reporter.resume()) {
            userSaid("The caller has not heard what you said lately, because you were paused. You are not any more:"
                    + " answer now what the caller said last.");
        }
    }

    @Override
    public void flush() {
        if (!socket.isOver()) {
            texts.flushSoon();
        }
    }

    @Override
    public void close() {
        onClose.run();
    }
}
