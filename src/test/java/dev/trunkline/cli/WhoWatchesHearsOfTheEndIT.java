package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.net.loop.EventLoops;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class WhoWatchesHearsOfTheEndIT {

    /** A bridge that stops as soon as somebody watches. */
    private static ChannelHandler stopping(boolean saysSo) {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                if (event instanceof HandshakeComplete && saysSo) {
                    ctx.writeAndFlush(new CloseWebSocketFrame(1001, "stops")).addListener(ChannelFutureListener.CLOSE);
                } else if (event instanceof HandshakeComplete) {
                    ctx.close();
                }
                ctx.fireUserEventTriggered(event);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"true, the bridge has closed the socket: 1001 stops", "false, the socket"})
    @Timeout(60)
    void andDoesNotWaitForWhatNeverComes(boolean saysSo, String words) throws Exception {
        Routes.Builder routes = Routes.builder();
        routes.webSocket("/api/live", request -> new WebSocketEndpoint.Accept(stopping(saysSo), 1_000));
        StringWriter err = new StringWriter();
        CommandLine commandLine = TrunklineCommand.commandLine("watch");
        commandLine.setErr(new PrintWriter(err, true));
        try (EventLoops loops = new EventLoops("watch-test", 1);
                HttpServer bridge = HttpServer.start(loops, "127.0.0.1", 0, routes.build())) {
            String url = "http://127.0.0.1:" + bridge.port();

            assertThat(commandLine.execute("watch", "--to", url + "/twilio/voice", "--admin", url))
                    .isEqualTo(1);
        }
        assertThat(err.toString()).contains(words);
    }
}
