package dev.trunkline.lab.carrier.media;

import dev.trunkline.lab.phone.Blocks;
import dev.trunkline.lab.phone.PhoneMeter;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.net.websocket.WebSocketClient;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One media stream, from Twilio's end. Confined to the call's loop. */
public final class SimulatedStream extends SimpleChannelInboundHandler<WebSocketFrame> {

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024; // "audio can be of any size"
    private static final int NORMAL_CLOSURE = 1_000;

    private final StreamPlan plan;
    private final SimulatedLine line;
    private final PhoneMeter meter;
    private final StreamEvents events;
    private final CarrierMessages messages;
    private final StreamCommandReader reader;
    private final PlayoutBuffer buffer;
    private final Set<Integer> warned = new HashSet<>();
    private @Nullable Channel channel;
    private long startMillis = -1;
    private boolean ended;

    /** Not open yet. */
    public SimulatedStream(StreamPlan plan, SimulatedLine line, PhoneMeter meter, StreamEvents events) {
        this.plan = plan;
        this.line = line;
        this.meter = meter;
        this.events = events;
        this.messages = new CarrierMessages(plan);
        this.reader = new StreamCommandReader(plan.streamSid());
        this.buffer = new PlayoutBuffer(this::returnMark, dry -> meter.ranDry(meter.block() - dry, meter.block()));
    }

    /** Dials the server. */
    public void open(WebSocketClient client, EventLoop loop) {
        var target = new WebSocketClient.Target(plan.url(), plan.headers(), MAX_MESSAGE_BYTES, CONNECT_TIMEOUT_MILLIS);
        var connected = client.connect(loop, target, this);
        channel = connected.channel();
        connected.addListener(done -> {
            if (!done.isSuccess()) {
                // Not now: a host name that is not found fails before this method has returned.
                loop.execute(() -> unreachable(done.cause()));
            }
        });
    }

    /** The caller presses a key. */
    public void press(char digit) {
        if (isRunning()) {
            send(messages.dtmf(digit));
        }
    }

    /** Ends the stream from our side: the caller hung up, or another document is to be obeyed. */
    public void stop() {
        if (ended) {
            return;
        }
        boolean running = isRunning();
        if (running) {
            line.advance();
            send(messages.stop());
        }
        finish("stopped");
        if (channel != null && running) {
            WebSocketClient.close(channel, NORMAL_CLOSURE, "");
        } else if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (ended) {
            ctx.close();
        } else if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            start();
        } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
            end(31_901, "no answer to the handshake from " + plan.url());
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (ended) {
            return;
        }
        line.advance();
        if (frame instanceof TextWebSocketFrame text) {
            obey(reader.read(text.text()));
        } else if (frame instanceof CloseWebSocketFrame close) {
            int code = close.statusCode();
            finish("closed " + code); // first: nothing is sent on a stream that is being closed
            ctx.writeAndFlush(new CloseWebSocketFrame(code < 0 ? NORMAL_CLOSURE : code, ""))
                    .addListener(written -> ctx.close());
            events.onStreamEnded(31_921, "the server closed the stream with " + code + " " + close.reasonText());
        } else {
            ignore(31_950, "a binary frame");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(startMillis < 0 ? 31_920 : 31_903, startMillis < 0 ? "no handshake" : "the server dropped the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof WebSocketClientHandshakeException refused && refused.response() != null) {
            end(31_920, "handshake answered with " + refused.response().status() + " by " + plan.url());
        } else if (cause instanceof WebSocketHandshakeException || startMillis < 0) {
            boolean tls = cause instanceof SSLException || cause.getCause() instanceof SSLException;
            end(tls ? 31_910 : 31_920, "handshake failed: " + cause.getMessage());
        } else if (cause instanceof IOException) {
            end(31_903, "the connection broke: " + cause.getMessage());
        } else {
            end(31_924, "WebSocket protocol error: " + cause.getMessage());
        }
        ctx.close();
    }

    private void unreachable(Throwable cause) {
        boolean refused = cause instanceof ConnectException && !(cause instanceof ConnectTimeoutException);
        end(refused ? 31_902 : 31_901, "no connection to " + plan.url() + ": " + cause.getMessage());
    }

    private boolean isRunning() {
        return startMillis >= 0 && !ended;
    }

    private void start() {
        send(messages.connected());
        send(messages.start());
        line.advance();
        events.onStreamStarted();
        startMillis = meter.nowMillis();
        meter.streamStarted(plan.streamSid());
        line.hearCaller(new CallerFrames(this::sendFrame));
        line.play(this::playBlock);
    }

    private void playBlock(short[] samples) {
        long before = buffer.playedBytes();
        buffer.playBlock(samples);
        meter.agentAudioPlayed((int) (buffer.playedBytes() - before));
    }

    private void sendFrame(byte[] frame, long lateNanos) {
        if (channel == null || !channel.isActive()) {
            return; // The stream has ended; its end is on its way to us.
        }
        if (!channel.isWritable()) {
            // Error 31930: Twilio throws the caller's audio away when the server does not take it.
            messages.skipMedia();
            meter.frameDropped();
            warnOnce(31_930, "the server does not read fast enough: caller audio is discarded");
            return;
        }
        send(messages.media(frame));
        meter.frameSent(lateNanos);
    }

    private void obey(StreamCommand message) {
        if (message instanceof StreamCommand.Media media) {
            meter.agentAudioReceived(media.audio().length);
            if (!buffer.offer(media.audio())) {
                warnOnce(31_931, "more than ten minutes of audio are queued: further audio is discarded");
            }
        } else if (message instanceof StreamCommand.Mark mark) {
            meter.markReceived();
            buffer.mark(mark.name());
        } else if (message instanceof StreamCommand.Clear) {
            clear();
        } else if (message instanceof StreamCommand.Invalid invalid) {
            ignore(31_951, invalid.reason());
        }
    }

    private void clear() {
        long playedMillis = buffer.playedSinceSilenceBytes() * Blocks.MILLIS / Blocks.SAMPLES;
        long droppedBytes = buffer.clear();
        meter.cleared(new PhoneRecord.Clear(
                plan.streamSid(), meter.nowMillis(), buffer.playedBytes(), playedMillis, droppedBytes));
    }

    private void ignore(int code, String reason) {
        meter.messageIgnored();
        warnOnce(code, "message ignored: " + reason);
    }

    /** Twilio logs these once for each stream. */
    private void warnOnce(int code, String text) {
        if (warned.add(code)) {
            meter.warn(code, text);
        }
    }

    private void returnMark(String name) {
        meter.markReturned();
        send(messages.mark(name));
    }

    private void send(String message) {
        if (channel != null) {
            channel.writeAndFlush(new TextWebSocketFrame(message));
        }
    }

    private void end(int code, String text) {
        if (!ended) {
            finish("error " + code);
            events.onStreamEnded(code, text);
        }
    }

    private void finish(String how) {
        line.advance();
        ended = true;
        meter.streamEnded(new PhoneRecord.StreamRecord(
                plan.streamSid(), plan.url().toString(), startMillis, meter.nowMillis(), how));
        if (startMillis >= 0) {
            line.hearCaller(null);
            line.play(AgentSound.SILENCE);
        }
    }
}
