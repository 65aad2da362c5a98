package dev.trunkline.lab.answer;

import dev.trunkline.lab.answer.Answering.Truth;
import dev.trunkline.lab.scene.CallerVoices;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How calls are answered: people who say a word or two, machines with long and short greetings and their beeps, fax machines,
 * and nobody at all. The same seed gives the same book. Speaking is slow: not for a loop.
 */
public final class AnswerBook {

    private static final int USUAL_NOISE = 12; // of 32,767
    private static final int LOUD_NOISE = 150;
    private static final int RECORDING_MILLIS = 8_000; // what a machine hears of us

    private static final String[] HELLOS = {
        "Hello?", "Yes?", "Hi, this is Anna.", "Hello, Tom speaking.", "Miller.", "Good morning.", "Hello? Who is it?",
    };
    private static final String[] GREETINGS = {
        "Hi, you have reached the voice mail of Bob Miller. I can't come to the phone right now. Please leave a message"
                + " after the tone, and I will call you back.",
        "The person you are calling is not available. At the tone, please record your message.",
        "Hello, this is the answering machine of Miller and Sons. Our office is closed. Please leave your name and number"
                + " after the beep.",
        "You have reached four one five, five five five, zero one two three. Please leave a message after the beep.",
        "Hi, it's Anna. I am not here at the moment, so leave me a message. Bye.",
        "Welcome to the mailbox of extension two zero four. To leave a message, wait for the tone.",
    };
    private static final String[] SHORT_GREETINGS = {"Leave a message.", "Not here. Wait for the beep."};

    /** Hertz and milliseconds: machines, mobile mailboxes and exchanges. */
    private static final int[][] BEEPS = {
        {1_000, 500}, {1_400, 300}, {440, 1_000}, {850, 200}, {620, 400}, {2_000, 250}, {1_100, 500}, {480, 600},
    };

    private final CallerVoices voices;
    private final SplittableRandom random;

    /** In these voices. */
    public AnswerBook(CallerVoices voices, long seed) {
        this.voices = voices;
        this.random = new SplittableRandom(seed);
    }

    /** All of them. */
    public List<Answering> all() {
        List<Answering> all = new ArrayList<>();
        for (int voice = 0; voice < voices.count(); voice++) {
            for (int i = 0; i < HELLOS.length; i++) {
                all.add(human(voice, HELLOS[i], i % 3 == 2 ? LOUD_NOISE : USUAL_NOISE));
            }
            for (int i = 0; i < GREETINGS.length; i++) {
                all.add(machine(voice, GREETINGS[i], BEEPS[(voice + i) % BEEPS.length], i % 2 == 1));
            }
            for (int i = 0; i < SHORT_GREETINGS.length; i++) {
                all.add(machine(voice, SHORT_GREETINGS[i], BEEPS[(voice + 3 * i) % BEEPS.length], false));
            }
        }
        all.add(machineWithoutBeep(0));
        all.add(faxAnswers(-15));
        all.add(faxAnswers(-25));
        all.add(faxCalls(-15));
        all.add(faxCalls(-22));
        all.add(silence(0));
        all.add(silence(USUAL_NOISE));
        all.add(silence(LOUD_NOISE));
        return all;
    }

    /** Somebody who says a few words and waits. */
    public Answering human(int voice, String words, int noisePeak) {
        LineSound line = line(noisePeak).silence(random.nextInt(150, 900));
        line.says(voices.say(voice, words)).silence(RECORDING_MILLIS);
        return new Answering("human: " + words, Truth.HUMAN, line.speech(), -1);
    }

    /** A machine that greets and beeps. */
    public Answering machine(int voice, String words, int[] beep, boolean isSquare) {
        LineSound line = line(USUAL_NOISE).silence(random.nextInt(300, 1_200));
        line.says(voices.say(voice, words)).silence(random.nextInt(200, 700));
        line.tone(beep[0], beep[1], random.nextDouble(-22, -10), isSquare);
        long recordsFrom = line.millis();
        line.silence(RECORDING_MILLIS);
        return new Answering(
                "machine: " + words + " (" + beep[0] + " Hz, " + beep[1] + " ms)",
                Truth.MACHINE,
                line.speech(),
                recordsFrom);
    }

    private Answering machineWithoutBeep(int voice) {
        LineSound line = line(USUAL_NOISE).silence(500).says(voices.say(voice, GREETINGS[1]));
        return new Answering(
                "machine without a beep",
                Truth.MACHINE,
                line.silence(RECORDING_MILLIS).speech(),
                -1);
    }

    /** CED: 2,100 Hz for 3 s. */
    private Answering faxAnswers(double db) {
        LineSound line = line(USUAL_NOISE).silence(random.nextInt(200, 700)).tone(2_100, 3_000, db, false);
        return new Answering("fax that answers", Truth.FAX, line.silence(2_000).speech(), -1);
    }

    /** CNG: 1,100 Hz, half a second of every three and a half. */
    private Answering faxCalls(double db) {
        LineSound line = line(USUAL_NOISE).silence(random.nextInt(300, 900));
        for (int i = 0; i < 3; i++) {
            line.tone(1_100, 500, db, false).silence(3_000);
        }
        return new Answering("fax that calls", Truth.FAX, line.speech(), -1);
    }

    private Answering silence(int noisePeak) {
        return new Answering(
                "nobody, noise " + noisePeak,
                Truth.SILENCE,
                line(noisePeak).silence(RECORDING_MILLIS).speech(),
                -1);
    }

    private LineSound line(int noisePeak) {
        return new LineSound(random.nextLong(), noisePeak);
    }
}
