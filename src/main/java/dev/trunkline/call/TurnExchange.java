package dev.trunkline.call;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Who said what last: it decides whether the AI's silent end was a goodbye, and who is owed an answer when it comes back.
 * Confined to the call's loop.
 */
final class TurnExchange {

    private static final int FAREWELL_SENTENCES = 2; // "Goodbye. It was a pleasure."
    private static final int MOST_FAREWELL_CHARACTERS = 400;

    private static final Pattern CLAUSE_END = Pattern.compile("[,.;:!?…¡¿–—\\n]+");

    /**
     * What people say when they go, at the end of a clause: an agent that takes care of something, or sees somebody at nine,
     * stays. The list is in the manual.
     */
    private static final Pattern FAREWELL = Pattern.compile(
            "(?:(?!(?:say|says|said|saying|press|type|called|word)\\b)[\\p{L}'’]+ ){0,6}"
                    + "(?:good[- ]?bye|bye(?:[- ]bye)?|farewell|good night|take care|see you|until next time"
                    + "|(?:talk|speak) to you (?:soon|later)|have an? (?:\\p{L}+ ){0,3}"
                    + "(?:day|morning|afternoon|evening|night|weekend|one|time|trip)"
                    + "|auf wiederh(?:ö|oe)ren|auf wiedersehen|tsch(?:ü|ue)ss|au revoir|bonne journée|adi(?:ó|o)s|hasta luego"
                    + "|arrivederci|buona giornata|até logo|tchau|tot ziens)"
                    + "(?: (?:now|then|for now|soon|later|tomorrow|again|today|everyone|sir|madam|ahead))*"
                    + "|(?:good[- ]?bye|bye) and .*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    private final Deque<String> turn = new ArrayDeque<>(); // the agent's newest sentences
    private boolean agentSpeaks;
    private boolean callerSpokeLast;
    private String unanswered = "";
    private String asked = ""; // by the caller's last words
    private String growing = ""; // the message of the newest sentences
    private String grown = ""; // and what it says so far
    private boolean anythingSaid;

    /** A new leg: nothing was said on it yet. */
    void onReady() {
        anythingSaid = false;
    }

    void onCallerSaid(String text, boolean interim) {
        anythingSaid = true;
        callerSpokeLast = true;
        if (!interim) {
            unanswered = text;
            asked = text;
        }
    }

    void onAgentSays(String text) {
        if (!agentSpeaks) {
            turn.clear();
        }
        agentSpeaks = true;
        anythingSaid = true;
        callerSpokeLast = false;
        unanswered = "";
        growing = "";
        turn.addLast(text);
        if (turn.size() > FAREWELL_SENTENCES) {
            turn.removeFirst();
        }
    }

    /** The same of a message whose text grows; more of it may come when its turn is over. */
    void onAgentText(String messageId, String more) {
        if (!messageId.equals(growing) || turn.isEmpty()) {
            onAgentSays(more);
            growing = messageId;
            grown = more;
            return;
        }
        grown = ending(grown + more);
        turn.removeLast();
        turn.addLast(lastSentences(grown));
    }

    /** The first is told of what a message says that was heard to its end: it was an answer, whatever is said meanwhile. */
    void onHeardText(String messageId, String text) {
        boolean speaks = agentSpeaks;
        onAgentText(messageId, text);
        agentSpeaks = speaks;
    }

    private static String lastSentences(String text) {
        String end = ending(text);
        int from = end.length();
        for (int sentences = 0; sentences < FAREWELL_SENTENCES && from > 0; sentences++) {
            from = sentenceStart(end, from);
        }
        return end.substring(from);
    }

    private static String ending(String text) {
        return text.substring(Math.max(0, text.length() - MOST_FAREWELL_CHARACTERS));
    }

    /** Where the sentence begins that ends before {@code before}. */
    private static int sentenceStart(String text, int before) {
        int at = before;
        while (at > 0 && !Character.isLetterOrDigit(text.charAt(at - 1))) {
            at--;
        }
        while (at > 0 && ".!?…".indexOf(text.charAt(at - 1)) < 0) {
            at--;
        }
        return at;
    }

    /** The agent does something about what the caller said last, and owes the answer until it has spoken of it. */
    void onToolCalled() {
        unanswered = asked;
    }

    /** The agent has said all it wanted to. */
    void onTurnEnded() {
        agentSpeaks = false;
    }

    /** The caller spoke into what the agent says, whatever it was. */
    void onInterrupted() {
        agentSpeaks = false;
        callerSpokeLast = true;
    }

    /** Whether the agent is in the middle of what it wants to say. */
    boolean agentSpeaks() {
        return agentSpeaks;
    }

    /** What the caller said and the agent has not answered yet; "" when that is nothing. */
    String unanswered() {
        return unanswered;
    }

    /** Whether anybody said anything on the present leg. */
    boolean anythingSaid() {
        return anythingSaid;
    }

    /** Whether the agent has said goodbye, to its end and without a question, and the caller has said nothing to it. */
    boolean endsWithFarewell() {
        return !agentSpeaks
                && !callerSpokeLast
                && !turn.isEmpty()
                && !turn.getLast().strip().endsWith("?")
                && turn.stream().anyMatch(TurnExchange::isFarewell);
    }

    private static boolean isFarewell(String sentence) {
        return CLAUSE_END
                .splitAsStream(sentence)
                .anyMatch(clause -> FAREWELL.matcher(clause.strip()).matches());
    }
}
