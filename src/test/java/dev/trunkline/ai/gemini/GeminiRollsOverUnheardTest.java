package dev.trunkline.ai.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.call.FarEndEvent.AiGone;
import dev.trunkline.call.FarEndEvent.AiResumable;
import dev.trunkline.call.FarEndEvent.RolledOver;
import dev.trunkline.call.TalkEvent.CallerSaid;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import dev.trunkline.testing.Wavs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real call with a service whose connections last 40 s, and which gives a session to one of them at a time. */
class GeminiRollsOverUnheardTest {

    private static final double SILENT = 0;

    private final ManualScheduler time = new ManualScheduler();
    private final List<Long> gapsMillis = new ArrayList<>(); // between the last sound of one and the first of the next
    private final ScriptedGemini gemini = new ScriptedGemini(new ScriptedGemini.Script() {
        private ScriptedGemini.@Nullable Connection last;
        private long lastMillis;

        @Override
        public void onSound(ScriptedGemini.Connection connection, byte[] linear16) {
            if (last != null && connection != last) {
                gapsMillis.add(time.elapsedMillis() - lastMillis);
            }
            last = connection;
            lastMillis = time.elapsedMillis();
        }
    });
    private final EmbeddedGemini line = new EmbeddedGemini(time, gemini, EmbeddedGemini.SETTINGS.lasting(40_000));
    private final Scene scene = Scene.prepare().at(time).ai(line).begin();
    private final byte[] answer = linear16(Wavs.tone(24_000, 440, 400));
    private int exchanges;

    GeminiRollsOverUnheardTest() {
        scene.callerSounds(SILENT, 100);
    }

    @AfterEach
    void nothingWasRefused() {
        line.close();
        assertThat(gemini.objections).isEmpty();
    }

    private ScriptedGemini.Connection own() {
        return gemini.connections.stream()
                .filter(connection -> !connection.isEnded() && !connection.received.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /** The caller speaks for a second and is answered. */
    private void exchange() {
        scene.callerSounds(880, 1_000);
        scene.callerSounds(SILENT, 400);
        own().callerSaid("Question " + ++exchanges);
        own().sound(answer);
        own().agentSaid("Answer " + exchanges);
        own().generationComplete();
        own().turnComplete();
        scene.callerSounds(SILENT, 1_600);
    }

    private long heardMillis() {
        byte[] heard = own().session().heard.toByteArray();
        short[] samples = new short[heard.length / Short.BYTES];
        ByteBuffer.wrap(heard).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return Tones.soundingMillis(samples, 16_000);
    }

    private static byte[] linear16(byte[] wav) {
        return Arrays.copyOfRange(wav, Wavs.HEADER_BYTES, wav.length);
    }

    @Test
    void byTheKnownLimitAgainAndAgain() {
        for (int i = 0; i < 60; i++) {
            exchange();
        }

        List<RolledOver> rollovers = scene.heard.all(RolledOver.class);
        assertThat(rollovers).hasSizeGreaterThanOrEqualTo(4).allMatch(each -> each.moment() == RolledOver.Moment.PAUSE);
        assertThat(gemini.connections.size()).isGreaterThan(rollovers.size());
        assertThat(heardMillis()).isCloseTo(60_000, within(60 * 20L));
        assertThat(scene.heard.all(CallerSaid.class).stream().filter(said -> !said.interim()))
                .extracting(CallerSaid::text)
                .hasSize(60)
                .doesNotHaveDuplicates();
        assertThat(scene.heard.all(AiGone.class)).isEmpty();
        assertThat(texts()).as("what it was told").hasSize(1); // to greet, once
        assertThat(line.openSessions).isLessThanOrEqualTo(2);
    }

    @Test
    void acrossAnOceanTheServiceMissesTheCallerForAThirdOfASecond() {
        line.oneWayNanos = 50_000_000;
        for (int i = 0; i < 60; i++) {
            exchange();
        }
        scene.callerSounds(SILENT, 500);

        assertThat(scene.heard.all(RolledOver.class)).hasSizeGreaterThanOrEqualTo(4);
        assertThat(gapsMillis)
                .hasSameSizeAs(scene.heard.all(RolledOver.class))
                .allMatch(gap -> gap >= 200 && gap <= 400);
        assertThat(heardMillis()).isCloseTo(60_000, within(60 * 20L));
    }

    @Test
    void whenTheServiceAnnouncesItsEnd() {
        exchange();
        own().goAway("10s");
        exchange();
        exchange();
        exchange();

        assertThat(scene.heard.all(RolledOver.class)).hasSize(1);
        assertThat(own().setup().at("/sessionResumption/handle").asText()).isNotEmpty();
        assertThat(heardMillis()).isCloseTo(4_000, within(80L));
        assertThat(texts()).hasSize(1);
    }

    @Test
    void aCallerWhoNeverPausesLosesNothing() {
        exchange();
        own().goAway("10s");
        scene.callerSounds(880, 15_000);
        scene.callerSounds(SILENT, 500);

        assertThat(scene.heard.all(RolledOver.class)).hasSize(1);
        assertThat(heardMillis()).isGreaterThanOrEqualTo(16_000 - 40);
    }

    @Test
    void aLostConnectionIsFollowedByOneThatKnowsTheConversation() {
        exchange();
        line.last().cut();
        scene.callerSounds(880, 1_000);
        scene.callerSounds(SILENT, 2_000);

        assertThat(gemini.connections).hasSize(2);
        assertThat(own().setup().at("/sessionResumption/handle").asText()).isEqualTo("handle-1");
        assertThat(heardMillis()).isGreaterThanOrEqualTo(2_000 - 40);
    }

    @Test
    void whoeverTakesTheCallOverGoesOnFromItsLastTurn() {
        exchange();
        exchange();

        scene.call.onMoveOrdered(5_000_000_000L, () -> true);
        scene.callerSounds(SILENT, 3_000);

        assertThat(scene.continuation().chatGroupId()).isEqualTo("handle-2");
        assertThat(scene.heard.all(AiResumable.class))
                .containsExactly(new AiResumable("handle-1", ""), new AiResumable("handle-2", ""));
    }

    private List<String> texts() {
        return gemini.connections.stream()
                .flatMap(connection -> connection.received.stream())
                .map(message -> message.at("/realtimeInput/text"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }
}
