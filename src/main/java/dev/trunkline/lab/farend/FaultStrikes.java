package dev.trunkline.lab.farend;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import org.jspecify.annotations.Nullable;

/** Does to an open chat what its script says. Confined to the chat's loop. */
final class FaultStrikes {

    private final ChannelHandlerContext ctx;
    private final CannedSpeaker speaker;
    private final Tongue tongue;
    private final Words words;

    /** What a dialect says when something goes wrong. */
    interface Words {
        /** An error of kind ERROR or NO_CREDIT. */
        void sayError(ChannelHandlerContext ctx, ChatFault.Kind kind);

        /** What is no message. */
        void sayGarbage(ChannelHandlerContext ctx);
    }

    FaultStrikes(ChannelHandlerContext ctx, CannedSpeaker speaker, Tongue tongue, Words words) {
        this.ctx = ctx;
        this.speaker = speaker;
        this.tongue = tongue;
        this.words = words;
    }

    void strike(ChatFault fault) {
        switch (fault.kind()) {
            case CLOSE -> close(ctx, speaker, fault.amount());
            case ERROR, NO_CREDIT -> {
                words.sayError(ctx, fault.kind());
                close(ctx, speaker, fault.amount());
            }
            case VANISH -> {
                ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                ctx.channel().unsafe().closeForcibly(); // a close would say goodbye first
            }
            case STALL -> speaker.fallSilent();
            case DEAF -> ctx.channel().config().setAutoRead(false);
            case FLOOD -> speaker.flood(fault.amount());
            case WRONG_WAV -> tongue.speakRubbish();
            case GARBAGE -> words.sayGarbage(ctx);
            case REFUSE, MUTE, NO_METADATA, LATE, NO_RESUME -> {
                // of the handshake
            }
        }
        ctx.flush();
    }

    /** Says nothing more but goodbye. */
    static void close(ChannelHandlerContext ctx, @Nullable CannedSpeaker speaker, int code) {
        if (speaker != null) {
            speaker.fallSilent();
        }
        ctx.writeAndFlush(new CloseWebSocketFrame(code, "")).addListener(ChannelFutureListener.CLOSE);
    }
}
