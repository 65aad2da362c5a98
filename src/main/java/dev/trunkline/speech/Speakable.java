package dev.trunkline.speech;

import dev.trunkline.speech.reading.Reading;

/** Makes any text one that an English voice can read. */
final class Speakable {

    private Speakable() {}

    /** Words in plain ASCII, without digits and markup; "" when there is nothing to be said. */
    static String of(String text) {
        return Reading.forEnglishVoice(text).text();
    }
}
