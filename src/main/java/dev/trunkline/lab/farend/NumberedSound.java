package dev.trunkline.lab.farend;

/** What a {@link DualTone} of a numbered far end says to who hears it at the phone. */
public final class NumberedSound {

    private static final int TURNS = 8;

    private NumberedSound() {}

    /** Whether it is the greeting of a new conversation. */
    public static boolean isGreeting(int code) {
        return code >= NumberedVoices.GENERATIONS * TURNS;
    }

    /** Which chat of its conversation speaks, modulo {@link #generations}; of a greeting likewise. */
    public static int generation(int code) {
        return isGreeting(code) ? code % TURNS % NumberedVoices.GENERATIONS : code / TURNS;
    }

    /** After how many chats of one conversation their numbers begin anew. */
    public static int generations() {
        return NumberedVoices.GENERATIONS;
    }
}
