package dev.trunkline.cli;

import dev.trunkline.lab.scene.CallerVoices;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.command.CommandVoice;
import dev.trunkline.speech.tts.FreeTtsVoice;
import java.util.ArrayList;
import java.util.List;

/** Who can call: the voice in the jar, and where espeak-ng is installed some of its own. */
final class LabVoices {

    private static final List<String> ESPEAK_VOICES = List.of("en-us+m3", "en-us+f2", "en-gb+m7", "en-us+f4");
    private static final int ESPEAK_RATE_HZ = 22_050;
    private static final int ESPEAK_MILLIS = 5_000;

    private LabVoices() {}

    static CallerVoices all() {
        List<Voice> voices = new ArrayList<>(List.of(new FreeTtsVoice()));
        for (String name : ESPEAK_VOICES) {
            Voice voice = new CommandVoice(new CommandVoice.Settings(
                    List.of("espeak-ng", "--stdout", "-v", "{voice}"), name, ESPEAK_RATE_HZ, ESPEAK_MILLIS));
            try {
                voice.say("yes");
                voices.add(voice);
            } catch (SpeechFailedException e) {
                return new CallerVoices(voices);
            }
        }
        return new CallerVoices(voices);
    }
}
