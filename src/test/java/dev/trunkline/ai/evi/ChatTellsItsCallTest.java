package dev.trunkline.ai.evi;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.trunkline.ai.RecordingCall;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.net.websocket.ClientSocket;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ChatTellsItsCallTest {

    @Test
    void settingsGoOutWhenTheSocketOpensAndReadyComesWithTheMetadata() {
        try (EmbeddedChat chat = new EmbeddedChat()) {
            chat.opens();
            assertThat(chat.sent())
                    .containsExactly("{\"type\":\"session_settings\",\"custom_session_id\":\"CA1\","
                            + "\"audio\":{\"encoding\":\"linear16\",\"sample_rate\":16000,\"channels\":1}}");
            assertThat(chat.call.heard).isEmpty();

            chat.says(EmbeddedChat.METADATA);
            chat.says(EmbeddedChat.METADATA);

            assertThat(chat.call.heard).containsExactly("ready c1 g1");
        }
    }

    @Test
    void aTurnIsToldInItsOrder() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.says("{\"type\":\"user_message\",\"message\":{\"role\":\"user\",\"content\":\"Hi\"},\"models\":{},"
                    + "\"from_text\":false,\"interim\":true,\"time\":{\"begin\":0,\"end\":1}}");
            chat.says("{\"type\":\"user_message\",\"message\":{\"role\":\"user\",\"content\":\"Hi there\"},\"models\":"
                    + "{\"prosody\":{\"scores\":{\"Joy\":0.5}}},\"from_text\":false,\"interim\":false}");
            chat.says("{\"type\":\"assistant_message\",\"id\":\"m\",\"message\":{\"role\":\"assistant\","
                    + "\"content\":\"Hello\"},\"models\":{},\"from_text\":false}");
            chat.sendsAudio("m", 1, Wire.wav(new byte[] {1, 0}));
            chat.sendsAudio("m", 0, Wire.wav(new byte[] {0, 0}));
            chat.says("{\"type\":\"assistant_prosody\",\"id\":\"m\",\"models\":{}}");
            chat.says("{\"type\":\"assistant_end\"}");
            chat.says("{\"type\":\"user_interruption\",\"time\":1}");

            assertThat(chat.call.heard)
                    .containsExactly(
                            "user... Hi",
                            "user Hi there {Joy=0.5}",
                            "agent m Hello",
                            "audio m 0000",
                            "audio m 0100",
                            "turn ended",
                            "interrupted");
        }
    }

    @Test
    void toolsAreToldWithWhoRunsThem() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.says("{\"type\":\"tool_call\",\"tool_call_id\":\"t1\",\"name\":\"transfer_call\",\"parameters\":\"{\","
                    + "\"tool_type\":\"function\",\"response_required\":true}");
            chat.says("{\"type\":\"tool_call\",\"tool_call_id\":\"t2\",\"name\":\"web_search\",\"parameters\":\"{}\","
                    + "\"tool_type\":\"builtin\",\"response_required\":true}");

            assertThat(chat.call.heard)
                    .containsExactly(
                            "ToolCall[id=t1, name=transfer_call, parametersJson={, builtin=false, responseRequired=true]",
                            "ToolCall[id=t2, name=web_search, parametersJson={}, builtin=true, responseRequired=false]");
        }
    }

    @Test
    void unusableMessagesAreCountedAndTheChatGoesOn() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.says("nonsense");
            chat.says("{\"type\":\"never_seen\"}");
            chat.sendsAudio("a", 0, "!");
            chat.sendsAudio("a", 0, Wire.wav(new byte[] {0, 0}));
            chat.sendsAudio("a", 0, Wire.wav(new byte[] {0, 0}));
            chat.channel.writeInbound(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {1})));
            chat.says("{\"type\":\"assistant_end\"}");

            assertThat(chat.call.heard)
                    .containsExactly(
                            "rejected bad_json",
                            "rejected unknown_type",
                            "rejected bad_base64",
                            "audio a 0000",
                            "rejected duplicate_audio",
                            "rejected binary_frame",
                            "turn ended");
        }
    }

    @Test
    void commandsWaitForTheFlush() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            ToolCall own = new ToolCall("t1", "transfer_call", "{}", false, true);
            ToolCall builtin = new ToolCall("t2", "web_search", "{}", true, false);
            chat.call.leg().sendAudio(new byte[] {0, 1, 2, -1}, 4);
            chat.call.leg().userSaid("one");
            chat.call.leg().speak("two");
            chat.call.leg().context("three", true);
            chat.call.leg().toolSucceeded(own, "ok");
            chat.call.leg().toolFailed(own, "why", "sorry");
            chat.call.leg().toolSucceeded(builtin, "never answered by us");
            chat.call.leg().toolFailed(builtin, "never", "never");
            chat.call.leg().pause();
            chat.call.leg().resume();
            assertThat(chat.sent()).isEmpty();

            chat.call.leg().flush();

            assertThat(chat.sent())
                    .containsExactly(
                            "{\"type\":\"audio_input\",\"data\":\"AAEC/w==\"}",
                            "{\"type\":\"user_input\",\"text\":\"one\"}",
                            "{\"type\":\"assistant_input\",\"text\":\"two\"}",
                            "{\"type\":\"session_settings\",\"context\":{\"text\":\"three\",\"type\":\"persistent\"}}",
                            "{\"type\":\"tool_response\",\"tool_call_id\":\"t1\",\"content\":\"ok\","
                                    + "\"tool_name\":\"transfer_call\",\"tool_type\":\"function\"}",
                            "{\"type\":\"tool_error\",\"tool_call_id\":\"t1\",\"error\":\"why\",\"content\":\"sorry\","
                                    + "\"level\":\"warn\",\"tool_type\":\"function\"}",
                            "{\"type\":\"pause_assistant_message\"}",
                            "{\"type\":\"resume_assistant_message\"}");
        }
    }

    @Test
    void nothingIsToldOrSentAfterTheCallHasClosed() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            chat.call.leg().close();
            chat.call.leg().close();
            chat.call.leg().sendAudio(new byte[2], 2);
            chat.call.leg().speak("too late");
            chat.call.leg().flush();
            chat.scheduler.advance(java.time.Duration.ofMinutes(5).toNanos());

            assertThat(chat.sent()).containsExactly("close 1000");
            assertThat(chat.call.heard).isEmpty();
            assertThat(chat.channel.isOpen()).isFalse();
        }
    }

    @Test
    void waitingSoundIsNotToldToACallThatClosesMeanwhile() {
        RecordingCall call = new RecordingCall() {
            @Override
            public void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
                super.onAgentAudio(messageId, format, sound, offset, lengthBytes);
                leg().close();
            }
        };
        try (EmbeddedChat chat = EmbeddedChat.ready(call)) {
            chat.sendsAudio("m", 1, Wire.wav(new byte[] {1, 0}));
            chat.sendsAudio("m", 2, Wire.wav(new byte[] {2, 0}));
            chat.sendsAudio("m", 0, Wire.wav(new byte[] {0, 0}));

            assertThat(call.heard).containsExactly("audio m 0000");
        }
    }

    @Test
    void aBugInTheCallEndsItsChatAndIsLogged() {
        Logger logger = (Logger) LoggerFactory.getLogger(ClientSocket.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.setAdditive(false);
        logger.addAppender(log);
        RecordingCall call = new RecordingCall() {
            @Override
            public void onUserMessage(String text, boolean interim, Map<String, Double> scores) {
                throw new IllegalStateException("a bug");
            }
        };
        try (EmbeddedChat chat = EmbeddedChat.ready(call)) {
            chat.says("{\"type\":\"user_message\",\"message\":{\"content\":\"Hi\"}}");

            assertThat(call.heard).containsExactly("lost DROPPED");
            assertThat(chat.channel.isOpen()).isFalse();
            assertThat(log.list).extracting(ILoggingEvent::getMessage).contains("session ended by a bug");
        } finally {
            logger.detachAppender(log);
            logger.setAdditive(true);
        }
    }

    @Test
    void soundIsNotWantedWhereTheOtherEndReadsTooSlowly() {
        try (EmbeddedChat chat = EmbeddedChat.ready()) {
            byte[] frame = new byte[640];
            int frames = 0;
            while (chat.call.leg().hasRoom()) {
                chat.call.leg().sendAudio(frame, frame.length);
                frames++;
            }
            assertThat(frames).as("some seconds").isBetween(4 * 50, 10 * 50);

            chat.call.leg().flush();

            assertThat(chat.call.leg().hasRoom()).isTrue();
            assertThat(chat.call.heard).isEmpty();
        }
    }
}
