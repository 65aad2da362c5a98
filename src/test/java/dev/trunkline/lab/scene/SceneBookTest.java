package dev.trunkline.lab.scene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SceneBookTest {

    private static final int RATE_HZ = 8_000;

    private final CallerVoices voices = new CallerVoices(List.of(new Hum(200), new Hum(320)));

    @Test
    void everyTwentyScenesHaveTheSameMixture() {
        Map<PanelScene.Kind, Long> first = mixture(new SceneBook(1, voices).scenes(20));
        Map<PanelScene.Kind, Long> second =
                mixture(new SceneBook(1, voices).scenes(40).subList(20, 40));

        assertThat(first).isEqualTo(second).containsEntry(PanelScene.Kind.INTERRUPTION, 5L);
        assertThat(first.keySet()).containsExactlyInAnyOrder(PanelScene.Kind.values());
    }

    @Test
    void theSameSeedGivesTheSameScenesHoweverManyAreAskedFor() {
        List<PanelScene> few = new SceneBook(7, voices).scenes(5);
        List<PanelScene> many = new SceneBook(7, voices).scenes(30);

        assertThat(words(few)).isEqualTo(words(many.subList(0, 5)));
        assertThat(words(few)).isNotEqualTo(words(new SceneBook(8, voices).scenes(5)));
    }

    @Test
    void everySceneEndsByHangingUp() {
        assertThat(new SceneBook(1, voices).scenes(20))
                .allSatisfy(scene -> assertThat(scene.script()
                                .steps()
                                .get(scene.script().steps().size() - 1))
                        .isInstanceOf(CallerStep.HangUp.class));
    }

    @ParameterizedTest
    @EnumSource(BodySound.class)
    void bodiesSoundDifferentlyEachTimeAndLastAsLongAsBodiesDo(BodySound body) {
        SplittableRandom random = new SplittableRandom(1);
        Speech one = body.sound(random);
        Speech other = body.sound(random);

        assertThat(one.samples()).isNotEqualTo(other.samples());
        assertThat(one.durationMillis()).isBetween(20L, 1_100L);
        assertThat(one.samples()).isEqualTo(body.sound(new SplittableRandom(1)).samples());
        assertThat(rms(one.samples())).isBetween(200.0, 6_000.0);
    }

    @ParameterizedTest
    @EnumSource(RoomNoise.class)
    void noiseIsSoMuchSofterThanTheCaller(RoomNoise noise) {
        double caller = rms(voices.say(0, "one two three").samples());
        double around = rms(noise.loop(new SplittableRandom(1), voices, 10).samples());

        assertThat(20 * Math.log10(caller / around)).isBetween(8.0, 13.0);
    }

    @Test
    void somebodyBesideTheTelephoneIsSofterThanTheCaller() {
        double caller = rms(voices.say(0, "the keys").samples());
        double aside = rms(voices.aside(0, "the keys").samples());

        assertThat(20 * Math.log10(caller / aside)).isBetween(11.0, 13.0);
    }

    private static Map<PanelScene.Kind, Long> mixture(List<PanelScene> scenes) {
        return scenes.stream().collect(Collectors.groupingBy(PanelScene::kind, Collectors.counting()));
    }

    private static List<String> words(List<PanelScene> scenes) {
        return scenes.stream()
                .map(scene -> scene.kind()
                        + scene.what()
                        + scene.script().steps().stream()
                                .map(step -> step instanceof CallerStep.Interrupt interrupt
                                        ? interrupt.text()
                                                + interrupt.afterMillis()
                                                + Arrays.hashCode(
                                                        interrupt.speech().samples())
                                        : "")
                                .collect(Collectors.joining()))
                .toList();
    }

    private static double rms(short[] samples) {
        double energy = 0;
        for (short sample : samples) {
            energy += (double) sample * sample;
        }
        return Math.sqrt(energy / samples.length);
    }

    /** A voice of one tone: half a second, whatever it says. */
    private record Hum(int toneHz) implements Voice {
        @Override
        public Speech say(String text) {
            short[] samples = new short[RATE_HZ / 2];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) (4_000 * Math.sin(2 * Math.PI * toneHz * i / RATE_HZ));
            }
            return new Speech(samples, RATE_HZ);
        }

        @Override
        public int sampleRateHz() {
            return RATE_HZ;
        }
    }
}
