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
import dev.trunkline.net.websocket.Inbox;
import dev.trunkline.net.websocket.KeepAlive;
import dev.trunkline.net.websocket.TextWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;

/**
 * What the call asks of its chat becomes EVI's messages. There is one as soon as the socket is open; after {@link #end} it does
 * nothing. Confined to the call's loop.
 */
final class EviLeg implements AiLeg {

    private static final FarEndTraits TRAITS = new FarEndTraits(FarEndTraits.Interruption.ANNOUNCED, true, true);

    private final ChannelHandlerContext context;
    private final TextWriter texts;
    private final EviCodec codec;
    private final KeepAlive keepAlive;
    private final Inbox<EviMessage> inbox;
    private final SoundFormat hears;
    private final Runnable onClose;
    private boolean over;

    /**
     * Sends nothing yet.
     *
     * @param hears as {@code session_settings} tells EVI
     * @param onClose when the call wants no more of it
     */
    EviLeg(
            ChannelHandlerContext context,
            EviCodec codec,
            KeepAlive keepAlive,
            Inbox<EviMessage> inbox,
            SoundFormat hears,
            Runnable onClose) {
        this.context = context;
        this.texts = TextWriter.of(context.channel());
        this.codec = codec;
        this.keepAlive = keepAlive;
        this.inbox = inbox;
        this.hears = hears;
        this.onClose = onClose;
    }

    void end() {
        over = true;
        keepAlive.stop();
    }

    /** Leaves with the next flush. */
    void send(EviCommand command) {
        if (!over) {
            ByteBuf text = context.alloc().buffer();
            codec.encode(command, text);
            context.write(new TextWebSocketFrame(text));
        }
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
        if (!over) {
            codec.encodeAudio(sound, lengthBytes, texts);
            keepAlive.sent(lengthBytes);
        }
    }

    @Override
    public boolean hasRoom() {
        return !over && context.channel().isWritable();
    }

    @Override
    public void holdBack(boolean held) {
        inbox.holdBack(held);
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
        if (!over) {
            texts.flushSoon();
        }
    }

    @Override
    public void close() {
        onClose.run();
    }
}
