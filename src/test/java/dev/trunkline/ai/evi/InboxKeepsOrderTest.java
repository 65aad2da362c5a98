package dev.trunkline.ai.evi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.net.websocket.Inbox;
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
    private final List<Boolean> decodes = new ArrayList<>();
    private final List<Throwable> bugs = new ArrayList<>();
    private Runnable bug = () -> {}; // of whoever reads the next message

    private final Inbox<EviMessage> inbox = new Inbox<>(new EviCodec(), EviCodec::new, loop::add, new Inbox.Reader<>() {
        @Override
        public void read(EviMessage message) {
            Runnable once = bug;
            bug = () -> {};
            once.run();
            heard.add(
                    message instanceof EviMessage.AudioOutput audio
                            ? "audio " + audio.index() + " " + audio.lengthBytes()
                            : message.getClass().getSimpleName());
        }

        @Override
        public void onBinary(ByteBuf bytes) {
            heard.add("binary");
        }

        @Override
        public void onClose(int code, String reason) {
            heard.add("close " + code);
        }

        @Override
        public void onHoldBack(boolean held) {
            holds.add(held);
        }

        @Override
        public void onDecoding(boolean isSo) {
            decodes.add(isSo);
        }

        @Override
        public void onBug(Throwable bug) {
            bugs.add(bug);
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
        assertThat(decodes).as("both are big").doesNotContain(false);
        await().until(() -> !loop.isEmpty());
        loop.remove().run();

        assertThat(heard)
                .containsExactly("audio 0 3000000", "AssistantEnd", "audio 1 3000000", "close 1000", "connection lost");
        assertThat(holds).endsWith(false);
        assertThat(decodes).endsWith(false);
        big.release();
        next.release();
        close.release();
        assertThat(big.refCnt() + next.refCnt()).isZero();
    }

    @Test
    void anExceptionOfWhoReadsABigMessageIsToldAndLeavesNothingBehind() {
        isToldAndLeavesNothingBehind(() -> {
            throw new IllegalStateException("of the listener");
        });
    }

    @Test
    void anErrorOfWhoReadsABigMessageIsToldAndLeavesNothingBehindEither() {
        isToldAndLeavesNothingBehind(() -> {
            throw new StackOverflowError("of the listener");
        });
    }

    private void isToldAndLeavesNothingBehind(Runnable thrown) {
        ByteBuf big = audio(0);
        CloseWebSocketFrame close = new CloseWebSocketFrame(1000, "");
        bug = thrown;
        inbox.take(new TextWebSocketFrame(big));
        inbox.take(END.getBytes(StandardCharsets.US_ASCII), END.length());
        inbox.take(close);

        await().until(() -> !loop.isEmpty());
        loop.remove().run();

        assertThat(bugs).singleElement().satisfies(told -> assertThat(told).hasMessage("of the listener"));
        assertThat(heard).containsExactly("AssistantEnd", "close 1000");
        assertThat(holds).endsWith(false);
        big.release();
        close.release();
        assertThat(big.refCnt() + close.refCnt()).isZero();
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
