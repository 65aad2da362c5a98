package dev.trunkline.ai.gemini;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.net.websocket.ConnectFailure;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
        AiLoss.Kind said = said(reason.toLowerCase(Locale.ROOT));
        if (said != null) {
            return said;
        }
        boolean isRefused = code == INVALID || code == POLICY;
        return !isRefused ? AiLoss.Kind.DROPPED : resuming ? AiLoss.Kind.RESUME_FAILED : AiLoss.Kind.REFUSED;
    }

    /** By a close of an open session; nobody says goodbye by it. */
    static AiLoss.Kind ofClose(int code, String reason, boolean announced) {
        String words = reason.toLowerCase(Locale.ROOT);
        AiLoss.Kind said = said(words);
        if (said != null) {
            return said;
        }
        if (announced || words.contains("deadline expired") || words.contains("session expired")) {
            return AiLoss.Kind.DURATION_LIMIT;
        }
        return code == NORMAL || code == NO_STATUS ? AiLoss.Kind.CLOSED : AiLoss.Kind.DROPPED;
    }

    /** What the words alone tell; null for nothing. */
    private static AiLoss.@Nullable Kind said(String words) {
        // "quota" says billing as well, and is also a limit of the minute.
        boolean isUnpaid = words.contains("credit") || (words.contains("billing") && !words.contains("quota"));
        if (isUnpaid || holds(words, "api key", "permission", "unregistered callers")) {
            return AiLoss.Kind.DENIED;
        }
        boolean isBusy = holds(words, "quota", "rate limit", "resource_exhausted", "resource exhausted", "too many");
        return isBusy ? AiLoss.Kind.BUSY : null;
    }

    private static boolean holds(String words, String... any) {
        return Arrays.stream(any).anyMatch(words::contains);
    }

    /** By what broke the connection. */
    static AiLoss.Kind ofFailure(ConnectFailure failure) {
        if (failure.status() != 0) {
            return AiLoss.Kind.ofHttpStatus(failure.status(), failure.asksToWait());
        }
        return failure.isForGood() ? AiLoss.Kind.REFUSED : AiLoss.Kind.DROPPED;
    }
}
