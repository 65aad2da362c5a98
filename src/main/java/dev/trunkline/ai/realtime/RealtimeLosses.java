package dev.trunkline.ai.realtime;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.net.websocket.ConnectFailure;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells by its symptoms why a session is gone. OpenAI says {@code error} with {@code session_expired} and closes with 1001 and the same
 * words (openai-realtime-api-beta#23, reachy_mini_conversation_app#134); other errors are survived, as a rule.
 */
final class RealtimeLosses {

    private static final Pattern MAX_DURATION =
            Pattern.compile("maximum duration of (\\d{1,4}) (second|minute|hour)s?");

    private static final int NORMAL = 1000;
    private static final int NO_STATUS = 1005;
    private static final int POLICY = 1008;
    private static final int TRY_LATER = 1013;

    private RealtimeLosses() {}

    /**
     * By a close.
     *
     * @param code of the close frame, 0 when there was none
     * @param reason of the same
     * @param error that the session ended with, if any
     * @param ready whether it was open
     */
    static AiLoss.Kind ofClose(int code, String reason, @Nullable AiProblem error, boolean ready) {
        if (isTooLong(reason)) {
            return AiLoss.Kind.DURATION_LIMIT;
        }
        if (error != null) {
            return ofError(error, ready);
        }
        if (code == TRY_LATER) {
            return AiLoss.Kind.BUSY;
        }
        if (!ready) {
            // Nobody says goodbye before hello.
            return code == POLICY ? AiLoss.Kind.REFUSED : AiLoss.Kind.DROPPED;
        }
        return code == NORMAL || code == NO_STATUS ? AiLoss.Kind.CLOSED : AiLoss.Kind.DROPPED;
    }

    /** By an error that ended it. */
    static AiLoss.Kind ofError(AiProblem error, boolean ready) {
        if (isTooLong(error)) {
            return AiLoss.Kind.DURATION_LIMIT;
        }
        String words = (error.code() + " " + error.slug()).toLowerCase(Locale.ROOT);
        if (words.contains("rate_limit")
                || words.contains("concurren")
                || words.contains("too_many")
                || words.contains("overloaded")) {
            return AiLoss.Kind.BUSY;
        }
        if (words.contains("insufficient_quota")
                || words.contains("api_key")
                || words.contains("authentication")
                || words.contains("permission")
                || words.contains("unauthorized")) {
            return AiLoss.Kind.DENIED;
        }
        boolean isOurs = words.contains("model_not_found") || words.contains("invalid_model");
        // A session whose settings are not taken will not be taken the next time either.
        return isOurs || (!ready && words.contains("invalid")) ? AiLoss.Kind.REFUSED : AiLoss.Kind.DROPPED;
    }

    /** Whether the session is over with this error, however long the close takes. */
    static boolean isFinal(AiProblem error) {
        return isTooLong(error)
                || switch (error.code()) {
                    case "insufficient_quota", "invalid_api_key", "model_not_found" -> true;
                    default -> false;
                };
    }

    /** Whether it is over because it has lasted too long. */
    static boolean isTooLong(AiProblem error) {
        return error.code().equals("session_expired") || isTooLong(error.message());
    }

    private static boolean isTooLong(String words) {
        return words.contains("maximum duration");
    }

    /** How long a session may last, as such an error says it; 0 when it does not. */
    static long limitNanos(AiProblem error) {
        Matcher words = MAX_DURATION.matcher(error.message());
        if (!words.find()) {
            return 0;
        }
        long number = Integer.parseInt(words.group(1));
        return switch (words.group(2)) {
            case "second" -> TimeUnit.SECONDS.toNanos(number);
            case "minute" -> TimeUnit.MINUTES.toNanos(number);
            default -> TimeUnit.HOURS.toNanos(number);
        };
    }

    /** By what kept the connection from being made, or broke it. */
    static AiLoss.Kind ofFailure(ConnectFailure failure) {
        if (failure.status() != 0) {
            return AiLoss.Kind.ofHttpStatus(failure.status(), failure.asksToWait());
        }
        return failure.isForGood() ? AiLoss.Kind.REFUSED : AiLoss.Kind.DROPPED;
    }
}
