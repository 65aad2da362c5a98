package dev.trunkline.speech.tts;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.normalization.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.sound.sampled.AudioInputStream;
import marytts.LocalMaryInterface;
import marytts.MaryInterface;
import marytts.exceptions.MaryConfigurationException;
import marytts.exceptions.SynthesisException;
import marytts.util.data.audio.MaryAudioUtils;

/**
 * MaryTTS's female American voice "cmu-slt-hsmm" at 48 kHz. Takes a second to load, and the first
 * sentences are slow.
 * Thread-safe.
 */
public final class MaryVoice implements Voice {

    private static final String NAME = "cmu-slt-hsmm";
    private static final int SAMPLE_RATE_HZ = 48_000;

    /** Starts the modules, which MaryTTS does when they are first needed, and not safely for several threads. */
    private static final String FIRST_WORD = "Yes.";

    private static final String UNSPOKEN = "ACOUSTPARAMS"; // the last form before sound
    private static final String SPOKEN = "AUDIO";

    private static final int LOUD = 1_000; // of 32,767
    private static final double LEAST_LOUD_SHARE = 0.05; // whole sentences have 0.13 to 0.7, swallowed ones 0.01
    private static final Pattern FINAL_SIGNS = Pattern.compile("[.,?!]+$");
    private static final Pattern SIGNS = Pattern.compile("[^A-Za-z0-9.,?!' ]");

    private static final double GAIN_DB = -6; // the model is 6 dB louder than callers are
    private static final double PRESENCE_DB = 6; // its energy falls by 24 dB from 500 Hz to 2.5 kHz
    private static final Manner HERS = new Manner("", 1);

    /** Another 11 percent lower, throat and all, because it is played slower. */
    private static final Manner HIS = new Manner("F0Add(f0Add:-50.0;)", 0.9);

    private final MaryInterface mary;
    private final Manner manner;
    private final Finish finish = new Finish(GAIN_DB, PRESENCE_DB);

    /**
     * How the model speaks. Immutable.
     *
     * @param effects in MaryTTS's words
     * @param speed at which its sound is played
     */
    private record Manner(String effects, double speed) {}

    /** @throws IllegalStateException when MaryTTS cannot start */
    public MaryVoice() {
        this(HERS);
    }

    /** A man's voice, of the same model. */
    static MaryVoice low() {
        return new MaryVoice(HIS);
    }

    private MaryVoice(Manner manner) {
        this.manner = manner;
        VoiceLogs.hush();
        keepOffTheDisk();
        startOnlyWhatSpeaks();
        try {
            mary = new LocalMaryInterface();
        } catch (MaryConfigurationException e) {
            throw new IllegalStateException("MaryTTS cannot start", e);
        }
        mary.setLocale(Locale.US);
        mary.setVoice(NAME);
        mary.setAudioEffects(manner.effects);
        startModules();
    }

    /** With a word that nobody hears: sound would take as long again. */
    private void startModules() {
        try {
            mary.setOutputType(UNSPOKEN);
            mary.generateXML(FIRST_WORD);
            mary.setOutputType(SPOKEN);
        } catch (SynthesisException e) {
            throw new IllegalStateException("MaryTTS cannot speak", e);
        }
    }

    @Override
    public Speech say(String text) {
        String speakable = Reading.forEnglishVoice(text).text();
        if (speakable.isEmpty()) {
            return new Speech(new short[0], SAMPLE_RATE_HZ);
        }
        try {
            Speech speech = synthesise(speakable);
            return finished(isAudible(speech) ? speech : sayAgain(speakable, speech));
        } catch (SynthesisException e) {
            return finished(sayPlainly(speakable, e));
        }
    }

    private Speech finished(Speech raw) {
        int playedHz = (int) Math.round(SAMPLE_RATE_HZ * manner.speed);
        return finish.of(new Speech(raw.samples(), playedHz).at(SAMPLE_RATE_HZ));
    }

    /**
     * Now and then the voice's filter dies away in mid-sentence ("I will find someone for you." is 2 s of near silence); the
     * same words with another ending are spoken as they should be.
     */
    private Speech sayAgain(String speakable, Speech swallowed) throws SynthesisException {
        Speech again = synthesise(FINAL_SIGNS.matcher(speakable).replaceAll(""));
        return isAudible(again) ? again : swallowed;
    }

    private static boolean isAudible(Speech speech) {
        int loud = 0;
        for (short sample : speech.samples()) {
            loud += Math.abs(sample) > LOUD ? 1 : 0;
        }
        return loud > speech.samples().length * LEAST_LOUD_SHARE;
    }

    /** Some rows of signs, as "$-", break MaryTTS's reading of amounts. */
    private Speech sayPlainly(String speakable, SynthesisException firstTrouble) {
        try {
            return synthesise(SIGNS.matcher(speakable).replaceAll(" "));
        } catch (SynthesisException e) {
            e.addSuppressed(firstTrouble);
            throw new IllegalStateException("MaryTTS cannot say " + speakable.length() + " characters", e);
        }
    }

    private Speech synthesise(String speakable) throws SynthesisException {
        try (AudioInputStream audio = mary.generateAudio(speakable)) {
            return new Speech(samplesOf(audio), SAMPLE_RATE_HZ);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int sampleRateHz() {
        return SAMPLE_RATE_HZ;
    }

    private static short[] samplesOf(AudioInputStream audio) {
        // Not readAllBytes: this stream tells the end of what is ready as the end of all.
        double[] amplitudes = MaryAudioUtils.getSamplesAsDoubleArray(audio);
        short[] samples = new short[amplitudes.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] =
                    (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(amplitudes[i] * 32767)));
        }
        return samples;
    }

    /** MaryTTS looks for a home of its own and may keep audio in files; it needs neither. */
    private static void keepOffTheDisk() {
        System.setProperty("synthesis.audiostore", "ram");
    }

    /** As a server it would start the readers of five languages of markup, British English and tests of itself as well. */
    private static void startOnlyWhatSpeaks() {
        System.setProperty("server", "commandline");
    }
}
