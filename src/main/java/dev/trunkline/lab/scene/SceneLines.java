package dev.trunkline.lab.scene;

import java.util.List;

/** What is said in scenes. */
final class SceneLines {

    /** Whose answers take long enough to be spoken into. */
    static final List<String> QUESTIONS = List.of(
            "what is my account balance",
            "what are your opening hours",
            "where is your office",
            "tell me about your services");

    /** Without a question in them. */
    static final List<String> STOPS = List.of("wait, stop please", "no, that is not what I meant");

    static final List<String> BACKCHANNELS = List.of("okay", "right", "yeah", "I see");

    static final List<String> FILLERS = List.of("um", "uh");

    static final List<String> ASIDES = List.of(
            "the keys are on the table",
            "not now, I am on the phone",
            "can you close the door",
            "dinner is in the oven",
            "take the dog out please");

    /** An utterance with a pause in the midst of it. */
    record Hesitation(String begun, String ended) {}

    static final List<Hesitation> HESITATIONS = List.of(
            new Hesitation("my account number is four five six", "seven eight nine two"),
            new Hesitation("my number is four one five five five five", "zero one four two"),
            new Hesitation("I would like to change my address to", "twelve Station Road"),
            new Hesitation("my name is", "Jennifer Miller"));

    /** Of people in the background. */
    static final List<String> CHATTER = List.of(
            "we went there last year and it was raining all the time",
            "have you seen what they are asking for it now",
            "so I told him that he should call again on Monday");

    private SceneLines() {}
}
