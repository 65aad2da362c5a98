package dev.trunkline.phone;

import java.util.concurrent.CompletionStage;

/**
 * Calls from the browser of somebody who has been let in: they ring, open a stream and end as a carrier's calls do, so that routes, limits
 * and admission hold for them, and there is no carrier behind them. What a carrier would ask, whoever calls asks. Thread-safe; nothing
 * here blocks.
 */
public interface SoftphoneLine {

    /** Who calls, as routes, records and limits see it. */
    String CALLER = "client:softphone";

    /**
     * Rings.
     *
     * @param to the number that is called
     */
    Answer ring(String to);

    /**
     * A stream of such a call has ended: what comes next. Whatever is no further stream is the end of the call, for nobody can be dialled.
     *
     * @param callSid of a call that rang here: {@link #isOurs}
     * @param to the number that was called
     * @param streams how many streams it has had
     */
    CompletionStage<Answer> next(String callSid, String to, int streams);

    /** The phone is put down. */
    void hangUp(String callSid);

    /** Whether a call rang here, or on another node with the same secret. Nobody may ask about any other. */
    boolean isOurs(String callSid);

    /** What becomes of a call. */
    sealed interface Answer {

        /**
         * A stream may be opened, once and soon.
         *
         * @param path of its socket, below the public URL; with a one-time token in it
         * @param streamSid what the stream is to call itself
         */
        record Stream(String callSid, String streamSid, String path) implements Answer {}

        /** There is no stream for it, or no further one: what a carrier would be told to do. */
        record Over(CarrierInstruction instead) implements Answer {}
    }
}
