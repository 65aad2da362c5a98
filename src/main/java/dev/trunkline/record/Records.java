package dev.trunkline.record;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The records of calls that have ended, to be searched. Thread-safe; a stage fails when what keeps them cannot be reached. */
public interface Records {

    /** What a list says of some of them. */
    CompletionStage<RecordPage<CallSummary>> search(RecordQuery query);

    /** The same records, whole. */
    CompletionStage<RecordPage<CallRecord>> read(RecordQuery query);

    /** One, or null when it is not there. */
    CompletionStage<@Nullable CallRecord> find(String callSid);
}
