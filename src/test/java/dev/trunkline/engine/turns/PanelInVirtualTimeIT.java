package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trunkline.app.ScriptedMind;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.plan.DeadAir;
import dev.trunkline.engine.plan.Phrases;
import dev.trunkline.engine.speaking.SoundSettings;
import dev.trunkline.lab.panel.InteractionPanel;
import dev.trunkline.lab.panel.LineActivity;
import dev.trunkline.lab.panel.PanelEvent;
import dev.trunkline.lab.scene.CallerVoices;
import dev.trunkline.lab.scene.PanelScene;
import dev.trunkline.lab.scene.SceneBook;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.SpeechMeter;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.command.CommandVoice;
import dev.trunkline.speech.moonshine.MoonshineRecognizer;
import dev.trunkline.speech.moonshine.Weights;
import dev.trunkline.speech.tts.FreeTtsVoice;
import dev.trunkline.speech.tts.HouseVoice;
import dev.trunkline.speech.tts.HouseVoices;
import dev.trunkline.speech.vad.VoiceActivities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The scenes of {@code fleet --profile conversation} with the ears, the voice and the mind of the house, one after the other in virtual
 * time in which the ears need 120 ms and the voice none: the figures do not depend on what else this machine does. Without bridge and
 * sockets. {@code -DpanelScenes=200} plays so many, {@code -DpanelSeed=2} others, {@code -DpanelOnly=ASIDE} those of one kind,
 * {@code -DpanelFirst=181} those from that number on, and {@code -DpanelTold=true} prints what was said in all, not only where something went wrong.
 */
class PanelInVirtualTimeIT {

    private static final int SCENES = Integer.getInteger("panelScenes", 10);
    private static final long SEED = Long.getLong("panelSeed", 1);
    private static final String ONLY = System.getProperty("panelOnly", "");
    private static final int FIRST = Integer.getInteger("panelFirst", 1);
    private static final boolean TOLD = Boolean.getBoolean("panelTold");
    private static final long EARS_NANOS = 120_000_000L;
    private static final long LONG_SILENCE_MILLIS = 1_500;
    private static final List<String> ESPEAK_VOICES = List.of("en-us+m3", "en-us+f2", "en-gb+m7", "en-us+f4");
    private static final EngineSettings SETTINGS = EngineSettings.defaults()
            .withSound(new SoundSettings(24_000, 200))
            .withPhrases(Phrases.english()
                    .filling(new DeadAir(
                            List.of("One moment, please.", "Let me see.", "Just a second, please."),
                            1_100,
                            8_000,
                            3,
                            -40.0)));

    @Test
    void agentAndCallerGetOn() throws Exception {
        Weights weights = Weights.inside("tiny");
        assumeTrue(weights.missing() == null, "the weights of the ears are not on the class path");
        Voice voice = new RememberingVoice(new HouseVoices(HouseVoice.SLT, SpeechMeter.NONE));
        var mind = ScriptedMind.typedTo(null);
        VoiceActivities activities = VoiceActivities.best();
        List<PanelEvent> events = new ArrayList<>();
        List<Long> deadAir = new ArrayList<>();
        try (MoonshineRecognizer ears = new MoonshineRecognizer(weights)) {
            for (PanelScene scene : new SceneBook(SEED, callers()).scenes(SCENES)) {
                boolean isWanted = ONLY.isEmpty() || ONLY.equals(scene.kind().name());
                if (!isWanted || scene.number() < FIRST) {
                    continue;
                }
                ChatScene engine = new ChatScene(SETTINGS, mind, voice, ears, activities::forStream, EARS_NANOS);
                ChatScene.Caller client = engine.connect("?playback_hold=true&verbose_transcription=true")
                        .declare();
                ScenePhone phone = new ScenePhone(engine, client, scene.script());
                LineActivity line = phone.call();
                events.addAll(line.events());
                deadAir.add(line.deadAirMillis());
                tell(scene, line, phone.told());
            }
        }
        InteractionPanel panel = InteractionPanel.of(events);
        System.err.println(panel);
        System.err.println("dead air above 1.5 s: "
                + deadAir.stream()
                        .filter(millis -> millis > LONG_SILENCE_MILLIS)
                        .count() + " of " + deadAir.size()
                + ", longest " + deadAir.stream().max(Long::compare).orElse(0L));
        assertThat(panel.response().good())
                .isGreaterThanOrEqualTo(panel.response().total() * 9 / 10);
        assertThat(panel.yield().good()).isGreaterThanOrEqualTo(panel.yield().total() * 9 / 10);
        assertThat(panel.backchannel().good())
                .isGreaterThanOrEqualTo(panel.backchannel().total() * 3 / 4);
        assertThat(panel.aside().good()).isGreaterThanOrEqualTo(panel.aside().total() * 3 / 4);
    }

    private static void tell(PanelScene scene, LineActivity line, List<String> told) {
        List<String> wrong = line.events().stream()
                .filter(event -> !event.good())
                .map(event -> String.format(Locale.ROOT, "%s at %.1f", event.kind(), event.tick() / 5.0))
                .toList();
        boolean silent = line.deadAirMillis() > LONG_SILENCE_MILLIS;
        System.err.println(scene.number() + " " + scene.kind() + " " + scene.what() + ": "
                + (wrong.isEmpty() ? "well" : "WRONG " + wrong) + (silent ? " SILENT " + line.deadAirMillis() : ""));
        if (TOLD || silent || !wrong.isEmpty()) {
            told.forEach(each -> System.err.println("    " + each));
            System.err.println("    agent " + line.agentSounds());
        }
    }

    private static CallerVoices callers() {
        List<Voice> voices = new ArrayList<>(List.of(new FreeTtsVoice()));
        try {
            for (String name : ESPEAK_VOICES) {
                Voice voice = new CommandVoice(new CommandVoice.Settings(
                        List.of("espeak-ng", "--stdout", "-v", "{voice}"), name, 22_050, 5_000));
                voice.say("yes");
                voices.add(voice);
            }
        } catch (SpeechFailedException e) {
            System.err.println("espeak-ng is not installed: fewer voices call");
        }
        return new CallerVoices(voices);
    }
}
