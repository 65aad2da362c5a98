package dev.trunkline.lab.scene;

import dev.trunkline.lab.phone.Blocks;
import dev.trunkline.speech.Speech;
import java.util.SplittableRandom;

/**
 * What people sound like without words. No voice has them, so they are made of filtered noise and rough pulses, with the
 * envelopes of the real ones; no two are alike, and the same random numbers make the same sound.
 */
public enum BodySound {
    /** One or two barks: a burst, the air behind it, often a voiced end. */
    COUGH("(cough)", -19) {
        @Override
        void draw(Sketch to) {
            int barks = to.random.nextInt(1, 3);
            for (int i = 0; i < barks; i++) {
                int burst = to.millis(45, 70);
                to.noise(350, 2_800, burst, at -> 1 - 0.5 * at);
                to.noise(400, 1_800, to.millis(120, 200), at -> 0.5 * Math.exp(-2.2 * at));
                if (to.random.nextBoolean()) {
                    to.pulses(to.random.nextDouble(180, 300), 0.05, to.millis(60, 100), at -> 0.35 * bell(at));
                }
                to.silence(i + 1 < barks ? to.millis(180, 320) : 0);
            }
        }
    },
    /** A rough voice at 70 to 110 Hz that flutters, with noise in it. */
    THROAT("(clears the throat)", -24) {
        @Override
        void draw(Sketch to) {
            int parts = to.random.nextInt(1, 3);
            for (int i = 0; i < parts; i++) {
                double flutterHz = to.random.nextDouble(22, 32);
                int millis = to.millis(250, 420);
                Swell shape = at -> Math.min(1, Math.min(at * 5, (1 - at) * 3))
                        * (0.7 + 0.3 * Math.sin(2 * Math.PI * flutterHz * at * millis / 1_000));
                to.roughly(to.random.nextDouble(70, 110) * (1 + 0.3 * i), millis, shape);
                to.silence(i + 1 < parts ? to.millis(60, 120) : 0);
            }
        }
    },
    /** Air, swelling and going, for half a second and more. */
    BREATH("(breath)", -36) {
        @Override
        void draw(Sketch to) {
            to.noise(600, 2_400, to.millis(500, 900), BodySound::bell);
        }
    },
    /** Air through the nose. */
    SNIFF("(sniff)", -30) {
        @Override
        void draw(Sketch to) {
            to.noise(1_500, 3_400, to.millis(150, 250), BodySound::bell);
        }
    },
    /** "Mm-hm": a voice through the nose, twice, the second higher; no synthesizer says it, they spell it. */
    HUM("mm-hm", -24) {
        @Override
        void draw(Sketch to) {
            double pitchHz = to.random.nextDouble(95, 190);
            to.hum(pitchHz, to.millis(130, 180), at -> Math.min(1, Math.min(at * 6, (1 - at) * 6)));
            to.noise(300, 1_500, to.millis(40, 60), at -> 0.03);
            to.hum(pitchHz * 1.25, to.millis(150, 240), at -> Math.min(1, Math.min(at * 6, (1 - at) * 3)));
        }
    },
    /** Lips, or a ring against the telephone. */
    CLICK("(click)", -20) {
        @Override
        void draw(Sketch to) {
            to.noise(800, 3_000, to.millis(20, 35), at -> Math.exp(-5 * at));
        }
    };

    private final String words;
    private final double levelDb;

    BodySound(String words, double levelDb) {
        this.words = words;
        this.levelDb = levelDb;
    }

    /** For the record. */
    public String words() {
        return words;
    }

    /** Without any meaning: what it is while somebody else speaks. */
    public boolean isTic() {
        return this != HUM;
    }

    /** Makes one, at the telephone's rate and at the loudness that it has there. */
    public Speech sound(SplittableRandom random) {
        Sketch sketch = new Sketch(random);
        draw(sketch);
        return Loudness.at(levelDb, new Speech(sketch.samples(), Blocks.SAMPLE_RATE_HZ));
    }

    abstract void draw(Sketch to);

    static double bell(double at) {
        return Math.pow(Math.sin(Math.PI * at), 2);
    }
}
