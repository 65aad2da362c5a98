package dev.trunkline.ai.evi;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.net.websocket.ConnectFailure;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells by its symptoms why a chat is gone. EVI closes with 1000 after errors as well as after a goodbye, so the last
 * error and a hang-up that was asked for decide. Where there is neither, a code says at most that the end was in order.
 */
final class EviLosses {

    private static final String TOO_LONG = "E0715";
    private static final Pattern MAX_DURATION = Pattern.compile("max duration of (\\d{1,6}) seconds");

    private static final int NORMAL = 1000;
    private static final int NO_STATUS = 1005;
    private static final int POLICY = 1008;

    private EviLosses() {}

    /**
     * By a close.
     *
     * @param code of the close frame, 0 when there was none
     * @param error that the chat ended with, if any
     * @param hangUpAsked EVI's own hang-up tool ran
     * @param ready whether the chat was open
     */
    static AiLoss.Kind ofClose(int code, @Nullable AiProblem error, boolean hangUpAsked, boolean ready) {
        if (error != null && isFinal(error)) {
            return ofError(error);
        }
        if (hangUpAsked) {
            return AiLoss.Kind.GOODBYE;
        }
        if (error != null) {
            return ofError(error);
        }
        if (!ready) {
            // Nobody says goodbye before hello.
            return code == POLICY ? AiLoss.Kind.REFUSED : AiLoss.Kind.DROPPED;
        }
        return code == NORMAL || code == NO_STATUS ? AiLoss.Kind.CLOSED : AiLoss.Kind.DROPPED;
    }

    /** Whether EVI ends the chat with this error, however long the close takes. */
    static boolean isFinal(AiProblem error) {
        return switch (error.code()) {
            case "E0714", TOO_LONG, "E0708", "E0710", "I0116", "I0118" -> true;
            default -> false;
        };
    }

    /** Whether EVI ends the chat with this error because it has lasted too long. */
    static boolean isTooLong(AiProblem error) {
        return error.code().equals(TOO_LONG);
    }

    /** How long a chat may be, as such an error says it ("exceeded the max duration of 1800 seconds."); 0 when it does not. */
    static long limitNanos(AiProblem error) {
        Matcher words = MAX_DURATION.matcher(error.message());
        return words.find() ? TimeUnit.SECONDS.toNanos(Integer.parseInt(words.group(1))) : 0;
    }

    /**
     * By EVI's error. The whole table of codes is not public: credit, concurrency and configuration are also recognised by
     * the words in the error's name.
     */
    private static AiLoss.Kind ofError(AiProblem error) {
        return switch (error.code()) {
            case "E0714" -> AiLoss.Kind.INACTIVE;
            case TOO_LONG -> AiLoss.Kind.DURATION_LIMIT;
            case "E0708", "E0710" -> AiLoss.Kind.RESUME_FAILED;
            case "E0300" -> AiLoss.Kind.DENIED;
            default -> ofErrorName(error.slug().toLowerCase(Locale.ROOT));
        };
    }

    private static AiLoss.Kind ofErrorName(String slug) {
        if (slug.contains("credit")) {
            return AiLoss.Kind.DENIED;
        }
        if (slug.contains("concurren") || slug.contains("rate_limit")) {
            return AiLoss.Kind.BUSY;
        }
        return slug.equals("config_not_found") ? AiLoss.Kind.REFUSED : AiLoss.Kind.DROPPED;
    }

    /** By what kept the connection from being made, or broke it. */
    static AiLoss.Kind ofFailure(ConnectFailure failure) {
        if (failure.status() != 0) {
            return AiLoss.Kind.ofHttpStatus(failure.status(), failure.asksToWait());
        }
        return failure.isForGood() ? AiLoss.Kind.REFUSED : AiLoss.Kind.DROPPED;
    }
}
