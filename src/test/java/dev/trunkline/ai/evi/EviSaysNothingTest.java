package dev.trunkline.ai.evi;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.time.Duration;
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
    void twoUnansweredPingsAreALoss() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.scheduler.advance(Duration.ofSeconds(20).toNanos());
            assertThat(chat.sent()).containsExactly("ping", "ping");
            assertThat(chat.call.heard).isEmpty();

            chat.scheduler.advance(Duration.ofSeconds(10).toNanos());

            assertThat(chat.call.heard).containsExactly("lost DROPPED");
            assertThat(chat.sent()).containsExactly("close 1001");
        }
    }

    @Test
    void anythingThatArrivesProvesLife() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            for (int i = 0; i < 20; i++) {
                chat.scheduler.advance(Duration.ofSeconds(15).toNanos());
                if (i % 2 == 0) {
                    chat.channel.writeInbound(new PongWebSocketFrame());
                } else {
                    chat.says("{\"type\":\"assistant_end\"}");
                }
            }

            assertThat(chat.call.heard).hasSize(10).containsOnly("turn ended");
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
