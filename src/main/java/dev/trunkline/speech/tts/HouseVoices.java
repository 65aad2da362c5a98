package dev.trunkline.speech.tts;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechMeter;
import dev.trunkline.speech.Voice;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The voices that are in the jar. One is loaded at once, the others when somebody asks for them. Thread-safe. */
public final class HouseVoices implements Voice {

    private static final Logger LOG = LoggerFactory.getLogger(HouseVoices.class);

    private static final double ROBOTS_GAIN_DB = 2; // as loud as the others

    private final House house;
    private final HouseVoice chosen;

    /**
     * Loads the voice that speaks when nobody chooses.
     *
     * @param usual FreeTTS's takes its place when it cannot be loaded
     */
    public HouseVoices(HouseVoice usual, SpeechMeter meter) {
        this(new House(usual, meter), usual);
        house.voice(usual);
    }

    private HouseVoices(House house, HouseVoice chosen) {
        this.house = house;
        this.chosen = chosen;
    }

    @Override
    public Speech say(String text) {
        Voice voice = house.voice(chosen);
        try {
            return voice.say(text);
        } catch (RuntimeException e) {
            if (Stopped.isBehind(e)) {
                throw e;
            }
            // Now and then MaryTTS swallows a sentence, or all of it but a word.
            Speech inParts = InParts.say(voice, text);
            if (inParts != null) {
                house.meter.voiceFailed(SpeechMeter.Outcome.SAID_IN_PARTS);
                return inParts;
            }
            LOG.atWarn().addKeyValue("reason", e.toString()).log("voice failed, another one of the house speaks");
            return house.inItsPlace(text).at(voice.sampleRateHz());
        }
    }

    /** Unknown names get the usual voice. */
    @Override
    public Voice named(String name) {
        HouseVoice voice = HouseVoice.of(name);
        return new HouseVoices(house, voice == null ? house.usual : voice);
    }

    @Override
    public boolean knows(String name) {
        return HouseVoice.of(name) != null;
    }

    @Override
    public int sampleRateHz() {
        return house.voice(chosen).sampleRateHz();
    }

    static Voice orFreeTts(Supplier<Voice> preferred) {
        try {
            return preferred.get();
        } catch (IllegalStateException | LinkageError e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.toString())
                    .log("the agent's voice cannot be loaded; it speaks with FreeTTS");
            return new FreeTtsVoice();
        }
    }

    /** Who is there already. Thread-safe. */
    private static final class House {
        private final HouseVoice usual;
        private final SpeechMeter meter;
        private final Map<HouseVoice, Voice> loaded = new EnumMap<>(HouseVoice.class);

        House(HouseVoice usual, SpeechMeter meter) {
            this.usual = usual;
            this.meter = meter;
        }

        /** The robot has a word for everything. */
        Speech inItsPlace(String text) {
            try {
                Speech speech = voice(HouseVoice.KEVIN).say(text);
                meter.voiceFailed(SpeechMeter.Outcome.ANOTHER_SPOKE);
                return speech;
            } catch (RuntimeException e) {
                meter.voiceFailed(SpeechMeter.Outcome.LOST);
                throw e;
            }
        }

        synchronized Voice voice(HouseVoice wanted) {
            Voice known = loaded.get(wanted);
            if (known == null) {
                known = load(wanted);
                loaded.put(wanted, known);
            }
            return known;
        }

        private Voice load(HouseVoice wanted) {
            Voice voice = switch (wanted) {
                case SLT -> orFreeTts(MaryVoice::new);
                case SAM -> orFreeTts(MaryVoice::low);
                case KEVIN -> new FinishedVoice(new FreeTtsVoice(), new Finish(ROBOTS_GAIN_DB, 0));
            };
            return ReadingVoice.english(voice, meter);
        }
    }
}
