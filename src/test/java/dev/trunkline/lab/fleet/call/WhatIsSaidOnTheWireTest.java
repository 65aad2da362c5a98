package dev.trunkline.lab.fleet.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.lab.carrier.media.StreamPlan;
import dev.trunkline.lab.fleet.Fleets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WhatIsSaidOnTheWireTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StreamPlan plan = new StreamPlan(
            "MZ0123456789abcdef0123456789abcdef",
            "AC1",
            "CA1",
            URI.create("ws://localhost/media"),
            "name",
            Map.of(),
            Map.of("token", "a \"quoted\" one"));
    private final StreamWriter wire = new StreamWriter(plan);
    private final ByteBuf out = Unpooled.buffer();
    private final StreamScanner scan = new StreamScanner();

    @Test
    void framesAreMaskedTextThatAnyServerReads() throws Exception {
        wire.connected(out);
        wire.start(out);
        for (int i = 0; i < 11; i++) {
            wire.media(out, Fleets.SOUND.silence());
        }
        wire.mark(out, "a\\\"b".getBytes(StandardCharsets.US_ASCII));
        wire.digit(out, '#');
        wire.stop(out);

        List<JsonNode> said = read();

        assertThat(said).extracting(one -> one.path("event").asText()).startsWith("connected", "start", "media");
        assertThat(said.get(1).at("/start/callSid").asText()).isEqualTo("CA1");
        assertThat(said.get(1).at("/start/customParameters/token").asText()).isEqualTo("a \"quoted\" one");
        assertThat(said.get(1).at("/sequenceNumber").asText()).isEqualTo("1");
        JsonNode tenth = said.get(11);
        assertThat(tenth.at("/sequenceNumber").asText()).isEqualTo("11");
        assertThat(tenth.at("/media/chunk").asText()).isEqualTo("10");
        assertThat(tenth.at("/media/timestamp").asText()).isEqualTo("237");
        assertThat(tenth.at("/media/track").asText()).isEqualTo("inbound");
        assertThat(tenth.at("/streamSid").asText()).isEqualTo(plan.streamSid());
        assertThat(Base64.getDecoder().decode(tenth.at("/media/payload").asText()))
                .hasSize(160)
                .containsOnly(0xFF);
        assertThat(said.get(13).at("/mark/name").asText()).isEqualTo("a\"b");
        assertThat(said.get(14).at("/dtmf/digit").asText()).isEqualTo("#");
        assertThat(said.get(15).at("/event").asText()).isEqualTo("stop");
        assertThat(said.get(15).at("/sequenceNumber").asText()).isEqualTo("15");
    }

    @Test
    void aDiscardedFrameUsesItsNumbersUp() throws Exception {
        wire.start(out);
        wire.skipMedia();
        wire.media(out, Fleets.SOUND.silence());

        JsonNode media = read().get(1);

        assertThat(media.at("/sequenceNumber").asText()).isEqualTo("3");
        assertThat(media.at("/media/chunk").asText()).isEqualTo("2");
        assertThat(media.at("/media/timestamp").asText()).isEqualTo("77");
    }

    @Test
    void mediaIsReadWhateverTheOrderOfItsKeys() {
        for (String text : List.of(
                "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"AAAA\"}}",
                "{ \"media\" : { \"payload\" : \"AAAA\" } , \"streamSid\":\"MZ1\", \"event\" : \"media\" }")) {
            assertThat(read(text)).isEqualTo(StreamScanner.Kind.MEDIA);
            assertThat(scan.payloadBytes()).isEqualTo(3);
            assertThat(scan.isSounding()).isTrue();
        }
    }

    @Test
    void theLengthOfASoundIsThatOfItsBytes() {
        for (int bytes = 1; bytes < 20; bytes++) {
            String payload = Base64.getEncoder().encodeToString(new byte[bytes]);

            read("{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"" + payload + "\"}}");

            assertThat(scan.payloadBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void silenceIsNoSound() {
        byte[] silence = new byte[160];
        for (int i = 0; i < silence.length; i++) {
            silence[i] = (byte) (i % 2 == 0 ? 0xFF : 0x7D);
        }
        read("{\"event\":\"media\",\"media\":{\"payload\":\""
                + Base64.getEncoder().encodeToString(silence) + "\"}}");

        assertThat(scan.isSounding()).isFalse();
    }

    @Test
    void aMarksNameMayLookLikeAnything() {
        assertThat(read("{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"event\\\":{clear}\"}}"))
                .isEqualTo(StreamScanner.Kind.MARK);
        assertThat(new String(scan.markName(), StandardCharsets.US_ASCII)).isEqualTo("event\\\":{clear}");
    }

    @Test
    void whatTwilioWouldNotTakeIsUnknown() {
        for (String text : List.of(
                "",
                "{",
                "\"",
                "{\"event\"",
                "{\"event\":\"media\"}",
                "{\"event\":\"mark\",\"mark\":{}}",
                "{\"event\":7}",
                "{\"x\":{\"event\":\"clear\"}}",
                "{\"event\":\"clear\\",
                "nonsense")) {
            assertThat(read(text)).as(text).isEqualTo(StreamScanner.Kind.UNKNOWN);
        }
        assertThat(read("{\"event\":\"clear\",\"streamSid\":\"MZ1\"}")).isEqualTo(StreamScanner.Kind.CLEAR);
    }

    private StreamScanner.Kind read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return scan.read(bytes, bytes.length);
    }

    /** As Netty's own server reads them. */
    private List<JsonNode> read() throws Exception {
        EmbeddedChannel server = new EmbeddedChannel(new WebSocket13FrameDecoder(
                WebSocketDecoderConfig.newBuilder().expectMaskedFrames(true).build()));
        server.writeInbound(out);
        List<JsonNode> said = new ArrayList<>();
        for (TextWebSocketFrame frame = server.readInbound(); frame != null; frame = server.readInbound()) {
            said.add(JSON.readTree(frame.text()));
            frame.release();
        }
        server.finishAndReleaseAll();
        return said;
    }
}
