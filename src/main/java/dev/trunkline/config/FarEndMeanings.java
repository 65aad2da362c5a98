package dev.trunkline.config;

/** What the keys mean that say how a call gets over a far end that is lost. */
final class FarEndMeanings {

    static final String ONE_MOMENT = "One moment, please. I will be right back with you.";

    static final String URLS =
            "embedded, or the base of an EVI: wss://host/v0/evi; several, tried in order, are a list here and separated by"
                    + " commas there";
    static final String CONNECTS =
            "how many chats a second may be opened at each of them, with one and a half seconds' worth at once";
    static final String CONNECTS_AFTER_OUTAGE =
            "the same in the half minute after an outage, one by one, so that it is not run over by all who waited";
    static final String RECONNECT =
            "how long a call goes on trying an EVI that was lost, or comes and goes, before the route's fallback";
    static final String OUTAGE =
            "the same while no EVI of the list can be reached by any call; new calls then get the fallback at once";
    static final String SILENT =
            "an EVI that says nothing whatever for so long after the caller spoke is lost, and called again";
    static final String STALLED = "likewise one that falls silent in mid-sentence, when its sound has been heard";
    static final String FLOOD = "likewise one that still sends sound so long after twelve minutes of it wait";
    static final String GREET =
            "a far end that has taken a new call, has a greeting to say and does not begin for so long is left for the next of"
                    + " the list, where there is one; 0: never";
    static final String COMFORT_DB =
            "the level of the soft tone that a caller hears while the agent is missing, in dB of full scale, -60 to -10;"
                    + " none for silence";
    static final String COMFORT_MILLIS = "how long it sounds, once a second and a half; 60 to 2000";
    static final String COMFORT_WORDS =
            "what a caller is told then, in the embedded EVI's voice; without one a recording says: One moment, please;"
                    + " none for nothing";
    static final String COMFORT_WORDS_SECONDS = "after how long, and again every ten seconds";

    private FarEndMeanings() {}
}
