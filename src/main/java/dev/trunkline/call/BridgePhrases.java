package dev.trunkline.call;

import dev.trunkline.ai.HeardLine;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.phone.DialOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the bridge itself tells the model, or a caller whom no route serves: every sentence of ours, in one place. */
public final class BridgePhrases {

    /** To a caller. */
    public static final String NOT_IN_SERVICE = "This number is not in service.";

    /** To a caller whose call has lasted as long as any may. */
    static final String LASTED_TOO_LONG = "This call has reached its longest time. Goodbye.";

    /** To a caller who has said nothing for so long that the agent has gone. */
    static final String NOT_HEARD = "We cannot hear you any more. Goodbye.";

    /** The call was with somebody else between two of its streams. */
    public static final String BACK_FROM_ELSEWHERE =
            "The caller was taken elsewhere in the meantime and is back on the line. Do not greet again; go on.";

    /** Nobody knows any more what was said before. */
    public static final String GOES_ON = "This call goes on after an interruption; do not greet the caller again.";

    /** What a caller might say to an agent that broke off. */
    static final String GO_ON = "Please go on.";

    static final String NOT_HUNG_UP =
            "The caller spoke before the call was ended, so the line stays open. Answer the caller; when the"
                    + " conversation is over, say goodbye and call the tool again.";
    static final String NOT_TRANSFERRED =
            "The caller spoke before being put through, so the transfer was not made. Answer the caller; if the"
                    + " transfer is still wanted, say so and call the tool again.";

    /** What an agent may say whose tool is not run. */
    static final String NOT_NOW = "I cannot do that at the moment.";

    /** A person spoke in the agent's place, and is gone. */
    static final String PERSON_LOST =
            "A person had taken this call over and talked with the caller in your place; the connection to that person was lost."
                    + " The caller is back with you: say so, and ask how to go on. Do not greet again.";

    static final String SPOKE_FIRST =
            "A person was about to put this caller through to somebody else; the caller has said something first and stays with you."
                    + " Answer that. Do not greet again.";

    private BridgePhrases() {}

    /** A person has spoken in the agent's place. */
    static String handedBack(String note) {
        return "A person had taken this call over, talked with the caller in your place, and has handed the caller back to you. You"
                + " know what the caller said meanwhile, and not what the person said. Go on from there; do not greet again."
                + (note.isBlank() ? "" : " That person tells you: " + note);
    }

    /** What an agent is told that an operator paused in the middle of something. */
    static String paused(CutOff cut) {
        return "You were paused for a while. "
                + (cut.isBeforeAnswer()
                        ? "You have not answered yet what the caller said last: \"" + cut.unanswered() + "\"."
                        : heard(cut))
                + " Go on from there; do not greet again.";
    }

    private static String heard(CutOff cut) {
        return "The caller has heard: \"" + cut.said() + "\""
                + (cut.unsaid().isEmpty() ? "." : " and not: \"" + cut.unsaid() + "\".");
    }

    /** What an agent is told in whose place our own voice has said something. */
    static String saidForYou(String heard) {
        return "The caller has just heard these words from you: \"" + heard + "\".";
    }

    /** What was said while an agent was here that the caller did not talk with yet. */
    static String saidMeanwhile(List<HeardLine> lines) {
        return "Since you came to this call, this was said:\n" + HeardLine.text(lines);
    }

    /** What a tool has found out that another leg had asked. */
    static String toolAnswered(ToolCall tool, String content) {
        return "The tool " + tool.name() + ", called with " + tool.parametersJson() + ", has answered: " + content;
    }

    /** A tool that another leg had asked is still at work. */
    static String toolRuns(ToolCall tool) {
        return "The tool " + tool.name() + ", called with " + tool.parametersJson()
                + ", is still at work. Do not call it again; you will be told what it answers.";
    }

    /** A word of an operator that the caller does not hear. */
    static String whispered(String text) {
        return "Somebody who supervises this call tells you, unheard by the caller: " + text
                + " Heed it in your next answer, and do not mention it.";
    }

    static String pressed(String digits) {
        return "The caller pressed " + digits + " on the keypad.";
    }

    /** What an AI is told that comes back after it was lost in the middle of something. */
    static String cutOff(CutOff cut) {
        String what = cut.isBeforeAnswer()
                ? "You had not answered yet what the caller said last: \"" + cut.unanswered() + "\"."
                : "You were cut off in mid-sentence. " + heard(cut);
        return "The connection to you was interrupted and is back. " + what
                + " Go on from there; do not greet the caller again.";
    }

    /**
     * A person was dialled, and did not talk with the caller.
     *
     * @param destination its name, or null when that is not known any more
     */
    public static String transferFailed(@Nullable String destination, DialOutcome outcome) {
        return transferFailed(
                destination,
                switch (outcome) {
                    case TALKED, DECLINED -> "the person did not take the call";
                    case BUSY -> "busy";
                    case NO_ANSWER -> "no-answer";
                    case FAILED -> "failed";
                    case CANCELED -> "canceled";
                });
    }

    /** The caller waited for a person who was busy, and has had enough of it, or has no more time to. */
    public static String waitedInVain(@Nullable String destination) {
        return transferFailed(destination, "all lines there are busy, and the caller did not want to wait any longer");
    }

    /** A person could not even be dialled. */
    public static String transferImpossible(@Nullable String destination) {
        return transferFailed(destination, "it cannot be dialled for this caller");
    }

    private static String transferFailed(@Nullable String destination, String why) {
        return "The transfer to " + (destination == null ? "a person" : destination) + " failed: " + why
                + ". The caller is back on the line with you. Say so, and ask how to go on.";
    }
}
