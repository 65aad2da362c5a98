package dev.trunkline.lab.scene;

import dev.trunkline.lab.caller.CallerRoom;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.CallerSound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes scenes: the same seed and number give the same scene, whatever else is asked for. Used by one thread; it lets voices
 * speak, which is slow.
 */
public final class SceneBook {

    private static final int NOISE_PEAK = 12; // nobody calls from a vacuum
    private static final long CAP_MILLIS = 20_000;
    private static final long EVENT_CAP_MILLIS = 12_000;
    private static final long SETTLED_MILLIS = 2_600; // longer than an answer to nothing is waited for

    private static final List<BodySound> TICS =
            Arrays.stream(BodySound.values()).filter(BodySound::isTic).toList();

    private final long seed;
    private final CallerVoices voices;

    public SceneBook(long seed, CallerVoices voices) {
        this.seed = seed;
        this.voices = voices;
    }

    /** The first {@code count} scenes; of each twenty in a row the mixture is the same. */
    public List<PanelScene> scenes(int count) {
        List<PanelScene> scenes = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            scenes.add(scene(number));
        }
        return scenes;
    }

    private PanelScene scene(int number) {
        SplittableRandom order = new SplittableRandom(seed * 31 + (number - 1) / 20);
        List<PanelScene.Kind> deck = new ArrayList<>();
        for (PanelScene.Kind kind : PanelScene.Kind.values()) {
            for (int i = 0; i < kind.inTwenty(); i++) {
                deck.add(order.nextInt(deck.size() + 1), kind);
            }
        }
        PanelScene.Kind kind = deck.get((number - 1) % deck.size());
        return new Writing(number, kind, new SplittableRandom(seed * 1_000_003 + number)).scene();
    }

    /** One scene while it is written. */
    private final class Writing {
        private final int number;
        private final PanelScene.Kind kind;
        private final SplittableRandom random;
        private final int voice;
        private final List<CallerStep> steps = new ArrayList<>();
        private CallerRoom room = CallerRoom.QUIET;
        private String what = "";
        private int question;

        Writing(int number, PanelScene.Kind kind, SplittableRandom random) {
            this.number = number;
            this.kind = kind;
            this.random = random;
            this.voice = random.nextInt(voices.count());
            this.question = random.nextInt(SceneLines.QUESTIONS.size());
        }

        PanelScene scene() {
            switch (kind) {
                case PLAIN -> {
                    ask();
                    ask();
                }
                case INTERRUPTION -> {
                    ask();
                    interrupt();
                    interrupt();
                }
                case BACKCHANNEL -> backchannels();
                case TIC -> tics();
                case ASIDE -> asides();
                case HESITATION -> {
                    hesitate();
                    hesitate();
                }
                case NOISE -> {
                    noise();
                    ask();
                    interrupt();
                    ask();
                }
                case SPEAKERPHONE -> {
                    loudspeaker();
                    ask();
                    ask();
                    interrupt();
                }
            }
            awaitAgent();
            steps.add(new CallerStep.HangUp());
            CallerScript script =
                    CallerScript.of(steps).withNoise(NOISE_PEAK, number).in(room);
            return new PanelScene(number, kind, what, script);
        }

        private void backchannels() {
            ask();
            overAgent(backchannel(), CallerSound.BACKCHANNEL);
            steps.add(new CallerStep.Pause(random.nextInt(1_300, 2_500)));
            overAgent(backchannel(), CallerSound.BACKCHANNEL);
            ask();
            overAgent(backchannel(), CallerSound.BACKCHANNEL);
        }

        private void tics() {
            ask();
            overAgent(tic(), CallerSound.TIC);
            inSilence(tic(), CallerSound.TIC);
            ask();
            overAgent(tic(), CallerSound.TIC);
        }

        private void asides() {
            ask();
            overAgent(aside(), CallerSound.ASIDE);
            inSilence(aside(), CallerSound.ASIDE);
            ask();
            overAgent(aside(), CallerSound.ASIDE);
        }

        private void noise() {
            RoomNoise noise = pick(List.of(RoomNoise.values()));
            int snrDb = pick(List.of(20, 15, 10));
            room = room.withNoise(noise.loop(random, voices, snrDb));
            note(noise.words() + ", " + snrDb + " dB");
        }

        private void loudspeaker() {
            int delayMillis = random.nextInt(100, 601);
            int gainDb = -random.nextInt(6, 21);
            room = room.withEcho(new CallerRoom.Echo(delayMillis, gainDb));
            note("echo " + gainDb + " dB after " + delayMillis + " ms");
        }

        private void awaitAgent() {
            steps.add(new CallerStep.AwaitAgent(random.nextInt(800, 1_200), CAP_MILLIS));
        }

        private void ask() {
            awaitAgent();
            String text = nextQuestion();
            steps.add(new CallerStep.Say(text, voices.say(voice, text)));
        }

        private void interrupt() {
            String text = random.nextInt(5) == 0 ? pick(SceneLines.STOPS) : nextQuestion();
            steps.add(new CallerStep.Interrupt(
                    text, voices.say(voice, text), random.nextInt(300, 2_000), EVENT_CAP_MILLIS));
            note("\"" + text + "\"");
        }

        private void hesitate() {
            awaitAgent();
            SceneLines.Hesitation words = pick(SceneLines.HESITATIONS);
            int pauseMillis = random.nextInt(600, 1_300);
            String text = words.begun() + ", " + words.ended();
            steps.add(new CallerStep.Say(text, voices.hesitating(voice, words.begun(), pauseMillis, words.ended())));
            note("\"" + text + "\" with " + pauseMillis + " ms in it");
        }

        private void overAgent(CallerStep.Say say, CallerSound sound) {
            steps.add(new CallerStep.Interrupt(
                    say.text(), say.speech(), random.nextInt(300, 1_800), EVENT_CAP_MILLIS, sound));
            note(say.text());
        }

        private void inSilence(CallerStep.Say say, CallerSound sound) {
            awaitAgent();
            steps.add(new CallerStep.Say(say.text(), say.speech(), sound));
            steps.add(new CallerStep.Pause(SETTLED_MILLIS));
            note(say.text() + " in silence");
        }

        private CallerStep.Say backchannel() {
            if (random.nextInt(5) < 2) {
                return new CallerStep.Say("\"" + BodySound.HUM.words() + "\"", BodySound.HUM.sound(random));
            }
            String text = pick(SceneLines.BACKCHANNELS);
            return new CallerStep.Say("\"" + text + "\"", voices.say(voice, text));
        }

        private CallerStep.Say tic() {
            if (random.nextInt(5) == 0) {
                String text = pick(SceneLines.FILLERS);
                return new CallerStep.Say("\"" + text + "\"", voices.say(voice, text));
            }
            BodySound sound = pick(TICS);
            return new CallerStep.Say(sound.words(), sound.sound(random));
        }

        private CallerStep.Say aside() {
            String text = pick(SceneLines.ASIDES);
            return new CallerStep.Say("aside \"" + text + "\"", voices.aside(voice + 1, text));
        }

        private String nextQuestion() {
            question = (question + random.nextInt(1, SceneLines.QUESTIONS.size())) % SceneLines.QUESTIONS.size();
            return SceneLines.QUESTIONS.get(question);
        }

        private <T> T pick(List<T> from) {
            return from.get(random.nextInt(from.size()));
        }

        private void note(String more) {
            what = what.isEmpty() ? more : what + ", " + more;
        }
    }
}
