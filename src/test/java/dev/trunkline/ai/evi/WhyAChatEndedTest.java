package dev.trunkline.ai.evi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhyAChatEndedTest {

    @ParameterizedTest
    @CsvSource({
        "E0714, inactivity_timeout, 1000, INACTIVE",
        "E0715, max_duration_timeout, 1000, DURATION_LIMIT",
        "E0708, chat_group_not_found, 1000, RESUME_FAILED",
        "E0710, chat_resume_failed, 1000, RESUME_FAILED",
        "I0116, transcription_failure, 1000, DROPPED",
        "I0118, transcription_disconnected, 1000, DROPPED",
        "E0705, custom_language_model_disconnected, 1000, DROPPED",
        "E0714, inactivity_timeout, 1011, INACTIVE",
        "E0300, out_of_credits, 1000, DENIED",
        "E0799, credit_balance_exhausted, 1000, DENIED",
        "E0799, concurrency_limit_exceeded, 1000, BUSY",
        "I0100, config_not_found, 1008, REFUSED",
        "X1, never_seen, 1000, DROPPED",
    })
    void theLastErrorDecides(String code, String slug, int closeCode, AiLoss.Kind kind) {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.failsWith(code, slug);
            chat.closes(closeCode);

            assertThat(chat.call.loss().kind()).isEqualTo(kind);
            assertThat(chat.call.loss().closeCode()).isEqualTo(closeCode);
            assertThat(chat.call.loss().lastProblem()).isNotNull();
            assertThat(chat.call.heard).hasSize(2).last().isEqualTo("lost " + kind);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1000, CLOSED",
        "3000, DROPPED",
        "4999, DROPPED",
        "1012, DROPPED",
        "1001, DROPPED",
        "1003, DROPPED",
        "1008, DROPPED",
        "1009, DROPPED",
        "1011, DROPPED",
        "1012, DROPPED",
        "1013, DROPPED",
    })
    void withoutAnErrorTheCloseCodeDecides(int closeCode, AiLoss.Kind kind) {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.closes(closeCode);

            assertThat(chat.call.loss().kind()).isEqualTo(kind);
            assertThat(chat.sent()).containsExactly("close 1000");
        }
    }

    @Test
    void aCloseWithoutACodeGivesNoReasonEither() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.channel.writeInbound(new io.netty.handler.codec.http.websocketx.CloseWebSocketFrame());

            assertThat(chat.call.loss().kind()).isEqualTo(AiLoss.Kind.CLOSED);
            assertThat(chat.call.loss().closeCode()).isEqualTo(1005);
        }
    }

    @Test
    void aSocketThatJustEndsWasDropped() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.channel.close();

            assertThat(chat.call.loss().kind()).isEqualTo(AiLoss.Kind.DROPPED);
            assertThat(chat.call.loss().closeCode()).isZero();
        }
    }

    @Test
    void aResetConnectionWasDroppedAndIsToldOnce() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.channel.pipeline().fireExceptionCaught(new IOException("Connection reset"));
            chat.channel.close();

            assertThat(chat.call.heard).containsExactly("lost DROPPED");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"tool_call\",\"tool_call_id\":\"t\",\"name\":\"hang_up\",\"parameters\":\"{}\","
                        + "\"tool_type\":\"builtin\",\"response_required\":false}",
                "{\"type\":\"tool_response\",\"tool_call_id\":\"t\",\"content\":\"\",\"tool_name\":\"hang_up\","
                        + "\"tool_type\":\"builtin\"}",
            })
    void afterEvisOwnHangUpAnyEndIsAGoodbye(String hangUp) {
        for (int closeCode : new int[] {1000, 1001, 1011}) {
            try (EmbeddedChat chat = EmbeddedChat.ready()) {
                chat.says(hangUp);
                chat.closes(closeCode);

                assertThat(chat.call.loss().kind()).isEqualTo(AiLoss.Kind.GOODBYE);
            }
        }
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.says(hangUp);
            chat.channel.pipeline().fireExceptionCaught(new IOException("Connection reset"));

            assertThat(chat.call.loss().kind()).isEqualTo(AiLoss.Kind.GOODBYE);
        }
    }

    @Test
    void ourOwnHangUpToolIsNoGoodbyeOfEvi() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.says("{\"type\":\"tool_call\",\"tool_call_id\":\"t\",\"name\":\"hang_up\",\"parameters\":\"{}\","
                    + "\"tool_type\":\"function\",\"response_required\":true}");
            chat.closes(1011);

            assertThat(chat.call.loss().kind()).isEqualTo(AiLoss.Kind.DROPPED);
        }
    }

    @Test
    void anErrorThatWasSurvivedIsNotTheReasonOfALaterEnd() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.failsWith("E0712", "custom_language_model_timed_out");
            chat.answersPingsFor(Duration.ofSeconds(6));
            chat.closes(1000);

            assertThat(chat.call.loss().kind()).isEqualTo(AiLoss.Kind.CLOSED);
        }
    }

    @Test
    void anErrorThatEndsChatsDoesSoHoweverLateTheClose() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.failsWith("E0715", "max_duration_timeout");
            chat.answersPingsFor(Duration.ofSeconds(9));
            chat.closes(1000);

            assertThat(chat.call.loss().kind()).isEqualTo(AiLoss.Kind.DURATION_LIMIT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Chat was ended because it exceeded the max duration of 600 seconds., 600",
        "Chat was ended because it exceeded the max duration of many seconds., 0",
        "Too long., 0"
    })
    void aChatThatIsTooLongTellsHowLongOneMayBe(String message, long seconds) {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.says("{\"type\":\"error\",\"code\":\"E0715\",\"slug\":\"max_duration_timeout\",\"message\":\""
                    + message + "\"}");

            assertThat(chat.call.limitNanos)
                    .isEqualTo(Duration.ofSeconds(seconds).toNanos());
        }
    }

    @Test
    void aChatThatCannotBeResumedIsNotWaitedFor() {
        try (EmbeddedChat chat = new EmbeddedChat()) {
            chat.opens();
            chat.failsWith("E0710", "chat_resume_failed");

            assertThat(chat.call.heard).containsExactly("lost RESUME_FAILED");
        }
    }

    @ParameterizedTest
    @CsvSource({"1000, DROPPED", "1008, REFUSED", "1011, DROPPED"})
    void nobodySaysGoodbyeBeforeHello(int closeCode, AiLoss.Kind kind) {
        try (EmbeddedChat chat = new EmbeddedChat()) {
            chat.opens();
            chat.closes(closeCode);

            assertThat(chat.call.heard).containsExactly("lost " + kind);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED", "401, DENIED", "402, DENIED", "403, DENIED", "404, DENIED", "408, DROPPED", "410, DENIED",
        "429, BUSY", "200, DROPPED", "302, DROPPED", "500, DROPPED", "502, DROPPED", "503, DROPPED", "504, DROPPED",
    })
    void aHandshakeIsJudgedByItsStatus(int status, AiLoss.Kind kind) {
        try (EmbeddedChat chat = new EmbeddedChat()) {
            var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
            chat.channel
                    .pipeline()
                    .fireExceptionCaught(new WebSocketClientHandshakeException("Invalid handshake", response));

            assertThat(chat.call.heard).containsExactly("lost " + kind);
            assertThat(chat.call.loss().detail()).isEqualTo("handshake answered with status " + status);
            assertThat(chat.channel.isOpen()).isFalse();
        }
    }

    @Test
    void aServiceThatSaysWhenToComeAgainIsThereAndHasNoPlace() {
        try (EmbeddedChat chat = new EmbeddedChat()) {
            var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SERVICE_UNAVAILABLE);
            response.headers().set("Retry-After", "5");
            chat.channel
                    .pipeline()
                    .fireExceptionCaught(new WebSocketClientHandshakeException("Invalid handshake", response));

            assertThat(chat.call.heard).containsExactly("lost BUSY");
        }
    }

    @Test
    void aWrongCertificateStaysWrong() {
        try (EmbeddedChat chat = new EmbeddedChat()) {
            chat.channel
                    .pipeline()
                    .fireExceptionCaught(
                            new io.netty.handler.codec.DecoderException(new SSLHandshakeException("unknown CA")));

            assertThat(chat.call.heard).containsExactly("lost REFUSED");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "evi.example: Name or service not known, REFUSED",
        "evi.example: No address associated with hostname, REFUSED",
        "evi.example: Name does not resolve, REFUSED",
        "evi.example: Name has no usable address, REFUSED",
        "'evi.example: nodename nor servname provided, or not known', REFUSED",
        "No such host is known (evi.example), REFUSED",
        "evi.example: Temporary failure in name resolution, DROPPED",
        "evi.example: Try again, DROPPED",
        "evi.example: Non-recoverable failure in name resolution, DROPPED",
        "evi.example: Too many open files, DROPPED",
        "evi.example: the lookup takes too long, DROPPED",
        "evi.example, DROPPED",
    })
    void aHostThatIsNotKnownIsNotAskedForAgainButALookupThatFailedIs(String message, AiLoss.Kind kind) {
        try (EmbeddedChat chat = new EmbeddedChat()) {
            chat.channel.pipeline().fireExceptionCaught(new java.net.UnknownHostException(message));

            assertThat(chat.call.heard).containsExactly("lost " + kind);
        }
    }
}
