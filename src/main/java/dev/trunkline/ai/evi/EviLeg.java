package dev.trunkline.ai.evi;

import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.ai.evi.EviCommand.AssistantInput;
import dev.trunkline.ai.evi.EviCommand.PauseAssistant;
import dev.trunkline.ai.evi.EviCommand.ResumeAssistant;
import dev.trunkline.ai.evi.EviCommand.SessionSettings;
import dev.trunkline.ai.evi.EviCommand.ToolError;
import dev.trunkline.ai.evi.EviCommand.ToolResponse;
import dev.trunkline.ai.evi.EviCommand.UserInput;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.net.websocket.ClientSocket;
import dev.trunkline.net.websocket.TextWriter;

/**
 * What the call asks of its chat becomes EVI's messages. There is one as soon as the socket is open; when that is over it does
 * nothing. Confined to the call's loop.
 */
final class EviLeg implements AiLeg {

    private static final FarEndTraits TRAITS = new FarEndTraits(FarEndTraits.Interruption.ANNOUNCED, true, true);

    private final ClientSocket<EviMessage> socket;
    private final TextWriter texts;
    private final EviCodec codec;
    private final SoundFormat hears;
    private final Runnable onClose;

    /**
     * @param hears as {@code session_settings} tells EVI
     * @param onClose when the call wants no more of it
     */
    EviLeg(ClientSocket<EviMessage> socket, EviCodec codec, SoundFormat hears, Runnable onClose) {
        this.socket = socket;
        this.texts = socket.texts();
        this.codec = codec;
        this.hears = hears;
        this.onClose = onClose;
    }

    /** Leaves with the next flush. */
    void send(EviCommand command) {
        socket.write(text -> codec.encode(command, text));
    }

    @Override
    public SoundFormat hears() {
        return hears;
    }

    @Override
    public FarEndTraits traits() {
        return TRAITS;
    }

    @Override
    public void sendAudio(byte[] sound, int lengthBytes) {
        if (!socket.isOver()) {
            codec.encodeAudio(sound, lengthBytes, texts);
            socket.sent(lengthBytes);
        }
    }

    @Override
    public boolean hasRoom() {
        return socket.hasRoom();
    }

    @Override
    public void holdBack(boolean held) {
        socket.holdBack(held);
    }

    /** EVI has no word for it: it knows by itself when it was interrupted. */
    @Override
    public void heard(String messageId, long heardMillis) {}

    @Override
    public void userSaid(String text) {
        send(new UserInput(text));
    }

    @Override
    public void speak(String text) {
        send(new AssistantInput(text));
    }

    @Override
    public void context(String text, boolean persistent) {
        send(SessionSettings.context(text, persistent));
    }

    @Override
    public void toolSucceeded(ToolCall tool, String content) {
        // EVI answers its own tools itself.
        if (!tool.builtin()) {
            send(new ToolResponse(tool.id(), content, tool.name()));
        }
    }

    @Override
    public void toolFailed(ToolCall tool, String error, String speakable) {
        if (!tool.builtin()) {
            send(new ToolError(tool.id(), error, speakable, null));
        }
    }

    @Override
    public void pause() {
        send(new PauseAssistant());
    }

    @Override
    public void resume() {
        send(new ResumeAssistant());
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
