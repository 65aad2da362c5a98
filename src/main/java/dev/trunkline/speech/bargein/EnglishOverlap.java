package dev.trunkline.speech.bargein;

import java.util.Set;

/** What English words mean that a caller says over the agent. */
public final class EnglishOverlap {

    /** Listening, in as many spellings as recognizers have for a hum. */
    private static final Set<String> BACKCHANNELS =
            OverlapWords.listed("mm, mmm, mhm, mmhm, mmhmm, mm hm, mm hmm, m hm, hm, hmm, hmm hmm, hm hm, um hum,"
                    + " um hmm, uh huh, ah ha, aha, uh hum, ah, oh, ooh, huh, okay, ok, k, okey, yeah, yea, yep, yup,"
                    + " ya, yes, right, all right, alright, sure, fine, good, great, nice, cool, i see, got it,"
                    + " of course, exactly, true, indeed, really, wow, perfect, sounds good, very good, i know,"
                    + " go on, that's right, makes sense, thanks, thank you");

    /** Thinking, coughing and clearing one's throat, as recognizers write it. */
    private static final Set<String> THINKING = Set.of(
            "uh", "i", "so", "well", "and", "um", "umm", "er", "erm", "eh", "ahem", "hem", "ha", "haha", "heh", "phew",
            "achoo", "cough", "coughs", "sigh");

    private static final Set<String> WISHES =
            OverlapWords.listed("stop, wait, wait a, hold on, hang on, one moment, one second, just a, no, nope, not,"
                    + " don't, actually, but, excuse me, sorry, pardon, listen, hey, hello, quiet, enough,"
                    + " never mind, cancel, forget it, help, what, what's, when, where, who, why, how, which, can,"
                    + " could, would, do you, is it, are you, i want, i need, i have, i don't, i didn't, i am, i'm,"
                    + " i'd, let me, speak to, talk to, operator, agent, representative, repeat, again, goodbye, bye");

    private EnglishOverlap() {}

    /** All of them. */
    public static OverlapWords words() {
        return new OverlapWords(BACKCHANNELS, THINKING, WISHES);
    }
}
