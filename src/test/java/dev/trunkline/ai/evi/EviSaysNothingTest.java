package dev.trunkline.ai.evi;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EviSaysNothingTest {

    @Test
    void noConnectionWithinThreeSecondsIsALoss() {
        try (EmbeddedChat chat = new EmbeddedChat()) {
            chat.scheduler.advance(Duration.ofMillis(2_999).toNanos());
            assertThat(chat.call.heard).isEmpty();

            chat.scheduler.advance(Duration.ofMillis(1).toNanos());

            assertThat(chat.call.heard).containsExactly("lost DROPPED");
            assertThat(chat.call.loss().detail()).isEqualTo("no connection within 3000 ms");
            assertThat(chat.channel.isOpen()).isFalse();
        }
    }

    @Test
    void noMetadataWithinThreeSecondsIsALoss() {
        try (EmbeddedChat chat = new EmbeddedChat()) {
            chat.scheduler.advance(Duration.ofSeconds(2).toNanos());
            chat.opens();
            chat.says("{\"type\":\"assistant_end\"}");
            chat.scheduler.advance(Duration.ofMillis(2_999).toNanos());
            assertThat(chat.call.heard).containsExactly("rejected before_metadata");

            chat.scheduler.advance(Duration.ofMillis(1).toNanos());

            assertThat(chat.call.heard).endsWith("lost DROPPED");
            assertThat(chat.call.loss().detail()).isEqualTo("no chat_metadata within 3000 ms");
        }
    }

    @Test
    void aPingThatIsNotAnsweredIsALossWithinFiveSeconds() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.scheduler.advanceMillis(2_000);
            assertThat(chat.sent()).containsExactly("ping");
            chat.scheduler.advanceMillis(2_499);
            assertThat(chat.call.heard).isEmpty();

            chat.scheduler.advanceMillis(1);

            assertThat(chat.call.heard).containsExactly("lost DROPPED");
            assertThat(chat.call.loss().detail()).isEqualTo("pings not answered");
            assertThat(chat.sent()).containsExactly("ping", "close 1001");
        }
    }

    @Test
    void pongsToOurPingsProveLifeThoughNothingElseIsSaid() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.answersPingsFor(Duration.ofMinutes(2));

            assertThat(chat.call.heard).isEmpty();
        }
    }

    @Test
    void whoTalksOnAndAnswersNoPingIsDeaf() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            for (int i = 0; i < 9; i++) {
                chat.scheduler.advanceMillis(500);
                if (chat.call.loss == null) {
                    chat.says("{\"type\":\"assistant_end\"}");
                    chat.channel.writeInbound(new PongWebSocketFrame());
                    chat.channel.writeInbound(
                            new PongWebSocketFrame(Unpooled.buffer().writeLong(1_000 + i)));
                    chat.channel.writeInbound(new PingWebSocketFrame());
                }
            }

            assertThat(chat.call.heard).endsWith("lost DROPPED");
        }
    }

    @Test
    void aLoopThatWasAsleepItselfJudgesNobodyBeforeItHasReadWhatCame() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.answersPingsFor(Duration.ofSeconds(3));
            chat.scheduler.advanceMillis(1_100);
            List<ByteBuf> payloads = chat.pingPayloads();
            assertThat(payloads).hasSize(1);
            chat.scheduler.stall(Duration.ofSeconds(12).toNanos());
            chat.scheduler.advanceMillis(600);
            assertThat(chat.call.heard).isEmpty();

            chat.channel.writeInbound(new PongWebSocketFrame(payloads.get(0)));
            chat.answersPingsFor(Duration.ofSeconds(10));

            assertThat(chat.call.heard).isEmpty();
        }
    }

    @Test
    void aPongTellsWhatWasHeardBeforeItsPing() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.call.leg().sendAudio(new byte[640], 640);
            chat.scheduler.advanceMillis(2_000);
            ByteBuf first = chat.pingPayloads().get(0);
            chat.call.leg().sendAudio(new byte[320], 320);
            assertThat(chat.call.heardBytes).isZero();

            chat.channel.writeInbound(new PongWebSocketFrame(first.retainedDuplicate()));
            assertThat(chat.call.heardBytes).isEqualTo(640);
            chat.channel.writeInbound(new PongWebSocketFrame(first));
            assertThat(chat.call.heardBytes).isEqualTo(640);

            chat.answersPingsFor(Duration.ofSeconds(2));
            assertThat(chat.call.heardBytes).isEqualTo(960);
        }
    }

    @Test
    void whatWasUnderstoodIsConfirmedAtOnce() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.call.leg().sendAudio(new byte[640], 640);
            chat.says("{\"type\":\"user_message\",\"message\":{\"content\":\"Hi\"},\"interim\":false}");

            chat.channel.writeInbound(new PongWebSocketFrame(chat.pingPayloads().get(0)));

            assertThat(chat.call.heardBytes).isEqualTo(640);
        }
    }

    @Test
    void noTimerOutlivesItsChat() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.closes(1000);

            assertThat(chat.scheduler.timers()).isZero();
        }
    }
}
