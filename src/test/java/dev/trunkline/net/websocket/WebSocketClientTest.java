package dev.trunkline.net.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.connection.ClientTls;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebSocketClientTest {

    private static final WebSocketClient.Target TARGET =
            new WebSocketClient.Target(URI.create("ws://127.0.0.1:1/"), Map.of(), 1_000, 1_000);

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** @param onLoop whether on the loop of the owner, and after {@code connect} had returned */
    private record Told(Throwable cause, boolean onLoop, boolean wasBack) {}

    @Test
    void thereAreNoMoreSocketsAndTheOwnerIsToldOnItsLoop() throws Exception {
        WebSocketClient client = new WebSocketClient(ClientTls.platform(), BigMessages.ofThisMachine(), () -> {
            throw new ChannelException("too many open files");
        });
        EventLoop loop = loops.next();
        CompletableFuture<Told> told = new CompletableFuture<>();
        AtomicBoolean isBack = new AtomicBoolean();

        loop.execute(() -> {
            client.connect(
                    loop,
                    TARGET,
                    new ChannelInboundHandlerAdapter(),
                    cause -> told.complete(new Told(cause, loop.inEventLoop(), isBack.get())));
            isBack.set(true);
        });

        Told heard = told.get(30, TimeUnit.SECONDS);
        assertThat(heard.cause()).hasMessage("too many open files");
        assertThat(heard.onLoop()).isTrue();
        assertThat(heard.wasBack()).isTrue();
    }

    @Test
    void noMessageIsMoreThanItsShareOfTheHeapAndAMegabyteAlwaysFits() {
        int wanted = 16 << 20;

        assertThat(WebSocketClient.mostBytes(wanted, 1L << 30)).isEqualTo(wanted);
        assertThat(WebSocketClient.mostBytes(wanted, 160L << 20)).isEqualTo(5 << 20);
        assertThat(WebSocketClient.mostBytes(wanted, 8L << 20)).isEqualTo(1 << 20);
        assertThat(WebSocketClient.mostBytes(1_000, 8L << 20)).isEqualTo(1_000);
    }
}
