package dev.trunkline.lab.history;

import dev.trunkline.lab.history.HistoryEvent.WordHeard;
import dev.trunkline.lab.history.HistoryEvent.WordSaid;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a caller said and who heard it: the far end knows words by their numbers modulo {@link CallHistory#WORDS} only. */
final class SpokenWords {

    private final List<WordSaid> said;
    private final List<Hearing> hearings = new ArrayList<>();

    /** A word as it was heard by a chat. */
    record Hearing(int number, String chat, long nanos) {}

    private SpokenWords(List<WordSaid> said) {
        this.said = said;
    }

    static SpokenWords of(CallHistory.OfCall call) {
        SpokenWords words = new SpokenWords(call.of(WordSaid.class));
        for (WordHeard heard : call.of(WordHeard.class)) {
            int number = words.lastBefore(heard.code(), heard.nanos());
            words.hearings.add(new Hearing(number, heard.chat(), heard.nanos()));
        }
        return words;
    }

    /** The last word with this code that had been said by then; -1 when there was none: nobody said that. */
    private int lastBefore(int code, long nanos) {
        for (int i = said.size() - 1; i >= 0; i--) {
            WordSaid word = said.get(i);
            if (word.nanos() <= nanos && word.number() % CallHistory.WORDS == code) {
                return word.number();
            }
        }
        return -1;
    }

    List<Hearing> hearings() {
        return hearings;
    }

    List<WordSaid> said() {
        return said;
    }

    Set<Integer> heardNumbers() {
        return hearings.stream().map(Hearing::number).collect(Collectors.toSet());
    }
}
