package dev.trunkline.ai.evi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** The loop is a queue here, whose tasks run when the test runs them. */
class InboxKeepsOrderTest {

    private static final String END = "{\"type\":\"assistant_end\"}";

    private final LinkedBlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final List<String> heard = new ArrayList<>();
    private final List<Boolean> holds = new ArrayList<>();
    private final Inbox inbox = new Inbox(new EviCodec(), loop::add, new Inbox.Reader() {
        @Override
        public void read(EviMessage message) {
            heard.add(
                    message instanceof EviMessage.AudioOutput audio
                            ? "audio " + audio.index() + " " + audio.lengthBytes()
                            : message.getClass().getSimpleName());
        }

        @Override
        public void onClose(int code) {
            heard.add("close " + code);
        }

        @Override
        public void onHoldBack(boolean held) {
            holds.add(held);
        }
    });

    @Test
    void whatComesBehindABigMessageWaitsUntilItIsDecodedElsewhere() {
        ByteBuf big = audio(0);
        ByteBuf next = audio(1);
        inbox.take(new TextWebSocketFrame(big));
        inbox.take(END.getBytes(StandardCharsets.US_ASCII), END.length());
        inbox.take(new TextWebSocketFrame(next));
        CloseWebSocketFrame close = new CloseWebSocketFrame(1000, "");
        inbox.take(close);
        inbox.then(() -> heard.add("connection lost"));

        assertThat(heard).isEmpty();
        assertThat(holds).containsExactly(true);
        await().until(() -> !loop.isEmpty());
        loop.remove().run();
        assertThat(heard).containsExactly("audio 0 3000000", "AssistantEnd");
        assertThat(holds).doesNotContain(false);
        await().until(() -> !loop.isEmpty());
        loop.remove().run();

        assertThat(heard)
                .containsExactly("audio 0 3000000", "AssistantEnd", "audio 1 3000000", "close 1000", "connection lost");
        assertThat(holds).endsWith(false);
        big.release();
        next.release();
        close.release();
        assertThat(big.refCnt() + next.refCnt()).isZero();
    }

    @Test
    void aSmallMessageIsReadAtOnce() {
        inbox.take(END.getBytes(StandardCharsets.US_ASCII), END.length());

        assertThat(heard).containsExactly("AssistantEnd");
        assertThat(holds).isEmpty();
    }

    private static ByteBuf audio(int index) {
        String data = Base64.getEncoder().encodeToString(new byte[3_000_000]);
        return Unpooled.copiedBuffer(
                "{\"type\":\"audio_output\",\"id\":\"m\",\"index\":" + index + ",\"data\":\"" + data + "\"}",
                StandardCharsets.US_ASCII);
    }
}
