package dev.trunkline.ai.gemini;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.net.websocket.ConnectFailure;
import java.util.Locale;

/**
 * Tells by its symptoms why a session is gone. Gemini has no errors but the reason in its close frame, for which there is no table: the
 * words are those that users have reported (1007 "API key not valid", 1008 "BidiGenerateContent session not found", 1011 "You exceeded
 * your current quota" and "Deadline expired").
 */
final class GeminiLosses {

    private static final int NORMAL = 1000;
    private static final int NO_STATUS = 1005;
    private static final int INVALID = 1007;
    private static final int POLICY = 1008;

    private GeminiLosses() {}

    /** By a close before {@code setupComplete}. */
    static AiLoss.Kind ofRefusal(int code, String reason, boolean resuming) {
        String words = reason.toLowerCase(Locale.ROOT);
        if (isDenied(words)) {
            return AiLoss.Kind.DENIED;
        }
        if (isBusy(words)) {
            return AiLoss.Kind.BUSY;
        }
        boolean refused = code == INVALID || code == POLICY;
        if (resuming) {
            return refused ? AiLoss.Kind.RESUME_FAILED : AiLoss.Kind.DROPPED;
        }
        return refused ? AiLoss.Kind.REFUSED : AiLoss.Kind.DROPPED;
    }

    /** By a close of an open session; nobody says goodbye by it. */
    static AiLoss.Kind ofClose(int code, String reason, boolean announced) {
        String words = reason.toLowerCase(Locale.ROOT);
        if (isDenied(words)) {
            return AiLoss.Kind.DENIED;
        }
        if (isBusy(words)) {
            return AiLoss.Kind.BUSY;
        }
        if (announced || words.contains("deadline expired") || words.contains("session expired")) {
            return AiLoss.Kind.DURATION_LIMIT;
        }
        return code == NORMAL || code == NO_STATUS ? AiLoss.Kind.CLOSED : AiLoss.Kind.DROPPED;
    }

    private static boolean isDenied(String words) {
        // "quota" says billing as well, and is also a limit of the minute.
        boolean isUnpaid = words.contains("credit") || (words.contains("billing") && !words.contains("quota"));
        return isUnpaid
                || words.contains("api key")
                || words.contains("permission")
                || words.contains("unregistered callers");
    }

    private static boolean isBusy(String words) {
        return words.contains("quota")
                || words.contains("rate limit")
                || words.contains("resource_exhausted")
                || words.contains("resource exhausted")
                || words.contains("too many");
    }

    /** By what broke the connection. */
    static AiLoss.Kind ofFailure(ConnectFailure failure) {
        if (failure.status() != 0) {
            return AiLoss.Kind.ofHttpStatus(failure.status(), failure.asksToWait());
        }
        return failure.isForGood() ? AiLoss.Kind.REFUSED : AiLoss.Kind.DROPPED;
    }
}
