package dev.trunkline.ai;

import org.jspecify.annotations.Nullable;

/**
 * Why an AI leg is gone. Immutable.
 *
 * @param kind what a call can decide by
 * @param closeCode the WebSocket close code, or 0 when there was none
 * @param lastProblem the last thing the AI reported before, if any: a close with 1000 after it is a failure
 * @param detail for logs; never holds keys
 */
public record AiLoss(Kind kind, int closeCode, @Nullable AiProblem lastProblem, String detail) {

    /** What a call can decide by. */
    public enum Kind {
        /** The AI ended the conversation on purpose. */
        GOODBYE,
        /** The AI closed the chat in good order and gave no reason: perhaps a goodbye, perhaps not. */
        CLOSED,
        /** Network, server restart, time-out: another connection may go on. */
        DROPPED,
        /** Wrong configuration, unknown host, a certificate that is not believed: trying again cannot help this call. */
        REFUSED,
        /** Wrong credentials, no credit, or nobody there any more (401 to 404, 410): it cannot help any other call either. */
        DENIED,
        /** No free slot, too many requests: perhaps in a moment. */
        BUSY,
        /** The AI's own limit on the length of a chat: a resumed chat goes on. */
        DURATION_LIMIT,
        /** The AI heard nobody for too long. */
        INACTIVE,
        /** The conversation to be resumed is not known there: a new one has to do. */
        RESUME_FAILED,
        /** The AI took the call and does no work on it: silent, stuck in mid-sentence, or talking without end. The call says so. */
        STALLED;

        /**
         * By the status of an HTTP answer that should have been another.
         *
         * @param asksToWait whether it says when to come again ({@code Retry-After}); a 503 without is what a balancer says that has
         *     nobody behind it
         */
        public static Kind ofHttpStatus(int status, boolean asksToWait) {
            return switch (status) {
                case 401, 402, 403, 404, 410 -> DENIED;
                case 429 -> BUSY;
                case 503 -> asksToWait ? BUSY : DROPPED;
                case 408, 425 -> DROPPED;
                default -> status >= 400 && status < 500 ? REFUSED : DROPPED;
            };
        }
    }
}
