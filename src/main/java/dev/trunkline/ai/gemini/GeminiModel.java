package dev.trunkline.ai.gemini;

import java.util.Locale;

/**
 * A model that can speak, and what it minds, told from its name: the service refuses with 1007 what one of its models does not take,
 * and has no way to ask. Facts: the Live API's documents and the users' reports of them (3.1 takes {@code clientContent} as first
 * message only; models that speak natively choose the language). Immutable.
 *
 * @param name {@code models/...}
 */
record GeminiModel(String name) {

    /** With or without {@code models/}. */
    static GeminiModel of(String name) {
        return new GeminiModel(name.indexOf('/') < 0 ? "models/" + name : name);
    }

    /** Whether it may be told something in mid-session that it does not answer; else that can only go with what it answers. */
    boolean takesContentMidway() {
        return name.contains("-2.0-") || name.contains("-2.5-");
    }

    /** Whether it lets us say in which language it speaks; else it can be asked to. */
    boolean takesLanguageCode() {
        return takesContentMidway() && !name.toLowerCase(Locale.ROOT).contains("native-audio");
    }
}
