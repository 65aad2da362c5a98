package dev.trunkline.engine.endofturn;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What English turns end in, and what they do not end in. */
final class EnglishEndings {

    private static final Set<String> FILLERS = words("um uh uhm er erm hmm hm mm ah eh umm uhh");
    private static final List<List<String>> THINKING =
            phrases("let me see, let me think, let me look, let me check, let me find it, let me get it, hold on,"
                    + " just a moment, one moment, just a second, one second, hang on, you know, i mean,"
                    + " how do you say, what was it, kind of, sort of, okay so, yes so");
    /** After these words it is open what is wanted. */
    private static final List<List<String>> OPEN =
            phrases("tell me, give me, send me, show me, is there, are there, how long, how much, how many, how often,"
                    + " i would like, i'd like, would like, can you, could you, do you, i think, i was");

    private static final int MANY_WORDS = 3; // a sentence may end in "I think"
    private static final Set<String> STARTERS = words("well actually like okay so now then yes listen look");

    /** Something must follow: a noun after "the", a clause after "and". */
    private static final Set<String> DANGLING =
            words("and but or nor so because although though unless whether if when while"
                    + " since until than as the a an my your our their its his every each my this these those"
                    + " is are was were am be been i'm it's that's there's he's she's we're they're you're i'd i'll i've we'd"
                    + " we'll we've to of for with from at by into onto between during without within against towards per via"
                    + " very really quite rather too i we he she they who which whose where what why how that not just only also"
                    + " even still maybe perhaps probably possibly"
                    + " have has had do does did can could will would shall should might must gonna wanna"
                    + " don't doesn't didn't can't couldn't won't wouldn't isn't aren't wasn't");

    /** Mostly something follows. */
    private static final Set<String> LEANING = words("in on about under over near after before around through"
            + " want need get like make give send set put take find tell let know change pay buy use ask try keep"
            + " bring show speak talk wants needs wanted needed got getting making giving sending paying changing trying"
            + " asking calling looking wondering called tried received bought ordered"
            + " new old next other another some any few many several both either neither main"
            + " mister mr mrs ms dr doctor saint street's number's name's mr."
            + " called named hundred thousand point dot dash slash");

    private static final List<List<String>> WHOLE =
            phrases("yes, no, yeah, yep, yup, nope, nah, sure, okay, ok, correct, right, exactly, absolutely,"
                    + " definitely, of course, yes please, no thanks, no thank you, yes i do, yes i am, yes it is,"
                    + " yes that's right, yes that's correct, that's right, that's correct, that is correct,"
                    + " that is right, no i don't, no i'm not, no it isn't, no it's not, not really,"
                    + " i don't think so, i think so, i don't know, no idea, thanks, thank you, thank you very much,"
                    + " thanks a lot, many thanks, bye, bye bye, goodbye, that's all, that's it, that is all,"
                    + " that is it, this is it, nothing else, that will be all, that'll be all, no that's all,"
                    + " no that's it, no that is all, all right, sounds good, perfect, great, never mind, please do,"
                    + " go ahead, yes you can, it is, it does, i do, i am, i did, none, neither, yes sure,"
                    + " yes of course, no not yet, not yet, fine, that's fine, that works, stop, help, repeat that,"
                    + " say that again, pardon, sorry");

    private static final List<List<String>> CLOSING =
            phrases("please, thanks, thank you, thank you very much, bye, goodbye, that's all, that's it, right now,"
                    + " instead, anymore, any more, yet, again, too, as well, today, tomorrow, yesterday, myself,"
                    + " already, at all, or not, or something, and so on");

    private static final Set<String> GREETINGS = words("hi hello hey good morning afternoon evening there");

    private EnglishEndings() {}

    private static Set<String> words(String text) {
        return Set.copyOf(Arrays.asList(text.split(" ")));
    }

    private static List<List<String>> phrases(String listed) {
        return Arrays.stream(listed.split(", ", -1))
                .map(phrase -> List.of(phrase.split(" ")))
                .toList();
    }

    /** The caller is looking for words, or for something to read out. */
    static boolean isHesitation(List<String> words) {
        return FILLERS.contains(words.get(words.size() - 1))
                || THINKING.stream().anyMatch(phrase -> endsWith(words, phrase));
    }

    /** Nothing needs to be said besides. */
    static boolean isWholeAnswer(List<String> words) {
        return WHOLE.contains(words);
    }

    static boolean isGreeting(List<String> words) {
        return GREETINGS.containsAll(words);
    }

    static boolean isClosing(List<String> words) {
        return CLOSING.stream().anyMatch(phrase -> endsWith(words, phrase));
    }

    /** How strongly the last word asks for another: log odds below 0, or 0. */
    static double openness(List<String> words) {
        String last = words.get(words.size() - 1);
        boolean mayStandLast = EnglishClauses.isEmbeddedQuestion(words) || isShortAnswer(words);
        if ((mayStandLast && EnglishClauses.isVerb(last)) || MayStandLast.isTrueOf(words)) {
            return 0;
        }
        if (isHeardAsEnd(words) || (words.size() > 1 && OPEN.stream().anyMatch(phrase -> endsWith(words, phrase)))) {
            return words.size() > MANY_WORDS && last.equals("think") ? 0 : -3.5;
        }
        return DANGLING.contains(last) || isOnlyStarter(words) ? -5 : LEANING.contains(last) ? -2.5 : 0;
    }

    /** Recognizers write an "and" that nothing follows as "end". */
    private static boolean isHeardAsEnd(List<String> words) {
        int last = words.size() - 1;
        return last > 0
                && words.get(last).equals("end")
                && !words.get(last - 1).matches("the|an|this|that|one|other|each|year");
    }

    /** "I am", "yes it does". */
    private static boolean isShortAnswer(List<String> words) {
        return words.size() > 2 && words.size() < 5 && words.get(0).matches("yes|yeah|no|yep|of");
    }

    /** "well", but not "as well". */
    private static boolean isOnlyStarter(List<String> words) {
        return words.size() == 1 && STARTERS.contains(words.get(0)) && !WHOLE.contains(words);
    }

    private static boolean endsWith(List<String> words, List<String> ending) {
        int from = words.size() - ending.size();
        return from >= 0 && words.subList(from, words.size()).equals(ending);
    }
}
