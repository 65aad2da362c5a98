package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.realtime.wire.ConversationItem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item of a conversation, and what the client is not shown of it. Immutable.
 *
 * @param scores how the caller sounded; empty when nothing was measured
 * @param speech what was sent of the agent's sound; null for what was not spoken by it
 * @param isCutOff whether the caller has not heard all of it
 * @param behindId the item that the agent was told last when it began to think of this, empty for none: what stands between the two was
 *     said meanwhile, and is not answered by it; null for what the agent did not think of
 */
record ItemEntry(
        ConversationItem item,
        Map<String, Double> scores,
        @Nullable SaidWords speech,
        boolean isCutOff,
        @Nullable String behindId) {

    /** Nothing more is known. */
    static ItemEntry of(ConversationItem item) {
        return new ItemEntry(item, Map.of(), null, false, null);
    }

    /** The same, thought of when that was the item told last. */
    ItemEntry behind(@Nullable String id) {
        return new ItemEntry(item, scores, speech, isCutOff, id);
    }
}
