package dev.trunkline.engine.expression;

/**
 * The 48 names of EVI's prosody model, each with a place on two axes: how pleasant it is and how excited, both -1..1. The
 * places are common sense in the manner of the circumplex of affect, not measurements.
 */
enum Emotion {
    ADMIRATION("Admiration", 0.6, 0.2, "wonderful", "impressive", "brilliant"),
    ADORATION("Adoration", 0.8, 0.2, "adore", "lovely"),
    AESTHETIC_APPRECIATION("Aesthetic Appreciation", 0.6, 0.0, "beautiful"),
    AMUSEMENT("Amusement", 0.7, 0.5, "funny", "haha"),
    ANGER("Anger", -0.7, 0.8, "angry", "furious", "ridiculous", "unacceptable", "terrible", "rubbish", "outrageous"),
    ANXIETY("Anxiety", -0.6, 0.6, "worried", "nervous", "urgent", "emergency"),
    AWE("Awe", 0.4, 0.5, "amazing", "incredible"),
    AWKWARDNESS("Awkwardness", -0.2, 0.2, "um", "er"),
    BOREDOM("Boredom", -0.3, -0.7, "boring", "whatever", "again"),
    CALMNESS("Calmness", 0.3, -0.7, "fine", "okay", "alright", "welcome"),
    CONCENTRATION("Concentration", 0.0, 0.0, "number", "account", "exactly", "open"),
    CONFUSION("Confusion", -0.3, 0.2, "confused", "understand", "what", "which", "mean"),
    CONTEMPLATION("Contemplation", 0.1, -0.3, "maybe", "perhaps", "think", "wonder"),
    CONTEMPT("Contempt", -0.6, 0.2, "useless", "pathetic", "stupid"),
    CONTENTMENT("Contentment", 0.6, -0.4, "good", "nice", "fine"),
    CRAVING("Craving", 0.2, 0.4, "hungry"),
    DESIRE("Desire", 0.4, 0.4, "want", "like", "need"),
    DETERMINATION("Determination", 0.2, 0.5, "must", "will", "now", "insist"),
    DISAPPOINTMENT("Disappointment", -0.6, -0.2, "disappointed", "unfortunately", "sadly", "still"),
    DISGUST("Disgust", -0.7, 0.3, "disgusting", "awful"),
    DISTRESS("Distress", -0.8, 0.6, "help", "emergency", "broken", "problem"),
    DOUBT("Doubt", -0.3, 0.0, "sure", "really", "doubt"),
    ECSTASY("Ecstasy", 0.9, 0.9, "fantastic"),
    EMBARRASSMENT("Embarrassment", -0.4, 0.3, "embarrassed", "oops"),
    EMPATHIC_PAIN("Empathic Pain", -0.5, 0.1, "sorry"),
    ENTRANCEMENT("Entrancement", 0.3, -0.1),
    ENVY("Envy", -0.4, 0.2, "jealous"),
    EXCITEMENT("Excitement", 0.7, 0.8, "great", "exciting", "wow"),
    FEAR("Fear", -0.7, 0.7, "afraid", "scared"),
    GUILT("Guilt", -0.5, 0.0, "fault", "apologise"),
    HORROR("Horror", -0.9, 0.8, "horrible"),
    INTEREST("Interest", 0.4, 0.3, "how", "what", "tell", "question", "services", "help"),
    JOY("Joy", 0.9, 0.6, "happy", "glad", "great", "wonderful"),
    LOVE("Love", 0.9, 0.2, "love"),
    NOSTALGIA("Nostalgia", 0.1, -0.2, "remember"),
    PAIN("Pain", -0.8, 0.4, "hurts", "pain"),
    PRIDE("Pride", 0.7, 0.4, "proud"),
    REALIZATION("Realization", 0.2, 0.3, "oh", "see", "right"),
    RELIEF("Relief", 0.5, -0.3, "thanks", "thank", "finally", "phew"),
    ROMANCE("Romance", 0.7, 0.2),
    SADNESS("Sadness", -0.8, -0.4, "sad", "sorry", "unhappy"),
    SATISFACTION("Satisfaction", 0.7, 0.0, "perfect", "thank", "thanks", "excellent"),
    SHAME("Shame", -0.6, 0.0, "ashamed"),
    SURPRISE_NEGATIVE("Surprise (negative)", -0.4, 0.7, "what", "impossible"),
    SURPRISE_POSITIVE("Surprise (positive)", 0.6, 0.7, "wow", "really"),
    SYMPATHY("Sympathy", 0.0, -0.1, "sorry", "understand"),
    TIREDNESS("Tiredness", -0.3, -0.8, "tired", "waiting", "hours"),
    TRIUMPH("Triumph", 0.8, 0.7, "yes", "hooray");

    private final String label;
    final double pleasure;
    final double arousal;
    private final String words;

    Emotion(String label, double pleasure, double arousal, String... words) {
        this.label = label;
        this.pleasure = pleasure;
        this.arousal = arousal;
        this.words = " " + String.join(" ", words) + " ";
    }

    /** Whether {@code word} speaks of it. */
    boolean isIn(String word) {
        return !word.isEmpty() && words.contains(" " + word + " ");
    }

    /** Its name on the wire. */
    String label() {
        return label;
    }
}
