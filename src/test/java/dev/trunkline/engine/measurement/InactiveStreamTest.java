package dev.trunkline.engine.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.expression.HeuristicExpression;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.speech.SpeechRecognizer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** On a virtual clock: the channel's own loop is advanced by hand. */
class InactiveStreamTest {

    private static final String HANDSHAKE = String.join(
            "\r\n",
            "GET /v0/stream/models HTTP/1.1",
            "Host: x",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            "",
            "");

    @Test
    void aMinuteOfSilenceClosesWith1000() {
        Set<ModelsSocket> open = ConcurrentHashMap.newKeySet();
        Measurement measurement =
                new Measurement(new HeuristicExpression(), utterance -> new SpeechRecognizer.Result("", true));
        try (BoundedExecutor workers = new BoundedExecutor("inactive", 1)) {
            EmbeddedChannel channel = new EmbeddedChannel();
            channel.freezeTime();
            channel.pipeline()
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(8_192))
                    .addLast(new WebSocketServerProtocolHandler("/v0/stream/models"))
                    .addLast(new ModelsSocket(
                            new ModelStream(measurement, dev.trunkline.speech.file.SoundDecoder.NONE),
                            workers,
                            open,
                            new Semaphore(0)));
            channel.writeInbound(Unpooled.copiedBuffer(HANDSHAKE, StandardCharsets.US_ASCII));
            drain(channel);
            assertThat(open).hasSize(1);

            channel.advanceTimeBy(59_999, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            assertThat(channel.isOpen()).isTrue();
            channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();

            ByteBuf close = channel.readOutbound();
            assertThat(close.readUnsignedByte()).isEqualTo((short) 0x88);
            close.skipBytes(1);
            assertThat(close.readUnsignedShort()).isEqualTo(1_000);
            close.release();
            assertThat(channel.isOpen()).isFalse();
            assertThat(open).isEmpty();
        }
    }

    private static void drain(EmbeddedChannel channel) {
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            out.release();
        }
    }
}
